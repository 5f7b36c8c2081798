"""From facts in the ledger to the inputs of a ranking: what a rule's components read, and what they must not count."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from .exact import write_decimal
from .inputs import Inputs, Measured, Person, Rating, Score
from .rule import Component, Rule

ACTIVITY_MISSING = "activity_missing"
RED_LINE = "red_line"
RELIABILITY_PLACES = Decimal("0.000001")
_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,40})?")
PANEL_OF_ACTIVITIES = ("mean", "sum")
"""Aggregates under which a person lacking an activity that others have is not measured alike."""


@dataclass(frozen=True)
class Fact:
    """One standing row of the ledger, as plain values.

    ``activity`` names what was taken, ``reliability`` is its paper's, if known; ``red_line`` says that a rater noted one,
    ``late`` that a session was attended but not from its beginning.
    """

    evidence: str
    person: str
    kind: str
    competencies: tuple[str, ...]
    status: str
    raw: Decimal | None
    maximum: Decimal | None
    rater: str
    activity: str
    happened_at: datetime
    recorded_at: datetime
    reliability: str = ""
    opening: bool = False
    red_line: bool = False
    late: bool = False

    @property
    def known_from(self) -> datetime:
        """A score dated ahead of its recording was known when it was recorded."""
        return min(self.happened_at, self.recorded_at)

    def counts(self, since: datetime) -> bool:
        """Whether it came after the rule. The opening balance of a book judges nobody and is the same for all."""
        return self.opening or self.known_from >= since


@dataclass(frozen=True)
class Candidate:
    """Somebody to be ranked; nothing known before ``counts_from`` counts for them."""

    key: str
    label: str
    legal_footing: str
    counts_from: datetime
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A fact that a component would have read, but that is older than the rule."""

    person: str
    component: str
    evidence: str
    activity: str
    known_from: datetime
    counts_from: datetime


@dataclass(frozen=True)
class Collected:
    inputs: Inputs
    refused: tuple[Refused, ...] = field(default=())


def collect(rule: Rule, candidates: Sequence[Candidate], facts: Iterable[Fact], *, opens_at: datetime) -> Collected:
    """The inputs for ``candidates``.

    Facts before ``opens_at`` (the class began) belong to another class, unless the rule names their activity.
    """
    by_person: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_person[fact.person].append(fact)
    refused: list[Refused] = []
    read: dict[tuple[str, str], list[Fact]] = {}
    for person in candidates:
        for component in rule.components:
            wanted = [fact for fact in by_person[person.key] if reads(component, fact, opens_at)]
            late = [fact for fact in wanted if fact.counts(person.counts_from)]
            read[person.key, component.code] = sorted(late, key=lambda fact: (fact.happened_at, fact.activity, fact.rater, fact.evidence))
            refused += [
                Refused(person.key, component.code, fact.evidence, fact.activity, fact.known_from, person.counts_from)
                for fact in sorted(wanted, key=lambda fact: (fact.known_from, fact.evidence))
                if not fact.counts(person.counts_from)
            ]
    expected = _activities(rule, read)
    people = tuple(_person(rule, person, read, expected) for person in candidates)
    measured = tuple(found for component in rule.components if (found := _measured(component, read)))
    return Collected(Inputs(people, measured), tuple(refused))


def reads(component: Component, fact: Fact, opens_at: datetime) -> bool:
    """Whether a component takes a fact: kind, competency (or one above it), activity, and a number to take."""
    source = component.source
    if fact.kind != source.kind or (fact.status == "scored" and (fact.raw is None or not fact.maximum)):
        return False
    if source.competency is not None and source.competency not in fact.competencies:
        return False
    if source.activities is None:
        return fact.happened_at >= opens_at
    return fact.activity in source.activities


def _activities(rule: Rule, read: dict[tuple[str, str], list[Fact]]) -> dict[str, set[str]]:
    """Per component whose activities everybody should have: those the rule names, and those that most people have."""
    found: dict[str, set[str]] = {}
    people = len({person for person, _ in read})
    for component in rule.components:
        if component.source.aggregate in PANEL_OF_ACTIVITIES and not component.fact:
            held = Counter(
                name for (_, code), facts in read.items() if code == component.code for name in {fact.activity for fact in facts}
            )
            shared = {name for name, count in held.items() if 2 * count > people}
            found[component.code] = shared | set(component.source.activities or ())
    return found


def _person(rule: Rule, person: Candidate, read: dict[tuple[str, str], list[Fact]], expected: dict[str, set[str]]) -> Person:
    scores, flags = [], list(person.flags)
    for component in rule.components:
        facts = read[person.key, component.code]
        score = score_of(component.code, facts)
        scores.append(score)
        lacking = expected.get(component.code, set()) - {fact.activity for fact in facts if fact.status != "missing"}
        if score.status == "scored" and lacking and component.weight:
            flags.append(ACTIVITY_MISSING)
        if any(fact.red_line for fact in facts):
            flags.append(RED_LINE)
    return Person(person.key, person.label, person.legal_footing, tuple(dict.fromkeys(flags)), tuple(scores))


def score_of(component: str, facts: Sequence[Fact]) -> Score:
    """Every judgement as its own rating; nothing is averaged here. An excused or missing activity adds no rating."""
    evidence = tuple(fact.evidence for fact in facts)
    counted = [fact for fact in facts if fact.status in ("scored", "zero_given")]
    if counted and all(fact.status == "zero_given" for fact in counted):
        return Score(component, "zero_given", evidence=evidence)
    if counted:
        return Score(component, "scored", ratings=_ratings(counted), evidence=evidence)
    if any(fact.status == "excused" for fact in facts):
        return Score(component, "excused", evidence=evidence)
    return Score(component, "missing", evidence=evidence)


def _ratings(facts: Sequence[Fact]) -> tuple[Rating, ...]:
    """A second judgement of one rater about one activity is a further activity, so that both count."""
    found: list[Rating] = []
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for fact in facts:
        seen[fact.activity, fact.rater] += 1
        times = seen[fact.activity, fact.rater]
        activity = fact.activity if times == 1 else f"{fact.activity}:{times}"
        maximum = Decimal(1) if fact.maximum is None else fact.maximum
        found.append(
            Rating(
                rater=fact.rater,
                activity=activity,
                value=_short(fact.raw or Decimal()),
                maximum=_short(maximum),
                at=moment_text(fact.happened_at),
                evidence=fact.evidence,
                late=fact.late,
            )
        )
    return tuple(found)


def _measured(component: Component, read: dict[tuple[str, str], list[Fact]]) -> Measured | None:
    """The reliability of the one paper that a component reads, as last computed; several papers have no common one."""
    facts = [fact for (_, code), rows in read.items() if code == component.code for fact in rows if fact.status == "scored"]
    if component.fact or len({fact.activity for fact in facts}) != 1:
        return None
    newest = max(facts, key=lambda fact: (fact.recorded_at, fact.evidence)).reliability
    if not _NUMBER.fullmatch(newest):
        return None
    value = Decimal(newest).quantize(RELIABILITY_PLACES)
    return Measured(component.code, value, "paper") if Decimal(-100) <= value <= 1 else None


def _short(value: Decimal) -> Decimal:
    """80.0000 and 80 are one number and are frozen as one text."""
    return Decimal(write_decimal(value.normalize()))


def moment_text(moment: datetime) -> str:
    """In UTC to the second, so that texts sort as moments do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
