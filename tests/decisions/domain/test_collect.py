"""From facts to inputs: what a component reads, what is too old, and how several facts stand side by side."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from lms.decisions.domain.collect import Candidate, Collected, Fact, collect
from lms.decisions.domain.inputs import read_inputs, write_inputs
from lms.decisions.domain.rule import Rule
from tests.decisions.domain.samples import component, make_rule

OPENS = datetime(2026, 3, 2, tzinfo=UTC)
LOCKED = OPENS + timedelta(days=1)
AFTER = OPENS + timedelta(days=30)
DAY = timedelta(days=1)


def fact(value: str | None = "80", /, **changes: object) -> Fact:
    base = Fact(
        evidence="e1", person="p1", kind="exam", competencies=(), status="scored", raw=None if value is None else Decimal(value),
        maximum=Decimal(100), rater="", activity="final", happened_at=AFTER, recorded_at=AFTER,
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]  # a test names fields freely


def gather(rule: Rule, *facts: Fact, people: tuple[str, ...] = ("p1",)) -> Collected:
    candidates = [Candidate(key, f"学员{key}", "probation", LOCKED) for key in people]
    found = collect(rule, candidates, facts, opens_at=OPENS)
    assert read_inputs(write_inputs(found.inputs), rule) == found.inputs
    return found


def test_each_judgement_is_a_rating_of_its_own() -> None:
    rule = make_rule(component("talk", source={"kind": "interview"}))
    found = gather(
        rule, fact("80", kind="interview", rater="r1", evidence="a"), fact("85.50", kind="interview", rater="r2", evidence="b"), fact("1")
    )
    ratings = found.inputs.people[0].scores[0].ratings
    assert [(one.rater, str(one.value), one.evidence) for one in ratings] == [("r1", "80", "a"), ("r2", "85.5", "b")]


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([], "missing"),
        (["missing"], "missing"),
        (["excused"], "excused"),
        (["missing", "excused"], "excused"),
        (["zero_given"], "zero_given"),
        (["zero_given", "excused"], "zero_given"),
    ],
)
def test_what_is_no_score_is_not_zero(statuses: list[str], status: str) -> None:
    rows = [
        fact("0" if one == "zero_given" else None, status=one, evidence=f"e{place}", activity=f"a{place}")
        for place, one in enumerate(statuses)
    ]
    score = gather(make_rule(), *rows).inputs.people[0].scores[0]
    assert (score.status, score.ratings) == (status, ())


def test_a_zero_among_scores_counts_as_zero() -> None:
    score = gather(make_rule(), fact("80"), fact("0", status="zero_given", activity="quiz", evidence="e2")).inputs.people[0].scores[0]
    assert sorted(one.value for one in score.ratings) == [0, 80]


@pytest.mark.parametrize(
    ("happened", "recorded", "counts"),
    [
        (LOCKED, LOCKED, True),
        (LOCKED - timedelta(seconds=1), AFTER, False),
        (AFTER, LOCKED - timedelta(seconds=1), False),  # dated ahead: it was known before the rule
        (OPENS - timedelta(seconds=1), AFTER, None),  # another class: not even listed
    ],
)
def test_what_was_known_before_the_rule_is_refused_by_name(happened: datetime, recorded: datetime, counts: bool | None) -> None:
    found = gather(make_rule(), fact(happened_at=happened, recorded_at=recorded))
    assert found.inputs.people[0].scores[0].status == ("scored" if counts else "missing")
    assert [(one.person, one.component, one.evidence) for one in found.refused] == ([("p1", "exam", "e1")] if counts is False else [])


def test_named_activities_and_competencies() -> None:
    rule = make_rule(component("exam", source={"kind": "exam", "activities": ["final"], "competency": "report"}))
    rows = [
        fact("90", competencies=("ratios", "report")),
        fact("10", evidence="e2", activity="quiz", competencies=("report",)),
        fact("20", evidence="e3", activity="final"),
    ]
    assert [one.evidence for one in gather(rule, *rows).inputs.people[0].scores[0].ratings] == ["e1"]


def test_a_second_judgement_of_one_rater_counts_too() -> None:
    found = gather(make_rule(), fact("80"), fact("90", evidence="e2", happened_at=AFTER + timedelta(hours=1)))
    assert [one.activity for one in found.inputs.people[0].scores[0].ratings] == ["final", "final:2"]


def test_who_lacks_what_most_have_is_flagged() -> None:
    people = ("p1", "p2", "p3")
    rows = [fact(person=key, evidence=key) for key in people]
    rows += [fact(person=key, evidence=f"{key}q", activity="quiz") for key in people[:2]]
    rows += [fact(person="p1", evidence="extra", activity="resit")]
    found = gather(make_rule(), *rows, people=people)
    assert {person.key: person.flags for person in found.inputs.people} == {"p1": (), "p2": (), "p3": ("activity_missing",)}


def test_the_reliability_of_one_paper_is_taken_over() -> None:
    rule = make_rule()
    one_paper = gather(rule, fact(reliability="0.83"), fact(person="p2", evidence="e2", reliability="0.83"), people=("p1", "p2"))
    assert [(each.component, str(each.reliability)) for each in one_paper.inputs.measured] == [("exam", "0.830000")]
    assert gather(rule, fact(reliability="0.83"), fact(activity="b", evidence="e2", reliability="0.83")).inputs.measured == ()
    assert gather(rule, fact(reliability="rather good")).inputs.measured == ()


def test_the_order_of_rows_means_nothing() -> None:
    rows = [fact(str(value), evidence=f"e{value}", activity=f"a{value}") for value in (70, 80, 90)]
    assert gather(make_rule(), *rows) == gather(make_rule(), *reversed(rows))
