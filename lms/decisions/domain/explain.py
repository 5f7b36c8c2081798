"""A person's result as facts, not sentences: what a page or a letter puts into words. Names nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .exact import display, fixed
from .reading import Json
from .rule import Rule


@dataclass(frozen=True)
class PartFact:
    """One component: points of maximum, weight in percent, points of the composite it gave, and its place in the group."""

    code: str
    name: str
    name_en: str
    status: str
    points: str | None
    maximum: str
    percent: str | None
    weight: str | None
    contribution: str | None
    floor: str | None
    floor_met: bool | None
    gate: bool
    raters: int
    from_standard: str | None
    from_group_median: str | None
    group_median: str | None
    points_to_standard: str | None
    standard_reachable: bool | None
    points_to_line: str | None
    line_reachable: bool | None
    points_to_gate: str | None
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """Everything a person is told. Percentages are text of 0…100, chances text of 0…1; None is shown as a dash."""

    person: str
    status: str
    reasons: tuple[tuple[str, str], ...]
    parts: tuple[PartFact, ...]
    points: str | None
    composite: str | None
    standard: str | None
    met_standard: bool | None
    distance_to_standard: str | None
    chance_meets_standard: str | None
    zone: str | None
    gate_failures: tuple[str, ...]
    rank: int | None
    ranked: int
    tied: int
    rank_interval: tuple[int, int] | None
    group_median: str | None
    group_size: int
    distance_to_group_median: str | None
    error: str | None
    telling_apart: str | None
    side: str | None
    line_places: int | None
    chance_last: str | None
    chance_last_of_100: int | None
    chance_reason: str | None
    model: str | None
    proposal: str | None
    proposal_reasons: tuple[str, ...]
    blocked_by: tuple[str, ...]
    flags: tuple[str, ...]


TELL_APART = Fraction("1.645")
_ROOT_2 = Fraction("1.414214")


def explain(rule: Rule, result: Mapping[str, Any], person: str) -> Explanation:
    """The explanation for one person of a ranking result; raises KeyError for somebody who is not in it."""
    row, places = _row(result, person), rule.places
    points = _exact(row["points"])
    middle = _fraction(result["composite"]["median"])
    cut = None if rule.standard is None else Fraction(rule.standard)
    error = _fraction(row["error"])
    return Explanation(
        person=person,
        status=row["status"],
        reasons=tuple((each["reason"], each["component"]) for each in row["reasons"]),
        parts=tuple(_part(rule, result, row, part) for part in row["parts"]),
        points=_display(row["points"]),
        composite=_display(row["composite"]),
        standard=None if cut is None else fixed(cut, places),
        met_standard=row["met_standard"],
        distance_to_standard=_difference(points, cut, places),
        chance_meets_standard=row["chance_meets_standard"],
        zone=row["zone"],
        gate_failures=tuple(row["gate_failures"]),
        rank=row["rank"],
        ranked=result["cohort"]["ranked"],
        tied=len(row["tied_with"]),
        rank_interval=None if row["rank_interval"] is None else (row["rank_interval"][0], row["rank_interval"][1]),
        group_median=None if middle is None else fixed(middle, places),
        group_size=result["cohort"]["complete"],
        distance_to_group_median=_difference(points, middle, places),
        error=None if error is None else fixed(error, places),
        telling_apart=None if error is None else fixed(TELL_APART * _ROOT_2 * error, 1),
        side=row["side"],
        line_places=result["line"]["effective"],
        chance_last=row["chance_last"],
        chance_last_of_100=_of_100(row["chance_last"]),
        chance_reason=row["chance_reason"],
        model=result["probability"]["model"],
        proposal=row["proposal"],
        proposal_reasons=tuple(row["proposal_reasons"]),
        blocked_by=tuple(row["blocked_by"]),
        flags=tuple(row["flags"]),
    )


def _row(result: Mapping[str, Any], person: str) -> Json:
    for row in result["people"]:
        if row["person"] == person:
            return dict(row)
    raise KeyError(person)


def _of_100(chance: str | None) -> int | None:
    return None if chance is None else int(fixed(Fraction(chance) * 100, 0))


def _part(rule: Rule, result: Mapping[str, Any], row: Json, part: Json) -> PartFact:
    component = rule.component(part["component"])
    group = next(each for each in result["components"] if each["component"] == component.code)
    percent, share, middle = _fraction(part["percent"]), _fraction(part["weight"]), _fraction(group["median"])
    apart = None if percent is None or middle is None or share is None else share * (percent - middle)
    to_standard, to_line = _needed(row["to_standard"], component.code), _needed(row["to_line"], component.code)
    gate = next((each["points"] for each in row["to_gates"] if each["component"] == component.code), None)
    return PartFact(
        code=component.code,
        name=component.name,
        name_en=component.name_en,
        status=part["status"],
        points=part["display"],
        maximum=format(component.maximum, "f"),
        percent=_shown(percent, rule.places),
        weight=None if share is None else _shown(share * 100, rule.places),
        contribution=_shown(_fraction(part["contribution"]), rule.places),
        floor=None if component.floor is None else format(component.floor, "f"),
        floor_met=part["floor_met"],
        gate=component.gate,
        raters=part["raters"],
        from_standard=_shown(_fraction(part["from_standard"]), rule.places),
        from_group_median=_shown(apart, rule.places),
        group_median=_shown(middle, rule.places),
        points_to_standard=to_standard.get("points"),
        standard_reachable=to_standard.get("reachable"),
        points_to_line=to_line.get("points"),
        line_reachable=to_line.get("reachable"),
        points_to_gate=gate,
        flags=tuple(part["flags"]),
    )


def _needed(change: Json | None, code: str) -> Json:
    if change is None:
        return {}
    return next((each for each in change["components"] if each["component"] == code), {})


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _exact(value: Json | None) -> Fraction | None:
    return None if value is None else Fraction(value["exact"])


def _display(value: Json | None) -> str | None:
    return None if value is None else str(value["display"])


def _shown(value: Fraction | None, places: int) -> str | None:
    return None if value is None else fixed(value, places)


def _difference(value: Fraction | None, other: Fraction | None, places: int) -> str | None:
    """A signed distance; never shown as 0 when it is not."""
    return None if value is None or other is None else display(value - other, places, [Fraction()])
