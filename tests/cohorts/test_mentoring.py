"""Mentoring pairs: the bank's limit, the reason beyond it, who keeps them, the end of one."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.cohorts.actions.mentoring import end_pair, pair
from lms.cohorts.actions.problems import CohortProblem
from lms.notices.models import Notice
from lms.people.enums import Role
from lms.people.models import Mentorship, User
from lms.policies.actions import set_policy_value
from lms.records.models import Act
from tests.cast import Cast
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
DAY = date(2026, 3, 2)


def mentees(cast: Cast, number: int) -> list[User]:
    return [make_user(cast.bank, Role.TRAINEE) for _ in range(number)]


def join(cast: Cast, mentee: User, *, reason: str = "", day: date = DAY) -> Mentorship:
    return pair(mentor=cast.mentor, mentee=mentee, starts_on=day, actor_key=cast.hr.key, reason=reason)


def test_both_are_told_and_it_is_logged(cast: Cast) -> None:
    (mentee,) = mentees(cast, 1)
    join(cast, mentee)
    assert {notice.user_id for notice in Notice.objects.filter(kind="mentorship")} == {mentee.pk, cast.mentor.pk}
    assert Act.objects.get(object_kind="mentorship").details["mentor"] == cast.mentor.key


def test_beyond_the_limit_it_takes_a_reason(cast: Cast) -> None:
    first, second, third, fourth = mentees(cast, 4)
    for one in (first, second, third):
        join(cast, one)
    with pytest.raises(CohortProblem) as refused:
        join(cast, fourth)
    assert refused.value.code == "limit"
    join(cast, fourth, reason="首期导师不足，项目组同意。")
    assert Mentorship.objects.filter(mentor=cast.mentor).count() == 4
    assert Act.objects.filter(object_kind="mentorship").order_by("-id")[0].reason == "首期导师不足，项目组同意。"


def test_the_limit_is_the_banks(cast: Cast) -> None:
    set_policy_value(bank=cast.bank, key="mentorship.limit", value=1, effective_on=date(2020, 1, 1), reason="试行", actor_key=cast.hr.key)
    first, second = mentees(cast, 2)
    join(cast, first)
    with pytest.raises(CohortProblem):
        join(cast, second)


def test_a_firm_limit_takes_no_reason(cast: Cast) -> None:
    for key, value in (("mentorship.limit", 1), ("mentorship.limit_is_firm", True)):
        set_policy_value(bank=cast.bank, key=key, value=value, effective_on=date(2020, 1, 1), reason="成熟期", actor_key=cast.hr.key)
    first, second = mentees(cast, 2)
    join(cast, first)
    with pytest.raises(CohortProblem) as refused:
        join(cast, second, reason="人手不足")
    assert refused.value.code == "firm_limit"


def test_who_has_left_a_mentor_makes_room(cast: Cast) -> None:
    people = mentees(cast, 4)
    pairs = [join(cast, one) for one in people[:3]]
    end_pair(mentorship=pairs[0], ends_on=DAY + timedelta(days=5), reason="轮岗", actor_key=cast.hr.key)
    join(cast, people[3], day=DAY + timedelta(days=6))


@pytest.mark.parametrize("who", ["themselves", "no_mentor", "stranger", "twice"])
def test_what_is_no_pair(cast: Cast, strangers: Cast, who: str) -> None:
    (mentee,) = mentees(cast, 1)
    if who == "twice":
        join(cast, mentee)
    mentor = {"themselves": cast.mentor, "no_mentor": cast.leader, "stranger": strangers.mentor, "twice": cast.mentor}[who]
    other = cast.mentor if who == "themselves" else mentee
    with pytest.raises(CohortProblem):
        pair(mentor=mentor, mentee=other, starts_on=DAY, actor_key=cast.hr.key)


def test_a_pair_ends_once_and_not_before_it_began(cast: Cast) -> None:
    made = join(cast, mentees(cast, 1)[0])
    with pytest.raises(CohortProblem):
        end_pair(mentorship=made, ends_on=DAY - timedelta(days=1), reason="轮岗", actor_key=cast.hr.key)
    end_pair(mentorship=made, ends_on=DAY, reason="轮岗", actor_key=cast.hr.key)
    with pytest.raises(CohortProblem):
        end_pair(mentorship=made, ends_on=DAY, reason="轮岗", actor_key=cast.hr.key)


def test_hr_pairs_and_ends_on_the_pages(cast: Cast, sign_in: SignIn) -> None:
    (mentee,) = mentees(cast, 1)
    client, today = sign_in(cast.hr), timezone.localdate()
    fields = {"mentor": cast.mentor.key, "mentee": mentee.key, "starts_on": today.isoformat(), "reason": ""}
    assert client.post(reverse("mentoring-new"), fields).status_code == 302
    page = client.get(reverse("mentoring-list")).content.decode()
    assert mentee.name in page and cast.mentor.name in page
    address = reverse("mentoring-end", args=[mentee.key, cast.mentor.key])
    assert client.post(address, {"ends_on": today.isoformat(), "reason": ""}).status_code == 422
    assert client.post(address, {"ends_on": today.isoformat(), "reason": "轮岗到支行"}).status_code == 302
    assert Mentorship.objects.get().ends_on == today


def test_a_mentor_of_another_bank_is_not_to_choose(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    fields = {"mentor": strangers.mentor.key, "mentee": mentees(cast, 1)[0].key, "starts_on": "2026-03-02", "reason": ""}
    answer = sign_in(cast.hr).post(reverse("mentoring-new"), fields)
    assert answer.status_code == 422 and Mentorship.objects.count() == 0
