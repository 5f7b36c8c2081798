"""One attendance share: what the class page shows is what a ranking counts."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.cohorts.actions.attendance import mark_attendance
from lms.cohorts.actions.settlement import settle_slot
from lms.cohorts.domain.attendance import share, tally
from lms.cohorts.models import Cohort, Enrolment
from lms.cohorts.queries import attendance_grid, attendance_rules_of
from lms.decisions.actions import run_ranking
from lms.decisions.actions.rules import change_rule, create_rule, new_version
from lms.decisions.documents.rule_words import rule_sentences
from lms.decisions.domain.inputs import Rating
from lms.decisions.domain.recompute import recompute
from lms.decisions.domain.rule import InvalidRule, read_rule
from lms.decisions.domain.scoring import aggregate
from lms.decisions.models import RuleVersion
from lms.decisions.queries import file_of
from lms.evidence.models import Evidence
from lms.policies.actions import set_policy_value
from tests.cast import Cast
from tests.clock import SHANGHAI, server_time
from tests.factories.cohorts import make_cohort, make_enrolment, make_slot
from tests.factories.decisions import DAY, LOCKED_AT, RANKED_AT, acknowledge_all, body, component, lock_rule, make_regulation, make_rule

from .domain.samples import component as part_json
from .domain.samples import make_rule as domain_rule

FIRST = datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)
WEEKS = ["present", "late", "late", "absent", "late", "on_leave", "late", "late", "late", "present"]
SHARE = {"kind": "attendance", "aggregate": "share"}


def attendance(**source: object) -> dict[str, object]:
    return component("attendance", "100", "attendance", source={**SHARE, **source}, fact=True, reliability=None)


def rated(states: list[str]) -> tuple[Rating, ...]:
    """The sessions that count, as a ranking freezes them."""
    counted = [state for state in states if state in {"present", "late", "absent"}]
    return tuple(
        Rating("", f"s{place}", Decimal(state != "absent"), Decimal(1), "", "", late=state == "late") for place, state in enumerate(counted)
    )


@pytest.mark.parametrize(
    ("states", "lates", "points"),
    [
        ("LLP", 3, 100),
        ("LLL", 3, Fraction(200, 3)),
        ("LLLLLL", 3, Fraction(200, 3)),
        ("LLLA", 3, 50),
        ("PPPP", 3, 100),
        ("AAAA", 3, 0),
        ("LLLL", 1, 0),
        ("LLLL", None, 100),
    ],
)
def test_late_arrivals_cost_what_the_rule_says(states: str, lates: int | None, points: Fraction) -> None:
    names = {"P": "present", "L": "late", "A": "absent"}
    rule = domain_rule(part_json("a", source={**SHARE, "lates_per_absence": lates}, fact=True, reliability=None))
    assert aggregate(rule.components[0], rated([names[one] for one in states]))[0] == points


@given(st.lists(st.sampled_from(["present", "late", "absent", "on_leave", "excused"]), max_size=40), st.integers(1, 6))
def test_both_sides_count_alike(states: list[str], lates: int) -> None:
    shown = share(tally(states), lates)
    ratings = rated(states)
    if shown is None:
        assert ratings == ()
        return
    part = domain_rule(part_json("a", source={**SHARE, "lates_per_absence": lates}, fact=True, reliability=None)).components[0]
    counts = tally(states)
    assert aggregate(part, ratings)[0] / 100 == Fraction(counts.present + counts.late - counts.late // lates, counts.counted)
    assert abs(aggregate(part, ratings)[0] / 100 - Fraction(shown)) < Fraction(1, 10**20)


def lay_down(cast: Cast, value: int, on: date) -> None:
    set_policy_value(bank=cast.bank, key="attendance.lates_per_absence", value=value, effective_on=on, reason="办法第七条", actor_key="x")


def hold(cohort: Cohort, enrolments: list[Enrolment]) -> None:
    """Ten sessions: the first person as in WEEKS, the second always there."""
    for place, state in enumerate(WEEKS):
        starts = FIRST + timedelta(days=place)
        slot = make_slot(cohort, starts_at=starts)
        with server_time(starts + timedelta(hours=4)):
            mark_attendance(slot=slot, states={enrolments[0].pk: state, enrolments[1].pk: "present"}, actor_key="t", now=starts)
            settle_slot(slot=slot, actor_key="t", now=starts + timedelta(hours=3))


def ranked(cast: Cast, *, lates: int | None) -> tuple[RuleVersion, list[Enrolment]]:
    if lates is not None:
        lay_down(cast, lates, date(2026, 1, 1))
    cohort = make_cohort(cast.bank)
    enrolments = [make_enrolment(cohort, seat_number=1), make_enrolment(cohort, seat_number=2)]
    version = lock_rule(make_rule(cohort, cast.hr, components=[attendance()]), cast.hr, [cast.leader, cast.board])
    acknowledge_all(version, enrolments)
    return version, enrolments


@pytest.mark.parametrize(
    ("lates", "points", "shown"), [(None, "66.67", Fraction(6, 9)), (2, "55.56", Fraction(5, 9)), (7, "88.89", Fraction(8, 9))]
)
def test_a_ranking_counts_what_the_class_page_shows(cast: Cast, lates: int | None, points: str, shown: Fraction) -> None:
    version, enrolments = ranked(cast, lates=lates)
    hold(version.cohort, enrolments)
    decision = run_ranking(version=version, actor=cast.hr, now=RANKED_AT)
    rows = {row.enrolment.pk: row.standing for row in attendance_grid(version.cohort, now=RANKED_AT).rows}
    assert {row.user: row.composite for row in decision.standings.all()} == {enrolments[0].user: points, enrolments[1].user: "100.00"}
    standing = rows[enrolments[0].pk]
    assert abs(Fraction(standing.share) - shown) < Fraction(1, 10**20)
    part = next(row for row in decision.run.result["people"] if row["person"] == enrolments[0].user.key)["parts"][0]
    assert part["display"] == points
    assert recompute(file_of(decision)) == []


def test_the_ledger_and_the_frozen_inputs_say_who_was_late(cast: Cast) -> None:
    version, enrolments = ranked(cast, lates=3)
    hold(version.cohort, enrolments)
    rows = Evidence.objects.filter(kind="attendance", person_key=enrolments[0].user.key).order_by("happened_at")
    assert [row.details["late"] for row in rows] == [state == "late" for state in WEEKS]
    decision = run_ranking(version=version, actor=cast.hr, now=RANKED_AT)
    mine = next(one for one in decision.run.inputs["people"] if one["key"] == enrolments[0].user.key)
    assert [one["late"] for one in mine["scores"][0]["ratings"]] == [state == "late" for state in WEEKS if state != "on_leave"]


def test_a_session_long_over_counts_on_both_sides(cast: Cast) -> None:
    version, enrolments = ranked(cast, lates=3)
    hold(version.cohort, enrolments)
    make_slot(version.cohort, starts_at=FIRST + timedelta(days=20))
    before = attendance_grid(version.cohort, now=RANKED_AT).rows[1].standing.share
    with server_time(RANKED_AT):
        decision = run_ranking(version=version, actor=cast.hr)
    assert (round(before, 4), decision.standings.get(user=enrolments[1].user).composite) == (Decimal("0.9091"), "90.91")


def test_sessions_of_another_class_are_that_classs(cast: Cast) -> None:
    version, enrolments = ranked(cast, lates=3)
    other = make_cohort(cast.bank)
    elsewhere = [make_enrolment(other, one.user) for one in enrolments]
    slot = make_slot(other, starts_at=FIRST)
    settle_slot(slot=slot, actor_key="t", now=FIRST + timedelta(hours=3))
    assert len(elsewhere) == Evidence.objects.filter(kind="attendance", source_version=other.public_id).count()
    hold(version.cohort, enrolments)
    decision = run_ranking(version=version, actor=cast.hr, now=RANKED_AT)
    assert decision.standings.get(user=enrolments[1].user).composite == "100.00"


# ------------------------------------------------------------------------------------------------- the value and its day


def test_a_class_keeps_the_counting_it_began_with(cast: Cast) -> None:
    lay_down(cast, 2, date(2026, 1, 1))
    lay_down(cast, 5, date(2026, 3, 10))
    running, later = make_cohort(cast.bank), make_cohort(cast.bank, starts_on=date(2026, 3, 10))
    assert [attendance_rules_of(one).lates_per_absence for one in (running, later)] == [2, 5]
    grids = [attendance_grid(one, now=RANKED_AT).rules.lates_per_absence for one in (running, later)]
    assert grids == [2, 5]
    bodies = [make_rule(one, cast.hr, components=[attendance(lates_per_absence=9)]).body for one in (running, later)]
    assert [one["components"][0]["source"]["lates_per_absence"] for one in bodies] == [2, 5]


def test_a_version_for_another_class_counts_as_that_class(cast: Cast) -> None:
    lay_down(cast, 5, date(2026, 3, 10))
    first = make_rule(make_cohort(cast.bank), cast.hr, components=[attendance()])
    later = make_cohort(cast.bank, starts_on=date(2026, 3, 10))
    second = new_version(version=first, author=cast.hr, note="第二期", cohort=later, now=LOCKED_AT)
    assert [one.body["components"][0]["source"]["lates_per_absence"] for one in (first, second)] == [3, 5]


def test_the_suggested_rule_says_how_lates_count(cast: Cast) -> None:
    cohort = make_cohort(cast.bank)
    version = create_rule(cohort=cohort, regulation=make_regulation(cast.bank), title="办法", author=cast.hr, now=LOCKED_AT)
    rule = read_rule(version.body)
    assert (rule.component("attendance").source.lates_per_absence, rule.component("exam").source.lates_per_absence) == (3, None)
    said = [line for line in rule_sentences(rule) if "迟到" in line or "late" in line]
    assert len(said) == 1


def test_attendance_is_nothing_but_the_share(cast: Cast) -> None:
    version = make_rule(make_cohort(cast.bank), cast.hr, components=[attendance()])
    mean = body(component("attendance", "100", "attendance", fact=True, reliability=None))
    with pytest.raises(InvalidRule) as refused:
        change_rule(version=version, body=mean, title="x", regulation=version.regulation_version, actor=cast.hr, now=LOCKED_AT + DAY)
    assert [(one.path, one.code) for one in refused.value.problems] == [("$.components[0].source.aggregate", "attendance_is_a_share")]


def test_lates_belong_to_a_share() -> None:
    data = body(component("exam", "100", "exam", source={"kind": "exam", "aggregate": "best", "lates_per_absence": 3}))
    with pytest.raises(InvalidRule) as refused:
        read_rule(data)
    assert [(one.path, one.code) for one in refused.value.problems] == [("$.components[0].source.lates_per_absence", "lates_need_a_share")]
