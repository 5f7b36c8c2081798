"""Share, reach and alarms, with plain values."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.cohorts.domain.attendance import Rules, absence_run, settled_state, share, sits_on, standing, tally
from lms.cohorts.domain.conduct import as_score, balance
from lms.cohorts.domain.leave import class_teacher_decides, leave_days, may_withdraw
from tests.clock import SHANGHAI

RULES = Rules()
STATES = ("present", "late", "absent", "on_leave", "excused")
histories = st.lists(st.sampled_from(STATES), max_size=60)


def history(letters: str) -> list[str]:
    names = {"p": "present", "l": "late", "a": "absent", "o": "on_leave", "e": "excused", ".": ""}
    return [names[letter] for letter in letters]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("", None),
        ("oe", None),
        ("pppp", "1"),
        ("ppppppppppppppppppa", "0.9473684210526315789473684211"),
        ("pppa", "0.75"),
        ("pppo", "1"),
        ("llp", "1"),
        ("lllp", "0.75"),
        ("llllll", "0.6666666666666666666666666667"),
        ("aa", "0"),
    ],
)
def test_share_by_example(letters: str, expected: str | None) -> None:
    assert share(tally(history(letters)), 3) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("letters", "run"), [("", 0), ("p", 0), ("pa", 1), ("paa", 2), ("aap", 0), ("aoa", 2), ("aea.", 2), ("ala", 1), ("aaaa", 4)]
)
def test_runs_by_example(letters: str, run: int) -> None:
    assert absence_run(history(letters)) == run


def test_reach_by_example() -> None:
    """Ten sessions, minimum 90 %: one may be missed; a second one puts it out of reach, however many come."""
    first = standing(history("a"), 9, RULES)
    assert (first.share, first.best, first.absences_left, first.unreachable, first.met) == (Decimal(0), Decimal("0.9"), 0, False, False)
    second = standing(history("aa"), 8, RULES)
    assert (second.best, second.absences_left, second.unreachable, second.run_alarm) == (Decimal("0.8"), None, True, True)
    fresh = standing([], 30, RULES)
    assert (fresh.share, fresh.best, fresh.absences_left, fresh.met, fresh.unreachable) == (None, Decimal(1), 3, True, False)
    nothing = standing([], 0, RULES)
    assert (nothing.best, nothing.absences_left, nothing.unreachable) == (None, 0, False)


@given(histories, st.integers(0, 80))
def test_shares_stay_in_range_and_the_best_is_the_best(states: list[str], remaining: int) -> None:
    here = standing(states, remaining, RULES)
    assert here.share is None or 0 <= here.share <= 1
    assert here.best is None or (here.share or 0) <= here.best <= 1
    later = standing([*states, *["present"] * remaining], 0, RULES)
    assert later.share == here.best


@given(histories, st.integers(0, 80))
def test_absences_left_is_the_most_that_keeps_the_minimum(states: list[str], remaining: int) -> None:
    def ends_with(missed: int) -> bool:
        return standing([*states, *["absent"] * missed, *["present"] * (remaining - missed)], 0, RULES).met

    left = standing(states, remaining, RULES).absences_left
    assert left == next((missed for missed in range(remaining, -1, -1) if ends_with(missed)), None)


@given(histories, st.integers(0, 40))
def test_out_of_reach_stays_out_of_reach(states: list[str], remaining: int) -> None:
    if standing(states, remaining + 1, RULES).unreachable:
        for state in ("present", "late", "absent"):
            assert standing([*states, state], remaining, RULES).unreachable


@given(histories, st.integers(0, 60), st.sampled_from(["on_leave", "excused", ""]))
def test_leave_changes_nothing_but_its_own_count(states: list[str], place: int, state: str) -> None:
    before = standing(states, 5, RULES)
    after = standing([*states[:place], state, *states[place:]], 5, RULES)
    assert (after.share, after.best, after.run, after.absences_left) == (before.share, before.best, before.run, before.absences_left)
    assert after.tally.excused == before.tally.excused + (state != "")


@given(histories)
def test_attending_never_costs_share(states: list[str]) -> None:
    before, after = share(tally(states), 3), share(tally([*states, "present"]), 3)
    assert after is not None and after >= (before or 0)


def test_the_end_of_a_session_settles_who_has_no_mark() -> None:
    assert settled_state("", on_leave=False) == "absent"
    assert settled_state("", on_leave=True) == "on_leave"
    assert settled_state("late", on_leave=True) == "late"
    assert settled_state("absent", on_leave=True) == "absent"


def test_who_belongs_to_the_class_on_a_day() -> None:
    first, last = date(2026, 3, 2), date(2026, 3, 6)
    days = [date(2026, 3, day) for day in (1, 2, 6, 7)]
    assert [sits_on(day, joined_on=first, left_on=last) for day in days] == [False, True, True, False]
    assert [sits_on(day, joined_on=first, left_on=None) for day in days] == [False, True, True, True]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("since", "until", "days"), [(at(3, 9), at(3, 12), 1), (at(3, 9), at(4, 0), 1), (at(3, 9), at(4, 0, 1), 2), (at(3, 0), at(6, 0), 3)]
)
def test_leave_counts_the_days_it_touches(since: datetime, until: datetime, days: int) -> None:
    assert leave_days(since, until) == days


def test_short_leave_is_the_class_teachers() -> None:
    assert [class_teacher_decides(days, 1) for days in (1, 2)] == [True, False]


@pytest.mark.parametrize(
    ("state", "hour", "possible"),
    [("requested", 15, True), ("approved", 8, True), ("approved", 9, False), ("refused", 8, False), ("withdrawn", 8, False)],
)
def test_leave_can_be_taken_back_until_it_counts(state: str, hour: int, possible: bool) -> None:
    assert may_withdraw(state, at(3, 9), at(3, hour)) is possible


def test_conduct_points_become_a_score_within_its_range() -> None:
    assert balance(100, [-5, 3, -10]) == 88
    assert as_score(88, 100) == (Decimal(88), Decimal(100))
    assert as_score(104, 100) == (Decimal(100), Decimal(100))
    assert as_score(-3, 100) == (Decimal(0), Decimal(100))
    assert as_score(7, 0) == (Decimal(7), Decimal(100))
