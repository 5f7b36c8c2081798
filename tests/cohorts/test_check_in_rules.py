"""Codes, windows and lateness, with plain values."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.cohorts.domain.check_in import code_for, code_step, matching_step, minutes_late, seconds_left, tidy_code, window_of
from tests.clock import SHANGHAI

NINE = datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=SHANGHAI)
WINDOW = window_of(starts_at=NINE, ends_at=NOON, open_before_minutes=20, late_after_minutes=5)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(lambda naive: naive.replace(tzinfo=SHANGHAI))


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (NINE - minutes(20) - timedelta(seconds=1), "early"),
        (NINE - minutes(20), "open"),
        (NINE, "open"),
        (NINE + minutes(5), "open"),
        (NINE + minutes(5) + timedelta(seconds=1), "late"),
        (NOON - timedelta(seconds=1), "late"),
        (NOON, "over"),
    ],
)
def test_phases_meet_at_their_edges(at: datetime, phase: str) -> None:
    assert WINDOW.phase(at) == phase


@pytest.mark.parametrize(("after", "late"), [(-10, 0), (0, 0), (5, 0), (5.5, 5), (6, 6), (90, 90)])
def test_minutes_late_count_from_the_start(after: float, late: int) -> None:
    assert minutes_late(WINDOW, NINE + minutes(after)) == late


def test_leave_for_the_beginning_moves_the_moment_from_which_one_is_late() -> None:
    until_ten = [(NINE - minutes(60), NINE + minutes(60))]
    assert minutes_late(WINDOW, NINE + minutes(64), until_ten) == 0
    assert minutes_late(WINDOW, NINE + minutes(70), until_ten) == 10
    assert minutes_late(WINDOW, NINE + minutes(70), [(NINE + minutes(10), NINE + minutes(65))]) == 70


def test_somebody_seconds_late_without_grace_is_a_minute_late() -> None:
    strict = window_of(starts_at=NINE, ends_at=NOON, open_before_minutes=0, late_after_minutes=0)
    assert minutes_late(strict, NINE + timedelta(seconds=1)) == 1


@given(moments, st.integers(10, 300), st.text("abcdef0123456789", min_size=16, max_size=64))
def test_the_present_code_and_the_one_before_are_right_and_no_other(at: datetime, seconds: int, secret: str) -> None:
    step = code_step(at, seconds)
    codes = {step - back: code_for(secret, step - back) for back in range(-1, 4)}
    assert all(len(code) == 6 and code.isdigit() for code in codes.values())
    assert matching_step(secret=secret, typed=codes[step], at=at, seconds=seconds) == step
    assert matching_step(secret=secret, typed=codes[step - 1], at=at, seconds=seconds) in {step, step - 1}
    right = {codes[step], codes[step - 1]}
    for other in (step + 1, step - 2, step - 3):
        if codes[other] not in right:
            assert matching_step(secret=secret, typed=codes[other], at=at, seconds=seconds) is None


@given(moments, st.integers(10, 300))
def test_a_code_stays_until_its_interval_is_over(at: datetime, seconds: int) -> None:
    left = seconds_left(at, seconds)
    assert 1 <= left <= seconds
    assert code_step(at + timedelta(seconds=left), seconds) == code_step(at, seconds) + 1


def test_known_codes_of_a_known_secret() -> None:
    assert [code_for("0" * 64, step) for step in (0, 1, 59_000_000)] == ["252468", "132010", "429569"]


def test_without_a_secret_nothing_matches() -> None:
    assert matching_step(secret="", typed=code_for("", code_step(NINE, 30)), at=NINE, seconds=30) is None


def test_typed_codes_are_tidied() -> None:
    assert tidy_code(" １２3 456\n") == "123456"
    assert tidy_code("12a456") == "12456"
