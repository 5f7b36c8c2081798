"""What a ranking reads: people, their scores with every single rating, and measured reliabilities, frozen with the decision."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from .exact import write_decimal
from .reading import Invalid, Json, Problem, Reader, step
from .rule import LARGEST, Component, Rule

Status = Literal["scored", "missing", "excused", "zero_given"]
STATUSES: tuple[str, ...] = ("scored", "missing", "excused", "zero_given")


class InvalidInputs(Invalid):
    """The inputs' JSON is not acceptable, or does not fit the rule."""


@dataclass(frozen=True)
class Rating:
    """One judgement by one rater about one activity. Without an own ``maximum`` it is in the component's points.

    ``late``: the session was attended, but not from its beginning.
    """

    rater: str
    activity: str
    value: Decimal
    maximum: Decimal | None
    at: str
    evidence: str
    late: bool = False


@dataclass(frozen=True)
class Score:
    """One person's score in one component: either a ``value`` in the component's points, or ratings to be aggregated."""

    component: str
    status: Status
    value: Decimal | None = None
    ratings: tuple[Rating, ...] = ()
    evidence: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Person:
    """``key`` is opaque, ``label`` is what a reader sees; ``flags`` (appeal_pending, …) each forbid a proposal."""

    key: str
    label: str
    legal_footing: str
    flags: tuple[str, ...]
    scores: tuple[Score, ...]

    def score(self, component: str) -> Score:
        """The score in a component; what is not there is missing."""
        return next((score for score in self.scores if score.component == component), Score(component, "missing"))


@dataclass(frozen=True)
class Measured:
    """A reliability computed from this run's own data; it takes precedence over the rule's expectation."""

    component: str
    reliability: Decimal
    method: str


@dataclass(frozen=True)
class Inputs:
    """Everything a ranking reads besides its rule."""

    people: tuple[Person, ...]
    measured: tuple[Measured, ...] = ()


def read_inputs(data: object, rule: Rule, path: str = "$") -> Inputs:
    """The inputs in ``data``, checked against ``rule``; raises InvalidInputs with every problem found."""
    problems: list[Problem] = []
    reader = Reader(data, path, problems)
    inputs = Inputs(
        people=tuple(_person(each, rule) for each in reader.children("people")),
        measured=tuple(_measured(each, rule) for each in reader.children("measured", default=[])),
    )
    reader.finish()
    _refuse_repeats([person.key for person in inputs.people], step(path, "people"), "key", problems)
    _refuse_repeats([each.component for each in inputs.measured], step(path, "measured"), "component", problems)
    if problems:
        raise InvalidInputs(problems)
    return inputs


def _refuse_repeats(values: list[str], path: str, key: str, problems: list[Problem]) -> None:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            problems.append(Problem(step(step(path, index), key), "duplicate", {"value": value}))
        seen.add(value)


def _person(reader: Reader, rule: Rule) -> Person:
    person = Person(
        key=reader.text("key", longest=100),
        label=reader.text("label", longest=200),
        legal_footing=reader.text("legal_footing", default="", blank=True, longest=100),
        flags=reader.texts("flags", default=[], codes=True),
        scores=tuple(_score(each, rule) for each in reader.children("scores")),
    )
    reader.finish()
    _refuse_repeats([score.component for score in person.scores], step(reader.path, "scores"), "component", reader.problems)
    return person


def _score(reader: Reader, rule: Rule) -> Score:
    code = reader.text("component")
    component = next((each for each in rule.components if each.code == code), None)
    maximum = LARGEST if component is None else write_decimal(component.maximum)
    score = Score(
        component=code,
        status=cast(Status, reader.choice("status", STATUSES)),
        value=reader.optional_number("value", low="0", high=maximum),
        ratings=tuple(_rating(each, component) for each in reader.children("ratings", default=[])),
        evidence=reader.texts("evidence", default=[]),
        reason=reader.text("reason", default="", blank=True, longest=2000),
    )
    reader.finish()
    if component is None:
        reader.note("unknown_component", "component", value=code)
    _score_checks(score, reader)
    return score


def _score_checks(score: Score, reader: Reader) -> None:
    if score.status == "scored" and score.value is None and not score.ratings:
        reader.note("scored_without_value", "value")
    if score.value is not None and score.ratings:
        reader.note("value_and_ratings", "value")
    if score.status in ("missing", "excused") and score.value is not None:
        reader.note("value_not_allowed", "value", status=score.status)
    if score.status == "zero_given" and score.value:
        reader.note("zero_expected", "value")
    if score.status != "scored" and score.ratings:
        reader.note("ratings_not_allowed", "ratings", status=score.status)
    seen: set[tuple[str, str]] = set()
    for index, rating in enumerate(score.ratings):
        if (rating.activity, rating.rater) in seen:
            place = step(step(reader.path, "ratings"), index)
            reader.problems.append(Problem(step(place, "rater"), "duplicate", {"value": rating.rater}))
        seen.add((rating.activity, rating.rater))


def _rating(reader: Reader, component: Component | None) -> Rating:
    maximum = reader.optional_number("maximum", low="0.000001", high=LARGEST)
    highest = maximum if maximum is not None else component.maximum if component else None
    rating = Rating(
        rater=reader.text("rater", default="", blank=True, longest=100),
        activity=reader.text("activity", default="", blank=True, longest=100),
        value=reader.number("value", low="0", high=LARGEST if highest is None else write_decimal(highest)),
        maximum=maximum,
        at=reader.text("at", default="", blank=True, longest=40),
        evidence=reader.text("evidence", default="", blank=True, longest=200),
        late=reader.flag("late", default=False),
    )
    reader.finish()
    if component and component.source.aggregate == "latest" and not rating.at:
        reader.note("required", "at")
    return rating


def _measured(reader: Reader, rule: Rule) -> Measured:
    measured = Measured(
        component=reader.text("component"),
        reliability=reader.number("reliability", low="-100", high="1"),
        method=reader.text("method", longest=100),
    )
    reader.finish()
    if measured.component not in {component.code for component in rule.components}:
        reader.note("unknown_component", "component", value=measured.component)
    return measured


def write_inputs(inputs: Inputs) -> Json:
    """The inputs as JSON; ``read_inputs`` gives the same inputs back."""
    return {
        "people": [_write_person(person) for person in inputs.people],
        "measured": [
            {"component": each.component, "reliability": write_decimal(each.reliability), "method": each.method} for each in inputs.measured
        ],
    }


def _write_person(person: Person) -> Json:
    return {
        "key": person.key,
        "label": person.label,
        "legal_footing": person.legal_footing,
        "flags": list(person.flags),
        "scores": [_write_score(score) for score in person.scores],
    }


def _write_score(score: Score) -> Json:
    return {
        "component": score.component,
        "status": score.status,
        "value": None if score.value is None else write_decimal(score.value),
        "ratings": [_write_rating(rating) for rating in score.ratings],
        "evidence": list(score.evidence),
        "reason": score.reason,
    }


def _write_rating(rating: Rating) -> Json:
    return {
        "rater": rating.rater,
        "activity": rating.activity,
        "value": write_decimal(rating.value),
        "maximum": None if rating.maximum is None else write_decimal(rating.maximum),
        "at": rating.at,
        "evidence": rating.evidence,
        "late": rating.late,
    }
