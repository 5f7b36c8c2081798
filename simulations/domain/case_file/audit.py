"""Compares what a case file states with what follows from it; a case that balances leaves no difference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lms.toolkit.json_differences import Difference

from ..analysis.numbers import rounded
from .reading import Faults, Node


def number_text(value: Decimal, places: int = 2) -> str:
    """Plain text, at most ``places`` decimals, no trailing zeros."""
    text = format(rounded(value, places), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass
class Audit:
    """Collects differences (what is computed and stated otherwise) beside the faults of reading."""

    document: Mapping[str, Any]
    faults: Faults = field(default_factory=Faults)
    differences: list[Difference] = field(default_factory=list)
    results: dict[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.faults.resolve = self.resolve

    @property
    def root(self) -> Node:
        return Node(self.document, "$", self.faults)

    def resolve(self, path: str) -> Decimal | None:
        """A figure by its dotted path; ``checks.K3`` is the result of that check, which must stand before."""
        if path.startswith("checks."):
            return self.results.get(path.removeprefix("checks."))
        value: object = self.document
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, (str, int)) and not isinstance(value, bool) and not str(value).startswith("="):
            try:
                return Decimal(value)
            except ArithmeticError:
                return None
        return None

    def expect(self, node: Node, key: str, computed: Decimal, places: int = 2) -> Decimal:
        """A derived figure: stated otherwise or not at all makes a difference. Returns the computed one."""
        computed = rounded(computed, places)
        if key not in node.value:
            self.differences.append(Difference(node.at(key), "missing", None, number_text(computed, places)))
        else:
            stated = node.number(key)
            if stated != computed:
                self.differences.append(Difference(node.at(key), "recomputed", node.value[key], number_text(computed, places)))
        return computed

    def expect_flag(self, node: Node, key: str, computed: bool) -> None:
        if key not in node.value:
            self.differences.append(Difference(node.at(key), "missing", None, computed))
        elif node.flag(key) is not computed:
            self.differences.append(Difference(node.at(key), "recomputed", node.value[key], computed))

    def balance(self, path: str, found: Decimal, wanted: Decimal) -> None:
        """Two independent ways to one figure."""
        if found != wanted:
            self.differences.append(Difference(path, "unbalanced", number_text(found), number_text(wanted)))
