"""Tokens, signatures and the pace of calls, with plain values."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.exchange.domain.meter import Meter, Refusal
from lms.exchange.domain.signature import headers, signature
from lms.exchange.domain.tokens import token_digest, token_hint, token_opens, warning_due
from tests.loan_system.client import webhook_problem

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expires", "revoked", "system", "bank", "opens"),
    [
        (1, None, True, True, True),
        (0, None, True, True, False),
        (-1, None, True, True, False),
        (1, -1, True, True, False),
        (1, 0, True, True, False),
        (1, 1, True, True, True),
        (1, None, False, True, False),
        (1, None, True, False, False),
    ],
)
def test_when_a_token_opens(expires: int, revoked: int | None, system: bool, bank: bool, opens: bool) -> None:
    moment = None if revoked is None else NOW + timedelta(seconds=revoked)
    found = token_opens(expires_at=NOW + timedelta(seconds=expires), revoked_at=moment, system_active=system, bank_active=bank, now=NOW)
    assert found is opens


def test_a_hint_is_no_token() -> None:
    token = "dz_" + "k" * 43
    assert token_hint(token) == "dz_kkkkkk"
    assert token_digest(token) != token_digest(token_hint(token))


def test_the_signature_of_the_documentation() -> None:
    """docs/formats/api.md shows this one."""
    found = signature("geheim", timestamp=1772413200, nonce="abc", body=b'{"id":"1"}')
    assert found == "v1=2b35ac15813363ed0677f1c79ba44d701f97ade68266c01ed16057edcdb5b228"


@given(body=st.binary(max_size=200), secret=st.text(min_size=1, max_size=20), flip=st.integers(0, 10_000))
def test_what_we_sign_a_receiver_believes_and_nothing_else(body: bytes, secret: str, flip: int) -> None:
    signed = headers(secret, timestamp=1_772_413_200, nonce="n", body=body, event="e", kind="k")
    assert webhook_problem(secret, signed, body, now=1_772_413_200, seen=set()) == ""
    changed = bytearray(body or b"x")
    changed[flip % len(changed)] ^= 1
    assert webhook_problem(secret, signed, bytes(changed), now=1_772_413_200, seen=set()) == "signature"
    assert webhook_problem(secret + "x", signed, body, now=1_772_413_200, seen=set()) == "signature"


def test_the_pace_counts_by_token_and_minute() -> None:
    meter = Meter()
    assert [meter.wait(1, per_minute=2, now=NOW) for _number in range(4)] == [0, 0, 60, 60]
    assert meter.wait(2, per_minute=2, now=NOW) == 0
    assert meter.wait(1, per_minute=2, now=NOW + timedelta(seconds=59)) == 1
    assert meter.wait(1, per_minute=2, now=NOW + timedelta(seconds=60)) == 0


def test_what_could_not_be_written_is_not_lost() -> None:
    meter, day, kind = Meter(), NOW.date(), Refusal(1, 1, "dz_kkkkkk", "authority", 422, "invalid")
    meter.use(7, day)
    meter.count(1, day, asked=1, refused=0)
    meter.refuse(kind, fields=["x"], now=NOW)
    taken = meter.take(NOW)
    assert (taken.days[1, day].asked, taken.tokens, taken.refusals[kind].times) == (1, {7: day}, 1)
    meter.use(7, day)
    meter.count(1, day, asked=2, refused=1)
    meter.refuse(kind, fields=["y"], now=NOW + timedelta(minutes=1))
    meter.put_back(taken)
    taken = meter.take(NOW)
    counted, refusals = taken.days[1, day], taken.refusals[kind]
    assert (counted.asked, counted.refused, taken.tokens) == (3, 1, {7: day})
    assert (refusals.times, refusals.fields, refusals.since) == (2, ("x",), NOW)
    assert not meter.take(NOW)


def test_refusals_are_written_once_an_hour_and_all_of_them_at_the_end() -> None:
    meter, kind = Meter(), Refusal(1, 1, "dz_kkkkkk", "authority", 422, "invalid")

    def taken(minutes: int, *, all_of_it: bool = False) -> int:
        found = meter.take(NOW + timedelta(minutes=minutes), all_of_it=all_of_it).refusals
        return found[kind].times if found else 0

    meter.refuse(kind, fields=(), now=NOW)
    assert taken(0) == 1
    for _number in range(5):
        meter.refuse(kind, fields=(), now=NOW)
    assert (taken(59), taken(60), taken(61)) == (0, 5, 0)
    meter.refuse(kind, fields=(), now=NOW)
    assert (taken(62), taken(62, all_of_it=True), taken(200)) == (0, 1, 0)


@pytest.mark.parametrize(
    ("left", "days"),
    [
        (timedelta(days=31), 0),
        (timedelta(days=30), 30),
        (timedelta(days=8), 30),
        (timedelta(days=7), 7),
        (timedelta(days=1), 1),
        (timedelta(minutes=1), 1),
        (timedelta(0), 0),
        (timedelta(days=-1), 0),
    ],
)
def test_when_a_token_s_end_is_announced(left: timedelta, days: int) -> None:
    assert warning_due(NOW + left, NOW) == days
