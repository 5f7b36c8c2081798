"""Signals: what is seen, what is not, and that one fact is one signal."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.operations.domain.signals import (
    Presence,
    Trace,
    distance_km,
    fisher,
    impossible_visits,
    odd_pairs,
    same_photos,
    shared_people,
    staff_behind,
)  # fmt: skip

MORNING = datetime(2026, 3, 2, 9, 0)


def trace(case: int, **fields: object) -> Trace:
    return Trace(**{"case": case, "customer": case, "lead": 1, "second": 2, "approved": None, **fields})  # type: ignore[arg-type]  # a short hand


def test_one_guarantor_behind_two_customers() -> None:
    found = shared_people([trace(1, guarantors=frozenset({"g"})), trace(2, guarantors=frozenset({"g"})), trace(3)])
    assert [(one.kind, one.cases, one.person) for one in found] == [("same_guarantor", (1, 2), 1)]


def test_two_loans_of_one_customer_are_no_signal() -> None:
    assert (
        shared_people(
            [trace(1, customer=9, phones=frozenset({"p"}), address="a"), trace(2, customer=9, phones=frozenset({"p"}), address="a")]
        )
        == []
    )


def test_one_address_and_one_telephone_behind_different_customers() -> None:
    kinds = {one.kind for one in shared_people([trace(n, phones=frozenset({"p"}), address="a", lead=n) for n in (1, 2, 3)])}
    assert kinds == {"same_phone", "same_address"}


def test_a_staff_telephone_behind_a_case() -> None:
    found = staff_behind([trace(1, phones=frozenset({"mine", "x"}))], {"mine": 1, "other": 5})
    assert [(one.kind, one.person, one.facts) for one in found] == [("relative", 1, {"own_case": True})]


def at(minutes: int, case: int, latitude: float | None = 30.0, longitude: float | None = 120.0, person: int = 1) -> Presence:
    return Presence(person, case, MORNING + timedelta(minutes=minutes), latitude, longitude)


@pytest.mark.parametrize(
    ("second", "kinds"),
    [
        (at(3, 2, 30.2), ["two_places"]),
        (at(10, 2, 30.5), ["too_fast"]),
        (at(60, 2, 30.5), []),
        (at(10, 2, 30.01), []),
        (at(10, 2, None, None), []),
        (at(10, 1, 30.5), []),
        (at(10, 2, 30.5, person=7), []),
    ],
)
def test_impossible_ways(second: Presence, kinds: list[str]) -> None:
    assert [one.kind for one in impossible_visits([at(0, 1), second])] == kinds


@pytest.mark.parametrize(("hour", "seen"), [(21, False), (22, True), (5, True), (6, False)])
def test_visits_at_night(hour: int, seen: bool) -> None:
    assert bool(impossible_visits([Presence(1, 1, MORNING.replace(hour=hour))])) is seen


def test_one_degree_of_latitude_is_111_km() -> None:
    assert distance_km(at(0, 1, 30.0), at(0, 1, 31.0)) == pytest.approx(111.2, abs=0.1)


def test_one_photo_in_two_cases() -> None:
    found = same_photos([("a", 1, 5), ("a", 2, 5), ("b", 1, 5), ("b", 1, 5)])
    assert [(one.cases, one.person) for one in found] == [((1, 2), 5)]


def test_fisher_agrees_with_the_tea_taster() -> None:
    """R. A. Fisher, The Design of Experiments (1935): 3 of 4 right has two-sided p = 34/70."""
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)
    assert fisher(4, 4, 0, 4) == pytest.approx(2 / 70)


def test_a_pair_whose_cases_all_pass_while_half_of_the_others_do() -> None:
    odd = [trace(n, lead=1, second=2, approved=True) for n in range(12)]
    rest = [trace(100 + n, lead=3, second=4, approved=n % 2 == 0) for n in range(40)]
    found = odd_pairs([*odd, *rest])
    assert [(one.person, one.other, one.facts["approved"]) for one in found if one.person == 1] == [(1, 2, 12)]


def test_few_cases_say_nothing() -> None:
    odd = [trace(n, approved=True) for n in range(7)]
    assert odd_pairs([*odd, *[trace(100 + n, lead=3, second=4, approved=False) for n in range(40)]]) == []


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_fisher_is_a_probability_and_symmetric(a: int, b: int, c: int, d: int) -> None:
    p = fisher(a, a + b, c, c + d)
    assert 0 < p <= 1.0000001
    assert p == pytest.approx(fisher(c, c + d, a, a + b))


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(0, 600), st.floats(20, 40), st.floats(100, 120)), max_size=12))
def test_keys_name_each_fact_once(rows: list[tuple[int, int, int, float, float]]) -> None:
    found = impossible_visits([at(minutes, case, latitude, longitude, person) for person, case, minutes, latitude, longitude in rows])
    assert len({(one.key, one.cases) for one in found}) >= len({one.key for one in found})
