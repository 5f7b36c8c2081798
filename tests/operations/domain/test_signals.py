"""Signals: what is seen, what is not, and that one fact is one signal."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.operations.domain.signals import (
    Named,
    Photo,
    Presence,
    Stay,
    Trace,
    distance_km,
    fisher,
    impossible_stays,
    impossible_visits,
    odd_pairs,
    one_identity,
    relatives_at_work,
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
    found = same_photos([Photo("a", 5, 1), Photo("a", 5, 2), Photo("b", 5, 1), Photo("b", 5, 1)])
    assert [(one.cases, one.person) for one in found] == [((1, 2), 5)]


def test_one_photo_for_two_shops_or_for_a_shop_and_a_case() -> None:
    two_shops = [Photo("a", 5, shop="甲店"), Photo("a", 5, shop="乙店")]
    found = same_photos([*two_shops, Photo("b", 5, 3), Photo("b", 6, shop="丙店"), Photo("c", 5, shop="甲店"), Photo("c", 5, shop="甲店")])
    assert [(one.cases, one.person, one.facts["cases"]) for one in found] == [((), 5, 2), ((3,), None, 2)]


def stay(minutes_on: int, lasted: int, shop: str, case: int | None = None, person: int = 1) -> Stay:
    return Stay(person, MORNING + timedelta(minutes=minutes_on), lasted, shop, case)


@pytest.mark.parametrize(
    ("second", "seen"),
    [
        (stay(20, 10, "乙店"), True),
        (stay(26, 10, "乙店"), False),
        (stay(40, 10, "乙店"), False),
        (stay(20, 10, "甲店"), False),
        (stay(20, 10, "乙店", case=7), False),
        (stay(20, 10, "乙店", case=8), True),
        (stay(20, 10, "乙店", person=2), False),
    ],
)
def test_two_visits_at_once(second: Stay, seen: bool) -> None:
    found = impossible_stays([stay(0, 30, "甲店", case=7 if second.case else None), second], [])
    assert [one.kind for one in found] == (["two_places"] if seen else [])


def test_a_visit_and_a_sign_in_elsewhere_and_a_visit_at_night() -> None:
    assert [one.cases for one in impossible_stays([stay(0, 60, "甲店", case=7)], [at(30, 8)])] == [(7, 8)]
    assert impossible_stays([stay(0, 60, "甲店", case=7)], [at(30, 7)]) == []
    assert impossible_stays([stay(0, 60, "甲店")], [at(30, 8)]) == [], "a shop that is no case yet may be the same customer"
    night = Stay(1, MORNING.replace(hour=23), 10, "甲店")
    assert [(one.kind, one.cases, one.person) for one in impossible_stays([night], [])] == [("at_night", (), 1)]


def test_a_relative_by_the_admission_list_and_two_relatives_on_one_case() -> None:
    kin = {frozenset((1, 2))}
    found = relatives_at_work([trace(1, second=3, related=True), trace(2), trace(3, lead=2, second=1), trace(4, lead=1, second=4)], kin)
    assert [(one.cases, one.person, one.other, one.facts["by"]) for one in found] == [
        ((1,), 1, None, "admission"), ((2,), 1, 2, "kin"), ((3,), 2, 1, "kin"),
    ]  # fmt: skip


def test_one_identity_number_under_two_customer_numbers() -> None:
    rows = [Named("p", 1, 11, 5), Named("p", 2, None, None), Named("q", 3, 12, 5), Named("q", 3, 13, 5)]
    assert [(one.kind, one.cases, one.person, one.facts) for one in one_identity(rows)] == [("same_identity", (11,), 5, {"customers": 2})]


def test_cases_whose_customer_nobody_keeps_are_not_taken_for_different_ones() -> None:
    assert shared_people([trace(n, customer=None, phones=frozenset({"p"})) for n in (1, 2)]) == []


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
