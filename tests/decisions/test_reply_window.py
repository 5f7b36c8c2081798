"""Until when people may reply: working days of the bank's own calendar, and a word where it is not known yet."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lms.decisions.actions.publish import ReplyWindow, reply_window
from lms.decisions.models import Decision
from lms.people.models import User
from lms.policies.actions import enter_calendar_days
from lms.toolkit.working_days import covered_years
from tests.cast import Cast
from tests.factories.decisions import make_class, make_draft, publish

SignIn = Callable[[User], Client]


@pytest.fixture
def draft(cast: Cast) -> Decision:
    cohort, enrolments = make_class(cast.bank, 8)
    return make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])


def enter(cast: Cast, first: date, last: date, *, works: bool) -> None:
    enter_calendar_days(bank=cast.bank, first=first, last=last, is_working=works, note="国办发明电", actor_key=cast.hr.key)


def test_the_window_leaves_out_the_holidays_the_bank_has_entered(cast: Cast, draft: Decision) -> None:
    enter(cast, date(2026, 5, 25), date(2026, 5, 26), works=False)
    enter(cast, date(2026, 5, 23), date(2026, 5, 23), works=True)
    assert publish(draft, cast.hr, [cast.leader]).window_ends_on.isoformat() == "2026-05-28"


def test_a_year_whose_holidays_are_unknown_is_said_to_be(cast: Cast, draft: Decision, sign_in: SignIn) -> None:
    eve = date(covered_years()[-1], 12, 31)
    assert reply_window(draft, day=eve).certain is False
    year = eve.year + 1
    enter(cast, date(year, 1, 1), date(year, 1, 3), works=False)
    assert (reply_window(draft, day=eve).days, reply_window(draft, day=eve).certain) == (5, True)
    shown = sign_in(cast.hr).get(reverse("decision-detail", args=[draft.public_id])).context["window"]
    assert isinstance(shown, ReplyWindow)
