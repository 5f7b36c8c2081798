"""The published rule of the score: weights and limits as versioned data; a change is a new version."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..case_file.reading import Faults, InvalidCase, Node

PARTS = ("accuracy", "coverage", "independence", "checks", "inconsistencies", "decision", "time")

DEFAULT_RULE: Mapping[str, Any] = {
    "format": "duzuo-investigation-score",
    "version": 1,
    "weights": {
        "accuracy": "25",
        "coverage": "10",
        "independence": "10",
        "checks": "15",
        "inconsistencies": "20",
        "decision": "15",
        "time": "5",
    },
    "accuracy": {"tolerance": "5", "nothing_at": "20", "unsupported": "0.4", "carried": "0.5"},
    "checks": {"result": "0.5", "verdict": "0.25", "closed": "0.25", "sales_methods": "3", "tolerance": "2"},
    "inconsistencies": {"harmless": "0.5", "without_evidence": "0.5", "imagined": "0.5"},
    "decision": {
        "lend_to_wrong": "0",
        "refuse_right": "0",
        "more_information": "0.4",
        "amount_tolerance": "5",
        "least": "0.2",
        "repayment": "0.2",
        "cap_when_wrong": "59",
    },
    "time": {"nothing_at": "1.5"},
    "pass_mark": "60",
}


@dataclass(frozen=True)
class Rule:
    """All shares 0…1, tolerances in per cent, weights and marks in points of 100."""

    version: int
    weights: Mapping[str, Decimal]
    values: Mapping[str, Mapping[str, Decimal]]
    pass_mark: Decimal

    def of(self, part: str, name: str) -> Decimal:
        return self.values[part][name]


def read_rule(data: Mapping[str, Any]) -> Rule:
    """Raises InvalidCase with every fault and its path."""
    faults = Faults()
    root = Node(data, "$", faults)
    if root.value.get("format") != DEFAULT_RULE["format"]:
        faults.note("$.format", "unknown", root.value.get("format", ""))
    weights = _numbers(root.child("weights"), PARTS)
    if not faults.problems and sum(weights.values()) != 100:
        faults.note("$.weights", "not_100", sum(weights.values()))
    values = {part: _numbers(root.child(part), tuple(DEFAULT_RULE[part])) for part in PARTS if part in DEFAULT_RULE}
    version, mark = root.whole("version"), root.number("pass_mark", negative=False)
    if faults.problems:
        raise InvalidCase(faults.problems)
    return Rule(version, weights, values, mark)


def _numbers(node: Node, names: tuple[str, ...]) -> dict[str, Decimal]:
    for name in node.value:
        if name not in names:
            node.faults.note(node.at(name), "unknown_key")
    return {name: node.number(name, negative=False) for name in names}
