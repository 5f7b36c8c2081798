"""From single ratings to a person's components and composite, exactly."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal

from lms.cohorts.domain.late_arrivals import sessions_lost

from .exact import mean
from .inputs import Person, Rating, Score
from .rule import Component, Rule

PersonStatus = Literal["COMPLETE", "COMPLETE_REWEIGHTED", "INCOMPLETE"]

FEWEST_TO_TRIM = 5
HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Part:
    """One person's component: ``raw`` in its own points, ``percent`` of its maximum; None where there is no score."""

    code: str
    status: str
    raw: Fraction | None
    percent: Fraction | None
    raters: int
    floor_met: bool | None
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """One person before anybody is compared. ``shares`` are the weights that applied to this person and sum to 1."""

    key: str
    status: PersonStatus
    reasons: tuple[tuple[str, str], ...]
    parts: dict[str, Part]
    shares: dict[str, Fraction]
    points: Fraction | None
    gate_failures: tuple[str, ...]
    flags: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return self.status != "INCOMPLETE"


def weight_shares(rule: Rule) -> dict[str, Fraction]:
    """Each component's weight as a share of all weights."""
    total = sum((Fraction(component.weight) for component in rule.components), Fraction())
    return {component.code: Fraction(component.weight) / total for component in rule.components}


def score_person(rule: Rule, person: Person) -> Standing:
    """A person's parts, status and weighted points (0…100)."""
    parts = {component.code: score_part(component, person.score(component.code)) for component in rule.components}
    nominal = weight_shares(rule)
    reasons, excused = _gaps(rule, parts)
    lost = sum((nominal[code] for code in excused), Fraction())
    if not reasons and lost > Fraction(rule.reweight_limit):
        reasons = [("REWEIGHT_LIMIT", code) for code in excused]
    flags = [*person.flags, *sorted({flag for part in parts.values() for flag in part.flags})]
    failures = tuple(each.code for each in rule.components if each.gate and parts[each.code].floor_met is False)
    if reasons:
        return Standing(person.key, "INCOMPLETE", tuple(reasons), parts, {}, None, failures, tuple(flags))
    shares = {code: share / (1 - lost) for code, share in nominal.items() if code not in excused and parts[code].percent is not None}
    points = sum((share * (parts[code].percent or 0) for code, share in shares.items()), Fraction())
    status: PersonStatus = "COMPLETE_REWEIGHTED" if excused else "COMPLETE"
    if excused:
        flags.append("REWEIGHTED")
    return Standing(person.key, status, (), parts, shares, points, failures, tuple(flags))


def _gaps(rule: Rule, parts: dict[str, Part]) -> tuple[list[tuple[str, str]], list[str]]:
    """(why there can be no composite, which components are excused and re-weighted)."""
    reasons: list[tuple[str, str]] = []
    excused: list[str] = []
    for component in rule.components:
        if parts[component.code].percent is not None or component.missing == "informational":
            continue
        allowed = component.missing == "excused_reweight" and parts[component.code].status == "excused"
        if component.gate:
            reasons.append(("GATE_UNPROVEN", component.code))
        elif allowed:
            excused.append(component.code)
        else:
            reasons.append(("MISSING", component.code))
    return reasons, excused


def score_part(component: Component, score: Score) -> Part:
    """The component's value for one person, under the rule's policy for what is missing."""
    flags: list[str] = []
    raw: Fraction | None = None
    raters = 0
    if score.status == "zero_given":
        raw = Fraction()
    elif score.status == "missing" and component.missing == "zero":
        raw = Fraction()
        flags.append("MISSING_AS_ZERO")
    elif score.status == "scored" and score.value is not None:
        raw = Fraction(score.value)
        if component.raters.minimum > 1:  # a single number does not show who judged
            flags.append("TOO_FEW_RATERS")
    elif score.status == "scored":
        raw, raters = aggregate(component, score.ratings)
        if raters < component.raters.minimum:
            flags.append("TOO_FEW_RATERS")
    if raw is not None and raw > Fraction(component.maximum):
        raw = Fraction(component.maximum)
        flags.append("CAPPED_AT_MAXIMUM")
    percent = None if raw is None else raw * HUNDRED / Fraction(component.maximum)
    met = None if raw is None or component.floor is None else raw >= Fraction(component.floor)
    return Part(component.code, score.status, raw, percent, raters, met, tuple(flags))


def aggregate(component: Component, ratings: tuple[Rating, ...]) -> tuple[Fraction, int]:
    """All ratings of one component as one value in its points, and the number of raters of the least rated activity.

    First each activity's panel mean, then the activities by the rule's aggregate: so an activity with three raters
    weighs no more than one with two.
    """
    ordered = sorted(ratings, key=lambda rating: (rating.activity, rating.rater))
    panels = [list(panel) for _, panel in groupby(ordered, key=lambda rating: rating.activity)]
    fewest = min(len(panel) for panel in panels)
    kind = component.source.aggregate
    if kind == "share":
        return _share(component, ratings) * Fraction(component.maximum), fewest
    values = [_panel_value(component, panel, scaled=kind != "sum") for panel in panels]
    if kind == "sum":
        return sum(values, Fraction()), fewest
    if kind == "best":
        return max(values), fewest
    if kind == "latest":
        newest = max(max(rating.at for rating in panel) for panel in panels)
        latest = [value for value, panel in zip(values, panels, strict=True) if max(each.at for each in panel) == newest]
        return mean(latest), fewest
    return mean(values), fewest


def _share(component: Component, ratings: tuple[Rating, ...]) -> Fraction:
    """Points reached of points possible, less what late arrivals cost; one session is worth the mean of the maxima."""
    possible = sum((_maximum(component, rating) for rating in ratings), Fraction())
    reached = sum((Fraction(rating.value) for rating in ratings), Fraction())
    if component.source.lates_per_absence is not None:
        late = sum(rating.late and rating.value > 0 for rating in ratings)
        reached -= sessions_lost(late, component.source.lates_per_absence) * possible / len(ratings)
    return max(reached, Fraction()) / possible


def _maximum(component: Component, rating: Rating) -> Fraction:
    return Fraction(component.maximum if rating.maximum is None else rating.maximum)


def _panel_value(component: Component, panel: list[Rating], *, scaled: bool) -> Fraction:
    factor = Fraction(component.maximum)
    values = sorted(Fraction(each.value) * factor / _maximum(component, each) if scaled else Fraction(each.value) for each in panel)
    if component.raters.trimmed and len(values) >= FEWEST_TO_TRIM:
        values = values[1:-1]
    return mean(values)
