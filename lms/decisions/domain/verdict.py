"""Position and standard side by side, and what the engine may propose. It never decides: people do, with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .chances import normal_above
from .rule import Rule

MILLIONTH = 6


@dataclass(frozen=True)
class AgainstStandard:
    """A person beside the cut: met or not, the zone of the guard band, P(true value ≥ cut). None where undefined."""

    met: bool | None
    zone: str | None
    zone_reason: str | None
    chance: str | None


@dataclass(frozen=True)
class Proposal:
    """RETAIN, REVIEW or PROPOSE with the codes of why, and of what forbids a proposal; all empty without a composite."""

    kind: str | None
    reasons: tuple[str, ...]
    blocked_by: tuple[str, ...]


def probability_text(value: float) -> str:
    """To a millionth, so that every machine writes the same text."""
    return f"{min(1.0, max(0.0, value)):.{MILLIONTH}f}"


def against_standard(rule: Rule, points: Fraction, error: Fraction | None, gate_failures: Sequence[str]) -> AgainstStandard:
    """Compare unrounded points with the cut; all gates must hold as well."""
    has_gates = any(component.gate for component in rule.components)
    if rule.standard is None:
        return AgainstStandard(not gate_failures if has_gates else None, None, "NO_STANDARD", None)
    cut = Fraction(rule.standard)
    met = points >= cut and not gate_failures
    if error is None:
        return AgainstStandard(met, None, "RELIABILITY_UNKNOWN", None)
    guard = Fraction(rule.guard_band) * error
    zone = "PASS" if points >= cut + guard else "FAIL" if points < cut - guard else "REVIEW"
    return AgainstStandard(met, zone, None, probability_text(normal_above(float(cut), float(points), float(error))))


@dataclass(frozen=True)
class Situation:
    """What a proposal depends on, besides the rule."""

    side: str | None
    bottom: str | None
    standard: AgainstStandard
    below_cut: bool
    gate_failed: bool
    flags: tuple[str, ...]
    complete: int
    reliability: Fraction | None


def propose(rule: Rule, situation: Situation) -> Proposal:
    """PROPOSE needs all of: below the line, P(last k) ≥ .90, P(true ≥ cut) ≤ .10, and nothing that forbids it."""
    reasons = _review_reasons(rule, situation)
    if situation.side not in ("below", "tied"):
        return Proposal("REVIEW" if reasons else "RETAIN", tuple(reasons), ())
    blockers = _blockers(rule, situation)
    if blockers:
        return Proposal("REVIEW", tuple(reasons), tuple(blockers))
    return Proposal("PROPOSE", tuple(reasons), ())


def _review_reasons(rule: Rule, situation: Situation) -> list[str]:
    reasons = []
    if situation.side == "below":
        reasons.append("IN_LAST_K")
    if situation.side == "tied":
        reasons.append("TIED_AT_LINE")
    if situation.bottom is not None and Decimal(situation.bottom) >= rule.thresholds.review and situation.side is not None:
        reasons.append("LIKELY_IN_LAST_K")
    if situation.below_cut:
        reasons.append("BELOW_STANDARD")
    if situation.standard.zone == "REVIEW":
        reasons.append("GUARD_BAND")
    if situation.gate_failed:
        reasons.append("GATE_FAILED")
    return reasons


def _blockers(rule: Rule, situation: Situation) -> list[str]:
    found = []
    if situation.complete < rule.cohort_minimum:
        found.append("COHORT_TOO_SMALL")
    if situation.side == "tied":
        found.append("TIED_AT_LINE")
    if situation.bottom is None:
        found.append("RELIABILITY_UNKNOWN")
    elif Decimal(situation.bottom) < rule.thresholds.propose:
        found.append("NOT_CERTAIN_ENOUGH")
    if situation.reliability is not None and situation.reliability < Fraction(rule.thresholds.reliability):
        found.append("RELIABILITY_BELOW_TARGET")
    if rule.standard is None:
        found.append("NO_STANDARD")
    elif not situation.below_cut:
        found.append("MEETS_STANDARD")
    elif situation.standard.chance is not None and Decimal(situation.standard.chance) > rule.thresholds.standard:
        found.append("MAY_MEET_STANDARD")
    if situation.standard.zone == "REVIEW":
        found.append("GUARD_BAND")
    return [*found, *situation.flags]
