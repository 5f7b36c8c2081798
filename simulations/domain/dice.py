"""Dice that fall the same on every machine and Python: SHA-256 in counter mode, whole numbers only."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

THOUSAND = 1000


class Dice:
    """A stream of numbers named by its key; ``child`` opens another that no draw here can disturb."""

    def __init__(self, *key: object) -> None:
        self._name = "/".join(str(part) for part in key)
        self._counter = 0

    def child(self, name: object) -> "Dice":
        return Dice(self._name, name)

    def below(self, limit: int) -> int:
        """0 … limit − 1; 64 bits make the bias smaller than anyone could see."""
        if limit < 1:
            raise ValueError("limit must be positive")
        block = hashlib.sha256(f"{self._name}#{self._counter}".encode()).digest()
        self._counter += 1
        return int.from_bytes(block[:8], "big") * limit >> 64

    def between(self, low: int, high: int) -> int:
        """low … high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, permille: int) -> bool:
        return self.below(THOUSAND) < permille

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Fisher and Yates, written out: the library's own may change."""
        order = list(items)
        for index in range(len(order) - 1, 0, -1):
            other = self.below(index + 1)
            order[index], order[other] = order[other], order[index]
        return order

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        return self.shuffled(items)[:count]

    def noisy(self, value: int, permille: int) -> int:
        """The value moved by at most ``permille`` to either side."""
        return value + (value * self.between(-permille, permille)) // THOUSAND

    def shared(self, value: int, shares: Sequence[int], unit: int = 100) -> list[int]:
        """A value cut into parts by weights, each a little off; the last takes what remains."""
        if len(shares) <= 1 or abs(value) < 4 * len(shares) * unit:
            return self.split(value, len(shares), unit)
        weights = [self.noisy(share, 60) for share in shares]
        found = [value * weight // sum(weights) // unit * unit for weight in weights[:-1]]
        return [*found, value - sum(found)]

    def split(self, value: int, parts: int, unit: int = 100) -> list[int]:
        """A value cut into uneven parts in whole units, the last taking what remains; parts differ by up to half."""
        if parts <= 1 or abs(value) < parts * unit:
            return [value]
        weights = [self.between(70, 130) for _ in range(parts)]
        found = [value * weight // sum(weights) // unit * unit for weight in weights[:-1]]
        return [*found, value - sum(found)]
