"""What a grant is worth on a day, at each edge, and the way back."""

from datetime import date, timedelta

import pytest

from lms.decisions.domain.certification.lapse import Grant, state_on, way_back
from lms.decisions.domain.certification.profile import Lapse

from .samples import card

START = date(2026, 1, 1)
RULE = Lapse(warn_days=90, lapse_days=180, expiry_warn_days=30, fresh_observations=2, fresh_level="3a")


def after(days: int) -> date:
    return START + timedelta(days)


@pytest.mark.parametrize(
    ("days", "state", "reason"),
    [
        (-1, "not_yet", "date"),
        (0, "active", ""),
        (89, "active", ""),
        (90, "warning", "disuse"),
        (180, "warning", "disuse"),
        (181, "lapsed", "disuse"),
    ],
)
def test_disuse(days: int, state: str, reason: str) -> None:
    """Day 180 without work still counts; the day after does not."""
    found = state_on(Grant("4", START), RULE, after(days))
    assert (found.state, found.reason) == (state, reason)


def test_work_done_starts_the_count_anew() -> None:
    grant = Grant("4", START, performed_on=after(100))
    assert state_on(grant, RULE, after(189)).state == "active"
    assert state_on(grant, RULE, after(189)).on == after(281)
    assert state_on(grant, RULE, after(281)).state == "lapsed"


@pytest.mark.parametrize(("days", "state"), [(334, "active"), (335, "warning"), (365, "warning"), (366, "lapsed")])
def test_by_date(days: int, state: str) -> None:
    """The last valid day is valid."""
    grant = Grant("4", START, valid_until=after(365), performed_on=after(days))
    assert state_on(grant, RULE, after(days)).state == state


def test_the_gravest_is_said() -> None:
    grant = Grant("4", START, valid_until=after(50), suspended_on=after(60), ended_on=after(70), ended_by="replaced")
    assert [state_on(grant, RULE, after(day)).state for day in (49, 51, 60, 70)] == ["warning", "lapsed", "suspended", "ended"]
    assert state_on(grant, RULE, after(70)).reason == "replaced"
    assert not state_on(grant, RULE, after(60)).holds


def test_two_fresh_ones_after_disuse() -> None:
    grant = Grant("4", START)
    old, first, second = card(1, on=after(170)), card(2, on=after(182)), card(3, on=after(185))
    found = way_back(grant, RULE, [old, first, second], after(186))
    assert found is not None
    assert (found.by, found.have, found.need, found.keys, found.ready) == ("fresh", 2, 2, ("o002", "o003"), True)
    for cards, have in (
        ([old, first], 1),
        ([first, card(3, on=after(185), ahead="2b")], 0),
        ([card(2, on=after(182), ahead="2b"), second], 1),
        ([first, card(3, on=after(185), case="case2")], 1),
        ([first, card(3, on=after(185), role="observer")], 1),
    ):
        found = way_back(grant, RULE, cards, after(186))
        assert found is not None
        assert (found.have, found.ready) == (have, False)


def test_everything_else_is_for_the_panel() -> None:
    fresh = [card(number, on=after(400)) for number in (1, 2)]
    for grant in (
        Grant("4", START, valid_until=after(60)),
        Grant("4", START, suspended_on=after(60)),
        Grant("4", START, ended_on=after(3)),
    ):
        found = way_back(grant, RULE, fresh, after(100))
        assert found is not None
        assert (found.by, found.ready) == ("panel", False)
    assert way_back(Grant("4", START), RULE, [], after(180)) is None
