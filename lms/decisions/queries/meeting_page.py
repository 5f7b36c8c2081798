"""The table of a decision meeting: position, standard, certainty, what is not met and what is suggested, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from ..domain.outcomes import facts_of, suggested
from ..domain.rule import Rule, read_rule
from ..models import Decision, Outcome, Standing
from .results import reassessed_in

HALF_WIDTH = Fraction("1.645")
"""Of a 90 % interval, in standard errors."""
CENT, ONE = Decimal("0.01"), Decimal(1)
LOWEST, HIGHEST = Fraction(0), Fraction(100)


def decimal(text: str | None) -> Decimal | None:
    """An exact number of a result, as two decimals for a drawing."""
    if text is None:
        return None
    value = Fraction(text)
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)


def of_100(chance: str | None) -> int | None:
    """A chance as cases of a hundred, which people read more safely than percent."""
    return None if chance is None else int((Decimal(chance) * 100).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True)
class Bar:
    """A composite with its 90 % interval, which ends where the scale of points does (0 and 100); a standardised one has no ends."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class MeetingRow:
    """One person's line; codes are put into words by the page."""

    standing: Standing
    row: Mapping[str, Any]
    bar: Bar | None
    failed: tuple[str, ...]
    outcome: Outcome | None
    suggestion: str | None
    reassessed: bool | None
    cut_above: bool
    places: int | None

    @property
    def of_100(self) -> int | None:
        """Of 100 such cases, how many are truly among the last k."""
        return of_100(self.row["chance_last"]) if self.places else None

    @property
    def meets_of_100(self) -> int | None:
        """About the points alone, so it is not said of somebody who failed a part that must be passed."""
        return None if self.row["gate_failures"] else of_100(self.row["chance_meets_standard"])

    @property
    def certainty_reason(self) -> str | None:
        """Why there is no figure for either."""
        reason: str | None = self.row["zone_reason"] or self.row["chance_reason"]
        return reason

    @property
    def reasons(self) -> list[str]:
        """Why there is no composite."""
        return [one["reason"] for one in self.row["reasons"]]

    @property
    def decide(self) -> bool:
        return self.row["proposal"] in ("REVIEW", "PROPOSE")

    @property
    def tone(self) -> str:
        return "decide" if self.decide else "neutral"


@dataclass(frozen=True)
class MeetingTable:
    rows: list[MeetingRow]
    rule: Rule
    result: Mapping[str, Any]
    low: Decimal
    high: Decimal
    band_low: Decimal | None
    band_high: Decimal | None

    @property
    def line_places(self) -> int | None:
        """Places under the line; None where the rule draws none."""
        places: int | None = self.result["line"]["effective"]
        return places

    @property
    def names(self) -> dict[str, str]:
        """What the parts are called, by code."""
        return {component.code: component.name for component in self.rule.components}

    @property
    def chart(self) -> list[tuple[str, Decimal | None, Decimal | None, Decimal | None, bool]]:
        """Rows for the chart of all composites with their intervals."""
        drawn = [(row, row.bar) for row in self.rows if row.bar]
        return [(row.standing.user.name, bar.low, bar.value, bar.high, row.row["proposal"] != "RETAIN") for row, bar in drawn]


def meeting_table(decision: Decision) -> MeetingTable:
    """Three queries, whatever the number of people; ``decision.run`` should be loaded."""
    run = decision.run
    rule, result = read_rule(run.rule), run.result
    found = {row["person"]: row for row in result["people"]}
    names = {component.code: component.name for component in rule.components}
    reassessed = reassessed_in(decision)
    standings = decision.standings.select_related("user", "enrolment", "outcome").order_by("position")
    rows = [_row(one, found[one.user.key], result, names, reassessed.get(one.user_id)) for one in standings]
    rows = _mark_line(rows)
    low, high = _range(rows, rule, standardised=result["composite"]["standardisation"] != "raw")
    band = _band(rule, result)
    return MeetingTable(rows, rule, result, low, high, band[0], band[1])


def _row(
    standing: Standing, row: Mapping[str, Any], result: Mapping[str, Any], names: Mapping[str, str], reassessed: bool | None
) -> MeetingRow:
    failed = [names[part["component"]] for part in row["parts"] if part["floor_met"] is False]
    facts = facts_of(row, footing=standing.enrolment.legal_footing, reassessed=reassessed)
    return MeetingRow(
        standing=standing,
        row=row,
        bar=bar_of(row, result),
        failed=tuple(failed),
        outcome=getattr(standing, "outcome", None),
        suggestion=suggested(facts, row["proposal"]),
        reassessed=reassessed,
        cut_above=False,
        places=result["line"]["effective"],
    )


def bar_of(row: Mapping[str, Any], result: Mapping[str, Any]) -> Bar | None:
    """The interval of somebody who has a composite, cut to the scale; without a known error it is a point."""
    if row["composite"] is None:
        return None
    value, error = Fraction(row["composite"]["exact"]), Fraction(row["error"] or 0)
    least, most = value - HALF_WIDTH * error, value + HALF_WIDTH * error
    if result["composite"]["standardisation"] == "raw":
        least, most = max(least, LOWEST), min(most, HIGHEST)
    low, high = decimal(str(least)), decimal(str(most))
    middle = decimal(str(value))
    return None if low is None or high is None or middle is None else Bar(middle, low, high)


def _mark_line(rows: list[MeetingRow]) -> list[MeetingRow]:
    """The first one below the line carries the mark over which it is drawn."""
    marked = []
    for place, row in enumerate(rows):
        before = rows[place - 1].row["side"] if place else None
        marked.append(replace(row, cut_above=before == "above" and row.row["side"] in ("below", "tied")))
    return marked


def _range(rows: list[MeetingRow], rule: Rule, *, standardised: bool) -> tuple[Decimal, Decimal]:
    """One scale for all bars, a little wider than they are, in whole points and no wider than points can be."""
    least, most = Decimal(0), Decimal(100)
    known = [value for row in rows if row.bar for value in (row.bar.low, row.bar.high)]
    if rule.standard is not None:
        known.append(rule.standard)
    if not known:
        return least, most
    margin = max((max(known) - min(known)) / 10, Decimal(1))
    low, high = (min(known) - margin).quantize(ONE, ROUND_FLOOR), (max(known) + margin).quantize(ONE, ROUND_CEILING)
    return (low, high) if standardised else (max(low, least), min(high, most))


def _band(rule: Rule, result: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    """The standard with its guard band; None where there is no standard."""
    if rule.standard is None:
        return None, None
    width = Fraction(rule.guard_band) * Fraction(result["composite"]["error"] or 0)
    return decimal(str(Fraction(rule.standard) - width)), decimal(str(Fraction(rule.standard) + width))
