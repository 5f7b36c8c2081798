"""Whether a grant covers what somebody is about to do, as plain values."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.domain.authority import NEEDED, Answer, Grant, answer
from lms.people.enums import CaseRole, Entrustment

START = date(2026, 3, 2)
SOLO = Grant(
    level=Entrustment.CERTIFIED,
    amount_limit=Decimal(300000),
    products=("credit", "farmer"),
    starts_at=datetime(2026, 3, 2, tzinfo=UTC),
    ends_on=date(2028, 3, 1),
    disuse_days=180,
    used_on=date(2026, 10, 1),
    certificate="QH-2026-0007",
    suspended_reason="",
    ended_how="",
    person_active=True,
)


def ask(grant: Grant | None, **more: object) -> Answer:
    wanted: dict[str, object] = {
        "role": CaseRole.LEAD, "amount": Decimal(200000), "product": "credit", "today": date(2026, 11, 1), "start": START,
    }  # fmt: skip
    return answer(grant, **(wanted | more))  # type: ignore[arg-type]  # a table of keyword arguments


@pytest.mark.parametrize(
    ("grant", "more", "reason"),
    [
        (None, {}, "no_authority"),
        (SOLO, {"role": "manager"}, "unknown_role"),
        (replace(SOLO, person_active=False), {}, "inactive"),
        (replace(SOLO, ended_how="revoked"), {}, "revoked"),
        (SOLO, {"today": date(2026, 3, 1)}, "not_yet"),
        (SOLO, {"today": date(2028, 3, 2)}, "lapsed"),
        (SOLO, {"today": date(2027, 3, 31)}, "disused"),
        (replace(SOLO, suspended_reason="客户投诉核查中"), {}, "suspended"),
        (replace(SOLO, level=Entrustment.KEY_POINTS), {}, "level"),
        (SOLO, {"amount": Decimal("300000.01")}, "amount"),
        (SOLO, {"amount": None}, "amount_unknown"),
        (SOLO, {"product": "mortgaged"}, "product"),
        (SOLO, {"product": ""}, "product_unknown"),
        (replace(SOLO, level=Entrustment.NONE), {"role": CaseRole.OBSERVER}, "level"),
        (replace(SOLO, level=Entrustment.OBSERVE), {"role": CaseRole.SECOND}, "level"),
        (replace(SOLO, level=Entrustment.PRESENT), {"supervised": True}, "level"),
    ],
)
def test_no_says_why(grant: Grant | None, more: dict[str, object], reason: str) -> None:
    given_answer = ask(grant, **more)
    assert (given_answer.allowed, given_answer.reason) == (False, reason)


def test_yes_names_stage_certificate_and_last_day() -> None:
    assert ask(SOLO) == Answer(
        allowed=True, reason="certified", stage=Entrustment.CERTIFIED, until=date(2027, 3, 30), certificate="QH-2026-0007"
    )


def test_the_last_day_of_disuse_still_counts() -> None:
    assert [ask(SOLO, today=day).allowed for day in (date(2027, 3, 30), date(2027, 3, 31))] == [True, False]


@pytest.mark.parametrize("today", [date(2027, 3, 31), date(2028, 3, 2)])
@pytest.mark.parametrize(
    ("level", "role", "allowed", "stage"),
    [
        ("4", "observer", True, "2b"),
        ("4", "second", True, "2b"),
        ("4", "lead", False, "2b"),
        ("3a", "second", True, "2b"),
        ("2b", "second", False, "1"),
        ("2a", "observer", True, "1"),
        ("1", "observer", False, "0"),
    ],
)
def test_what_has_lapsed_leaves_a_lower_level_from_the_day_on(today: date, level: str, role: str, allowed: bool, stage: str) -> None:
    given_answer = ask(replace(SOLO, level=level), role=role, today=today, supervised=True)
    assert (given_answer.allowed, given_answer.stage) == (allowed, stage)
    assert (given_answer.until, given_answer.certificate) == (None, "") or not allowed


def test_disuse_counts_from_the_grant_where_the_last_use_is_older() -> None:
    grant = replace(SOLO, used_on=START - timedelta(days=400), ends_on=None)
    assert [ask(grant, today=START + timedelta(days=day)).reason for day in (0, 180, 181)] == ["certified", "certified", "disused"]


def test_a_limit_is_part_of_what_is_allowed() -> None:
    assert ask(SOLO, amount=Decimal(300000)).allowed


def test_under_a_mentor_limits_are_the_mentors() -> None:
    grant = replace(SOLO, level=Entrustment.RECHECKED)
    given_answer = ask(grant, supervised=True, amount=Decimal(900000), product="mortgaged")
    assert (given_answer.allowed, given_answer.reason) == (True, "supervised")


@pytest.mark.parametrize(("role", "allowed"), [(CaseRole.OBSERVER, True), (CaseRole.SECOND, True), (CaseRole.LEAD, False)])
def test_suspended_means_back_to_taking_part(role: str, allowed: bool) -> None:
    given_answer = ask(replace(SOLO, suspended_reason="红线核查"), role=role)
    assert (given_answer.allowed, given_answer.stage) == (allowed, Entrustment.PRESENT)


@given(
    level=st.sampled_from(list(Entrustment)),
    role=st.sampled_from([*CaseRole, "manager"]),
    days=st.integers(-30, 1200),
    supervised=st.booleans(),
    suspended=st.booleans(),
)
def test_nobody_is_allowed_beyond_their_level_or_their_time(level: str, role: str, days: int, supervised: bool, suspended: bool) -> None:
    today = START + timedelta(days=days)
    grant = replace(SOLO, level=level, suspended_reason="核查" if suspended else "")
    given_answer = ask(grant, role=role, today=today, supervised=supervised)
    if given_answer.allowed:
        assert today >= START
        if today > min(date(2028, 3, 1), date(2026, 10, 1) + timedelta(days=180)):
            assert role != CaseRole.LEAD
            assert Entrustment(given_answer.stage).rank < min(Entrustment.RECHECKED.rank, Entrustment(level).rank)
        needed = Entrustment.RECHECKED if supervised and role == CaseRole.LEAD else NEEDED[role]
        assert Entrustment(given_answer.stage).rank >= needed.rank
        assert not (suspended and role == CaseRole.LEAD)
