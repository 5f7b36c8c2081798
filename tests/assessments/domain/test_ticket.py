"""Tickets: only the untouched text of the right key is accepted, and only in time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.ticket import MAX_LENGTH, Ticket, TicketRefused, issue, verify

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
KEY, OLD = b"k" * 32, b"o" * 32
TICKET = Ticket("s" * 26, "p" * 26, NOW + timedelta(hours=1), "n" * 26)


def reason(text: str, keys: list[bytes] | None = None, now: datetime = NOW) -> str:
    with pytest.raises(TicketRefused) as caught:
        verify(text, keys or [KEY], now)
    return caught.value.reason


def test_round_trip_and_size() -> None:
    text = issue(TICKET, KEY)
    assert verify(text, [KEY], NOW) == TICKET
    assert len(text) < 200
    assert verify(text, [KEY], TICKET.expires_at) == TICKET


def test_a_rotated_key_is_still_known() -> None:
    assert verify(issue(TICKET, OLD), [KEY, OLD], NOW) == TICKET


def test_refusals() -> None:
    text = issue(TICKET, KEY)
    assert reason(text, [OLD]) == "forged"
    assert reason(text, now=TICKET.expires_at + timedelta(seconds=1)) == "expired"
    assert reason(text + "A" * MAX_LENGTH) == "malformed"
    assert reason("t2" + text[2:]) == "malformed"


def test_fractions_of_a_second_are_not_lost() -> None:
    ticket = Ticket("s", "p", NOW + timedelta(microseconds=500), "n")
    assert verify(issue(ticket, KEY), [KEY], ticket.expires_at).expires_at == NOW + timedelta(seconds=1)


def test_no_changed_character_passes() -> None:
    text = issue(TICKET, KEY)
    for index, character in enumerate(text):
        for other in "AB.=-_ é":
            if other != character:
                assert reason(text[:index] + other + text[index + 1 :]) in {"malformed", "forged"}


@given(st.text(max_size=80))
def test_no_other_text_passes(text: str) -> None:
    assert reason(text) in {"malformed", "forged"}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30), st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_any_names_survive(sitting: str, person: str) -> None:
    ticket = Ticket(sitting, person, NOW, "n")
    text = issue(ticket, KEY)
    if len(text) <= MAX_LENGTH:
        assert verify(text, [KEY], NOW) == ticket
