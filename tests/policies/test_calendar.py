"""Public holidays and make-up days a bank enters: what counts from then on, and who may enter them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lms.people.enums import Role
from lms.people.models import User
from lms.policies.actions import enter_calendar_days, remove_calendar_days
from lms.policies.models import CalendarDay
from lms.policies.queries import Span, calendar_of, unknown_years, working_day_overrides
from lms.records.models import Act
from lms.toolkit.working_days import Deadline, add_working_days, covered_years
from tests.cast import Cast
from tests.factories.people import make_branch, make_user

SignIn = Callable[[User], Client]
# The first year the product knows nothing of; its days below fall on any weekday, so nothing rests on the year itself.
YEAR = covered_years()[-1] + 1
NEW_YEAR = {"kind": "off", "first": f"{YEAR}-01-01", "last": f"{YEAR}-01-03", "note": "国办发明电"}


def enter(cast: Cast, first: date, last: date, *, works: bool = False) -> int:
    return enter_calendar_days(bank=cast.bank, first=first, last=last, is_working=works, note="国办发明电", actor_key=cast.hr.key)


def test_entered_days_move_a_deadline_of_that_bank_only(cast: Cast, strangers: Cast) -> None:
    eve = date(2026, 12, 31)
    assert add_working_days(eve, 1, working_day_overrides(cast.bank)) == Deadline(date(2027, 1, 1), False)
    assert enter(cast, date(2027, 1, 1), date(2027, 1, 3)) == 3
    enter(cast, date(2027, 1, 9), date(2027, 1, 9), works=True)
    overrides = working_day_overrides(cast.bank)
    assert [add_working_days(eve, count, overrides) for count in (1, 6)] == [
        Deadline(date(2027, 1, 4), True),
        Deadline(date(2027, 1, 9), True),
    ]
    assert add_working_days(eve, 1, working_day_overrides(strangers.bank)) == Deadline(date(2027, 1, 1), False)


def test_a_later_entry_replaces_an_earlier_one(cast: Cast) -> None:
    enter(cast, date(YEAR, 1, 1), date(YEAR, 1, 3))
    enter(cast, date(YEAR, 1, 3), date(YEAR, 1, 3), works=True)
    assert calendar_of(cast.bank) == [
        Span(date(YEAR, 1, 1), date(YEAR, 1, 2), False, "国办发明电"),
        Span(date(YEAR, 1, 3), date(YEAR, 1, 3), True, "国办发明电"),
    ]
    assert remove_calendar_days(bank=cast.bank, first=date(YEAR, 1, 1), last=date(YEAR, 1, 2), actor_key=cast.hr.key) == 2
    assert [str(row.day) for row in CalendarDay.objects.all()] == [f"{YEAR}-01-03"]
    acts = Act.objects.filter(object_kind="calendar").order_by("id")
    assert list(acts.values_list("verb", flat=True)) == ["changed", "changed", "removed"]


@pytest.mark.parametrize(("first", "last"), [(date(2027, 1, 3), date(2027, 1, 1)), (date(2027, 1, 1), date(2027, 2, 1))])
def test_a_span_runs_forwards_and_is_short(cast: Cast, first: date, last: date) -> None:
    with pytest.raises(ValueError, match="span"):
        enter(cast, first, last)
    assert CalendarDay.objects.count() == 0


def test_a_year_is_unknown_until_its_days_off_are_entered(cast: Cast) -> None:
    today = date(YEAR - 1, 12, 1)
    assert unknown_years(cast.bank, today=today) == [YEAR]
    enter(cast, date(YEAR, 1, 2), date(YEAR, 1, 2), works=True)
    assert unknown_years(cast.bank, today=today) == [YEAR]
    enter(cast, date(YEAR, 1, 1), date(YEAR, 1, 1))
    assert unknown_years(cast.bank, today=today) == []


def test_who_reads_enters_and_takes_out(cast: Cast, sign_in: SignIn) -> None:
    page, out = reverse("policy-calendar"), reverse("policy-calendar-remove")
    seen = {}
    for part in ("trainee", "instructor", "class_teacher", "leader", "board", "auditor", "hr", "admin"):
        client = sign_in(getattr(cast, part))
        seen[part] = (client.get(page).status_code, client.post(page, NEW_YEAR).status_code, client.post(out, NEW_YEAR).status_code)
    reads, keeps = {"leader", "board", "auditor"}, {"hr", "admin"}
    assert seen == {part: (200, 302, 302) if part in keeps else (200, 403, 403) if part in reads else (403, 403, 403) for part in seen}
    branch_hr = sign_in(make_user(cast.bank, Role.HR, at=make_branch(cast.bank)))
    assert (branch_hr.get(page).status_code, branch_hr.post(page, NEW_YEAR).status_code) == (200, 403)


def test_the_page_tells_what_is_wrong_and_shows_what_is_there(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.hr)
    for change, field in (({"last": f"{YEAR - 1}-12-31"}, "last"), ({"last": f"{YEAR}-03-01"}, "last"), ({"first": "31.1."}, "first")):
        answer = client.post(reverse("policy-calendar"), {**NEW_YEAR, **change})
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    client.post(reverse("policy-calendar"), {**NEW_YEAR, "last": ""})
    assert client.get(reverse("policy-calendar")).context["spans"] == [Span(date(YEAR, 1, 1), date(YEAR, 1, 1), False, "国办发明电")]
    assert sign_in(strangers.hr).get(reverse("policy-calendar")).context["spans"] == []
    assert sign_in(strangers.hr).post(reverse("policy-calendar-remove"), NEW_YEAR).status_code == 404
    assert client.post(reverse("policy-calendar-remove"), {"first": "x", "last": "y"}).status_code == 404
