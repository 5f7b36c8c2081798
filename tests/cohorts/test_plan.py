"""The plan as data, its gates, and a cohort's own copy of it."""

from datetime import date

import pytest

from lms.cohorts.actions import CohortProblem, complete_step, copy_plan, install_programme, reopen_step, shift_plan
from lms.cohorts.domain.plan import THREE_MONTH_PLAN, StepFact, blockers, dates_of_weeks, dependants_done, steps_of, week_of
from lms.cohorts.enums import Gate
from lms.cohorts.models import Cohort, CohortStep
from lms.cohorts.queries import gate_is_open, plan_of_cohort
from lms.people.models import Organisation
from lms.records.models import Act
from tests.clock import Clock
from tests.factories.cohorts import make_cohort

MONDAY = date(2026, 3, 2)


def test_the_plan_has_its_31_rows_in_order() -> None:
    codes = [row.code for row in THREE_MONTH_PLAN]
    assert codes == ["0", "1", "2a", "2b", *(f"3{c}" for c in "abcdefghijklm"), *(f"4{c}" for c in "abcdefghijklm"), "5"]


def test_every_row_has_both_languages_a_deliverable_and_weeks_in_order() -> None:
    steps = steps_of()
    assert [s.code for s in steps if not (s.title and s.title_en and s.deliverable and 0 <= s.week_from <= s.week_to <= 12)] == []


def test_needs_name_steps_and_never_later_weeks() -> None:
    steps = {step.code: step for step in steps_of()}
    assert [(s.code, n) for s in steps.values() for n in s.needs if steps[n].week_from > s.week_from] == []


def test_gates_stand_in_a_row() -> None:
    gates = {step.gate: step for step in steps_of() if step.gate}
    assert list(gates) == ["closing", "practice", "evaluation"]
    assert gates["closing"].code in gates["evaluation"].needs
    assert gates["evaluation"].code in gates["practice"].needs


def test_weeks_become_dates() -> None:
    assert dates_of_weeks(date(2026, 3, 4), 1, 2) == (date(2026, 3, 2), date(2026, 3, 13))
    assert dates_of_weeks(MONDAY, 0, 0) == (date(2026, 2, 23), date(2026, 2, 27))
    assert [week_of(MONDAY, day) for day in (date(2026, 2, 27), MONDAY, date(2026, 3, 8), date(2026, 3, 9))] == [0, 1, 1, 2]


def test_only_closed_gates_lock() -> None:
    facts = {
        1: StepFact(1, "closing", False, frozenset()),
        2: StepFact(2, "", False, frozenset()),
        3: StepFact(3, "", False, frozenset({1, 2})),
        4: StepFact(4, "", True, frozenset({1})),
    }
    assert blockers(facts[3], facts) == [1]
    assert dependants_done(facts[1], facts) == [4]
    assert dependants_done(facts[2], facts) == []


@pytest.fixture
def cohort(bank: Organisation, clock: Clock) -> Cohort:
    return make_cohort(bank, programme=install_programme(bank=bank))


def step(cohort: Cohort, code: str) -> CohortStep:
    return cohort.steps.get(code=code)


def test_installing_twice_keeps_one(bank: Organisation) -> None:
    first = install_programme(bank=bank)
    assert install_programme(bank=bank) == first
    assert first.steps.count() == 32


def test_a_cohort_gets_its_own_copy(cohort: Cohort) -> None:
    assert cohort.steps.count() == 32
    closing = step(cohort, "4k")
    assert (closing.planned_from, closing.planned_to) == (date(2026, 4, 20), date(2026, 4, 24))
    assert sorted(need.code for need in closing.depends_on.all()) == ["4g", "4h", "4i", "4j"]
    assert [need.code for need in step(cohort, "4l").depends_on.all()] == ["4m"]


def test_a_plan_is_copied_once(cohort: Cohort) -> None:
    with pytest.raises(CohortProblem) as refused:
        copy_plan(cohort=cohort, programme=cohort.programme, week_one=MONDAY)
    assert refused.value.code == "has_plan"


