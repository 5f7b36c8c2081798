"""Reads a case file key by key and collects every fault with its path, so that an author sees all of them at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lms.toolkit.json_documents import Odd, step

NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?")
CODE = re.compile(r"[a-z][a-z0-9_]{0,63}")
ZERO = Decimal(0)

Resolve = Callable[[str], Decimal | None]


@dataclass(frozen=True)
class Problem:
    """One fault: where (``$.truth.closing_balance.assets.cash``), what (a code), and what was found there."""

    path: str
    code: str
    found: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.code}" + (f" ({self.found})" if self.found else "")


class InvalidCase(ValueError):
    """The file cannot be computed; ``problems`` says all of it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in problems))


@dataclass
class Faults:
    """Where readers leave what they find, and how they follow a reference to another figure of the file."""

    problems: list[Problem] = field(default_factory=list)
    resolve: Resolve = lambda _path: None

    def note(self, path: str, code: str, found: object = "") -> None:
        self.problems.append(Problem(path, code, str(found)[:80]))


class Node:
    """A JSON object at a path; a missing or odd member is noted and a harmless value returned."""

    def __init__(self, value: object, path: str, faults: Faults) -> None:
        self.path, self.faults = path, faults
        self.value: Mapping[str, Any] = {}
        if isinstance(value, Mapping):
            self.value = value
        else:
            faults.note(path, "not_an_object")

    def at(self, key: str) -> str:
        return step(self.path, key)

    def has(self, key: str) -> bool:
        return self.value.get(key) is not None

    def child(self, key: str) -> "Node":
        if key not in self.value:
            self.faults.note(self.at(key), "required")
            return Node({}, self.at(key), self.faults)
        return Node(self.value[key], self.at(key), self.faults)

    def children(self, key: str) -> list["Node"]:
        value = self.value.get(key, [])
        if not isinstance(value, list):
            self.faults.note(self.at(key), "not_a_list")
            return []
        return [Node(item, step(self.at(key), index), self.faults) for index, item in enumerate(value)]

    def text(self, key: str, choices: tuple[str, ...] = ()) -> str:
        value = self.value.get(key)
        if not isinstance(value, str) or not value.strip():
            self.faults.note(self.at(key), "required" if key not in self.value else "not_text")
            return choices[0] if choices else ""
        if choices and value not in choices:
            self.faults.note(self.at(key), "not_a_choice", value)
            return choices[0]
        return value

    def flag(self, key: str) -> bool:
        value = self.value.get(key)
        if not isinstance(value, bool):
            self.faults.note(self.at(key), "required" if key not in self.value else "not_true_or_false")
        return value is True

    def number(self, key: str, default: Decimal | None = None, *, negative: bool = True) -> Decimal:
        if key not in self.value and default is not None:
            return default
        if key not in self.value:
            self.faults.note(self.at(key), "required")
            return ZERO
        found = read_number(self.value[key], self.at(key), self.faults)
        if found < 0 and not negative:
            self.faults.note(self.at(key), "negative", found)
        return found

    def whole(self, key: str, default: int | None = None) -> int:
        found = self.number(key, None if default is None else Decimal(default))
        if found != found.to_integral_value() or not 0 <= found <= 600:
            self.faults.note(self.at(key), "not_a_whole_number", found)
            return 1
        return int(found)

    def numbers(self, key: str) -> list[Decimal]:
        value = self.value.get(key, [])
        if not isinstance(value, list):
            self.faults.note(self.at(key), "not_a_list")
            return []
        return [read_number(item, step(self.at(key), index), self.faults) for index, item in enumerate(value)]

    def lines(self, key: str, *, negative: bool = True) -> dict[str, Decimal]:
        """Line code → amount."""
        node, found = self.child(key), {}
        for code in node.value:
            if not CODE.fullmatch(code):
                self.faults.note(node.at(code), "not_a_line_code", code)
            found[code] = node.number(code, negative=negative)
        return found


def read_number(value: object, path: str, faults: Faults) -> Decimal:
    """Decimal text or a JSON integer; ``=truth.income_statement.sales`` points to another figure of the file."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Odd):
        faults.note(path, "write_the_number_as_text", value.text)
        return ZERO
    if not isinstance(value, str):
        faults.note(path, "not_a_number", value)
        return ZERO
    if value.startswith("="):
        found = faults.resolve(value[1:])
        if found is None:
            faults.note(path, "no_such_figure", value)
        return ZERO if found is None else found
    if NUMBER.fullmatch(value):
        return Decimal(value)
    faults.note(path, _why(value), value)
    return ZERO


def _why(text: str) -> str:
    """The likeliest slip, so that the message can help."""
    if re.search(r"[万亿元¥￥]", text):
        return "number_with_unit"
    if "%" in text or "％" in text:
        return "number_with_percent_sign"
    return "number_with_separator" if re.fullmatch(r"-?[0-9][0-9,，_ ]*(\.[0-9]+)?", text) else "not_a_number"
