"""Reads JSON objects key by key and collects every fault with its path, as a code the pages can translate."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lms.toolkit.json_documents import step

from .exact import read_decimal

__all__ = ["Invalid", "Json", "Problem", "Reader", "step"]

Json = dict[str, Any]

CODE = re.compile(r"[a-z][a-z0-9_]{0,63}")
_ABSENT = object()


@dataclass(frozen=True)
class Problem:
    """One fault: where (``$.components[0].weight``), what (a code), and the values a sentence about it needs."""

    path: str
    code: str
    params: Json = field(default_factory=dict)


class Invalid(ValueError):
    """Something that was read is not acceptable; ``problems`` says all of it."""

    def __init__(self, problems: Collection[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.path}: {problem.code}" for problem in self.problems))


class Reader:
    """One JSON object being read. A fault is noted and a harmless value returned, so that one pass finds all faults."""

    def __init__(self, data: object, path: str, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.data: Json = {}
        if isinstance(data, dict):
            self.data = data
        else:
            self.note("not_an_object")
        self._left = set(self.data)

    def note(self, code: str, key: str | int | None = None, **params: object) -> None:
        self.problems.append(Problem(self.path if key is None else step(self.path, key), code, params))

    def _take(self, key: str, default: object) -> object:
        self._left.discard(key)
        value = self.data.get(key, default)
        if value is _ABSENT:
            self.note("required", key)
        return value

    def text(self, key: str, *, default: object = _ABSENT, blank: bool = False, longest: int = 500) -> str:
        value = self._take(key, default)
        if value is _ABSENT:
            return ""
        if not isinstance(value, str):
            self.note("not_text", key)
            return ""
        if not blank and not value.strip():
            self.note("blank", key)
        if len(value) > longest:
            self.note("too_long", key, longest=longest)
        return value

    def optional_text(self, key: str, *, longest: int = 500) -> str | None:
        if self.data.get(key) is None:
            self._left.discard(key)
            return None
        return self.text(key, longest=longest)

    def code(self, key: str) -> str:
        value = self.text(key)
        if value and not CODE.fullmatch(value):
            self.note("not_a_code", key, value=value)
        return value

    def choice(self, key: str, choices: Collection[str], *, default: object = _ABSENT) -> str:
        value = self._take(key, default)
        if isinstance(value, str) and value in choices:
            return value
        if value is not _ABSENT:
            self.note("not_a_choice", key, choices=list(choices))
        return next(iter(choices))

    def whole(self, key: str, *, low: int, high: int, default: object = _ABSENT) -> int:
        value = self._take(key, default)
        if value is _ABSENT:
            return low
        if not isinstance(value, int) or isinstance(value, bool):
            self.note("not_whole", key)
            return low
        if not low <= value <= high:
            self.note("out_of_range", key, low=str(low), high=str(high))
        return value

    def optional_whole(self, key: str, *, low: int, high: int) -> int | None:
        if self.data.get(key) is None:
            self._left.discard(key)
            return None
        return self.whole(key, low=low, high=high)

    def flag(self, key: str, *, default: object = _ABSENT) -> bool:
        value = self._take(key, default)
        if value is not _ABSENT and not isinstance(value, bool):
            self.note("not_yes_or_no", key)
        return value is True

    def number(self, key: str, *, low: str, high: str, default: object = _ABSENT) -> Decimal:
        """A decimal written as text, within low…high."""
        value = self._take(key, default)
        if value is _ABSENT:
            return Decimal(low)
        number = read_decimal(value) if isinstance(value, str) else None
        if number is None:
            self.note("not_a_decimal_text", key)
            return Decimal(low)
        if not Decimal(low) <= number <= Decimal(high):
            self.note("out_of_range", key, low=low, high=high)
        return number

    def optional_number(self, key: str, *, low: str, high: str) -> Decimal | None:
        if self.data.get(key) is None:
            self._left.discard(key)
            return None
        return self.number(key, low=low, high=high)

    def texts(self, key: str, *, default: object = _ABSENT, codes: bool = False) -> tuple[str, ...]:
        """A list of different, non-blank texts."""
        value = self._take(key, default)
        if value is _ABSENT:
            return ()
        if not isinstance(value, list):
            self.note("not_a_list", key)
            return ()
        found: list[str] = []
        for index, item in enumerate(value):
            here = f"{step('', key)[1:]}[{index}]"
            if not isinstance(item, str) or not item.strip():
                self.problems.append(Problem(f"{self.path}.{here}", "not_text"))
            elif item in found:
                self.problems.append(Problem(f"{self.path}.{here}", "duplicate", {"value": item}))
            elif codes and not CODE.fullmatch(item):
                self.problems.append(Problem(f"{self.path}.{here}", "not_a_code", {"value": item}))
            else:
                found.append(item)
        return tuple(found)

    def optional_texts(self, key: str) -> tuple[str, ...] | None:
        if self.data.get(key) is None:
            self._left.discard(key)
            return None
        return self.texts(key)

    def child(self, key: str, *, default: object = _ABSENT) -> "Reader":
        value = self._take(key, default)
        return Reader({} if value is _ABSENT else value, step(self.path, key), [] if value is _ABSENT else self.problems)

    def children(self, key: str, *, default: object = _ABSENT) -> list["Reader"]:
        value = self._take(key, default)
        if value is _ABSENT:
            return []
        if not isinstance(value, list):
            self.note("not_a_list", key)
            return []
        return [Reader(item, step(step(self.path, key), index), self.problems) for index, item in enumerate(value)]

    def finish(self) -> None:
        """Every key must have been asked for."""
        for key in sorted(self._left):
            self.note("unknown_key", key)