def test_gates_open_one_after_the_other(cohort: Cohort) -> None:
    assert not gate_is_open(cohort, Gate.CLOSING)
    with pytest.raises(CohortProblem) as refused:
        complete_step(step=step(cohort, "4m"), done_on=MONDAY, note="评估完成", actor_key="hr")
    assert refused.value.code == "locked"
    assert step(cohort, "4m").done_on is None
    complete_step(step=step(cohort, "4k"), done_on=MONDAY, note="结训考试已完成", actor_key="hr")
    assert gate_is_open(cohort, Gate.CLOSING)
    complete_step(step=step(cohort, "4m"), done_on=MONDAY, note="评估结果已公布", actor_key="hr")
    assert step(cohort, "4m").done_by_key == "hr"
    complete_step(step=step(cohort, "4l"), done_on=MONDAY, note="实操完成", actor_key="hr")


def test_a_gate_needs_a_note_an_ordinary_step_does_not(cohort: Cohort) -> None:
    with pytest.raises(CohortProblem) as refused:
        complete_step(step=step(cohort, "4k"), done_on=MONDAY, note="  ", actor_key="hr")
    assert refused.value.code == "note"
    assert complete_step(step=step(cohort, "2a"), done_on=MONDAY, note="", actor_key="hr").done_on == MONDAY


@pytest.mark.parametrize(("done_on", "code"), [(date(2026, 3, 3), "future")])
def test_no_step_is_done_tomorrow(cohort: Cohort, done_on: date, code: str) -> None:
    with pytest.raises(CohortProblem) as refused:
        complete_step(step=step(cohort, "1"), done_on=done_on, note="", actor_key="hr")
    assert refused.value.code == code


def test_a_gate_is_not_taken_back_while_its_followers_stand(cohort: Cohort) -> None:
    complete_step(step=step(cohort, "4k"), done_on=MONDAY, note="结训", actor_key="hr")
    complete_step(step=step(cohort, "4m"), done_on=MONDAY, note="评估", actor_key="hr")
    with pytest.raises(CohortProblem) as refused:
        reopen_step(step=step(cohort, "4k"), reason="登记有误", actor_key="hr")
    assert refused.value.code == "dependants"
    reopen_step(step=step(cohort, "4m"), reason="登记有误", actor_key="hr")
    reopen_step(step=step(cohort, "4k"), reason="登记有误", actor_key="hr")
    assert not gate_is_open(cohort, Gate.CLOSING)
    assert Act.objects.filter(object_kind="cohort_plan", reason="登记有误").count() == 2


def test_shifting_moves_what_is_not_done(cohort: Cohort) -> None:
    complete_step(step=step(cohort, "1"), done_on=MONDAY, note="", actor_key="hr")
    assert shift_plan(cohort=cohort, weeks=2, actor_key="hr") == 31
    assert step(cohort, "1").planned_from == date(2026, 3, 2)
    assert step(cohort, "4k").planned_from == date(2026, 5, 4)
    assert shift_plan(cohort=cohort, weeks=-2, actor_key="hr") == 31
    assert step(cohort, "4k").planned_to == date(2026, 4, 24)


@pytest.mark.parametrize("weeks", [0, 53, -53])
def test_a_shift_has_bounds(cohort: Cohort, weeks: int) -> None:
    with pytest.raises(CohortProblem):
        shift_plan(cohort=cohort, weeks=weeks, actor_key="hr")


def test_the_chart_counts_weeks_from_one(cohort: Cohort) -> None:
    plan = plan_of_cohort(cohort, today=date(2026, 3, 18))
    assert (plan.weeks, plan.done, len(plan.lines), len(plan.gantt)) == (12, 0, 32, 31)
    states = {line.step.code: line.state for line in plan.lines}
    assert (states["1"], states["4k"], states["4m"], states["4l"]) == ("late", "open", "locked", "locked")
    assert plan.now == pytest.approx(3 + 2 / 7)


def test_the_plan_costs_the_same_for_any_length(cohort: Cohort, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        plan_of_cohort(cohort, today=MONDAY)
