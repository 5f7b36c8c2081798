"""The score of an investigation: seven parts, their weights from the rule, and a cap where the decision did harm."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..analysis.numbers import rounded
from .accuracy import accuracy
from .check_part import checks
from .decision_part import decision, time, wrong_decision
from .evidence_parts import coverage, independence
from .inconsistency_part import inconsistencies
from .key import Key
from .part import Part, shown
from .rule import Rule
from .work import Work


@dataclass(frozen=True)
class Score:
    """``total`` is 0…100 at two decimals; ``cap`` is the reason for a cap, blank without one."""

    total: Decimal
    parts: tuple[Part, ...]
    cap: str
    passed: bool
    rule: Rule

    def part(self, code: str) -> Part:
        return next(part for part in self.parts if part.code == code)

    def points(self, part: Part) -> Decimal:
        return rounded(part.share * self.rule.weights[part.code], 2)

    def json(self) -> dict[str, Any]:
        """Total, parts, and every line with what was wanted, what was found, and why."""
        return {
            "rule": self.rule.version,
            "total": shown(self.total),
            "passed": self.passed,
            "cap": self.cap or None,
            "parts": [
                {
                    "code": part.code,
                    "weight": shown(self.rule.weights[part.code]),
                    "share": f"{rounded(part.share, 4):f}",
                    "points": shown(self.points(part)),
                    "lines": [_line(line) for line in part.lines],
                }
                for part in self.parts
            ],
        }


def _line(line: Any) -> dict[str, str]:
    return {
        "item": line.item,
        "share": f"{rounded(line.share, 4):f}",
        "reason": line.reason,
        "weight": shown(line.weight),
        "wanted": line.wanted,
        "found": line.found,
    }


def score(key: Key, work: Work, rule: Rule) -> Score:
    parts = (
        accuracy(key, work, rule),
        coverage(key, work),
        independence(key, work),
        checks(key, work, rule),
        inconsistencies(key, work, rule),
        decision(key, work, rule),
        time(key, work, rule),
    )
    total = sum((part.share * rule.weights[part.code] for part in parts), Decimal(0))
    cap = wrong_decision(key, work)
    if cap:
        total = min(total, rule.of("decision", "cap_when_wrong"))
    total = rounded(total, 2)
    return Score(total, parts, cap, total >= rule.pass_mark, rule)
