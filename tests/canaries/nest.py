"""Canaries: short words that stand in a text of the database and nowhere else, and who may read each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# A word nobody writes, or a telephone number nobody has: where only digits fit.
SIGHTING = re.compile(r"zq[0-9a-z]{4}j|19977\d{6}", re.IGNORECASE)
LENGTH = 7


@dataclass(frozen=True)
class Canary:
    """``bank`` and ``field`` tell where it stands, ``readers`` the people of that bank who may read it, by their parts."""

    bank: str
    field: str
    row: str
    readers: frozenset[str]

    def may_be_read_by(self, bank: str, part: str) -> bool:
        return bank == self.bank and part in self.readers

    def __str__(self) -> str:
        return f"{self.field} of {self.bank} ({self.row})"


@dataclass
class Nest:
    """Every canary that was let out, by its word."""

    canaries: dict[str, Canary] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def word_for(self, canary: Canary) -> str:
        number, letters = next(self.numbers), ""
        for _place in range(4):
            number, digit = divmod(number, 36)
            letters = DIGITS[digit] + letters
        return self._keep(f"zq{letters}j", canary)

    def number_for(self, canary: Canary) -> str:
        return self._keep(f"19977{next(self.numbers):06d}", canary)

    def _keep(self, word: str, canary: Canary) -> str:
        self.canaries[word] = canary
        return word

    def seen_in(self, text: str) -> list[Canary]:
        words = {word.lower() for word in SIGHTING.findall(text)}
        return [self.canaries[word] for word in sorted(words) if word in self.canaries]
