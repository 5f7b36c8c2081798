"""Notices: told once, in the person's language, read by that person only."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from lms.jobs.actions import close_job, enqueue
from lms.jobs.models import Job
from lms.notices.actions import mark_all_read, notify, settle_notices
from lms.notices.models import Notice
from lms.notices.queries import notices_of, unread_count
from lms.people.models import Organisation, User
from tests.cast import Cast
from tests.clock import MONDAY_MORNING, Clock

SignIn = Callable[[User], Client]


def tell(*users: User, **fields: object) -> int:
    return notify(users=users, kind="test", **({"title": "成绩已发布"} | fields))


def test_everybody_named_is_told(cast: Cast) -> None:
    assert tell(cast.trainee, cast.mentor, body="请查看", url="/x/", now=MONDAY_MORNING) == 2
    notice = notices_of(cast.trainee).get()
    assert (notice.title, notice.body, notice.url, notice.created_at, notice.read_at) == (
        "成绩已发布",
        "请查看",
        "/x/",
        MONDAY_MORNING,
        None,
    )
    assert (unread_count(cast.trainee), unread_count(cast.hr)) == (1, 0)


def test_each_in_their_own_language(cast: Cast) -> None:
    User.objects.filter(pk=cast.mentor.pk).update(language="en")
    words = gettext_lazy("Yes")
    tell(cast.trainee, User.objects.get(pk=cast.mentor.pk), title=words)
    with override("zh-hans"):
        chinese = str(words)
    assert (notices_of(cast.trainee).get().title, notices_of(cast.mentor).get().title) == (chinese, "Yes")


def test_a_reminder_does_not_pile_up(cast: Cast) -> None:
    counts = [tell(cast.trainee, dedupe_key="slot:1"), tell(cast.trainee, cast.mentor, dedupe_key="slot:1"), tell(cast.trainee)]
    assert (counts, notices_of(cast.trainee).count()) == ([1, 1, 1], 2)


def test_a_notice_is_its_persons_alone(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    tell(cast.trainee, url="/notices/")
    notice = Notice.objects.get()
    address = reverse("notice-open", args=[notice.public_id])
    for user in (cast.hr, cast.admin, strangers.trainee):
        client = sign_in(user)
        assert client.post(address).status_code == 404
        assert list(client.get(reverse("notices")).context["page"]) == []
    assert sign_in(cast.trainee).get(address).status_code == 405
    assert Notice.objects.get().read_at is None
    assert sign_in(cast.trainee).post(address).headers["Location"] == "/notices/"
    assert Notice.objects.get().read_at is not None
    assert Client().post(address).status_code == 302


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_opening_leads_nowhere_else(cast: Cast, sign_in: SignIn, url: str) -> None:
    tell(cast.trainee, url=url)
    answer = sign_in(cast.trainee).post(reverse("notice-open", args=[Notice.objects.get().public_id]))
    assert answer.headers["Location"] == reverse("notices")


def test_the_first_reading_counts_and_all_can_be_read_at_once(cast: Cast, sign_in: SignIn) -> None:
    for _number in range(3):
        tell(cast.trainee)
    tell(cast.mentor)
    client = sign_in(cast.trainee)
    assert len(client.get(reverse("notices"), {"state": "unread"}).context["page"]) == 3
    client.post(reverse("notices-read"))
    first = set(notices_of(cast.trainee).values_list("read_at", flat=True))
    assert (mark_all_read(user=cast.trainee), len(first), unread_count(cast.mentor)) == (0, 1, 1)
    assert len(client.get(reverse("notices"), {"state": "unread"}).context["page"]) == 0


def test_the_page_costs_the_same_for_one_and_for_many(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    client = sign_in(cast.trainee)
    tell(cast.trainee)
    client.get(reverse("notices"))
    with django_assert_max_num_queries(7) as few:
        client.get(reverse("notices"))
    for _number in range(10):
        tell(cast.trainee)
    with django_assert_max_num_queries(7) as many:
        client.get(reverse("notices"))
    assert len(few) == len(many)


def test_what_was_done_asks_nobody_any_longer(cast: Cast) -> None:
    tell(cast.trainee, cast.mentor, url="/leave/1/", dedupe_key="one", needs_decision=True)
    tell(cast.trainee, url="/leave/2/", dedupe_key="two", needs_decision=True)
    assert settle_notices(now=MONDAY_MORNING) == 0
    assert settle_notices(url="/leave/1/", users=[cast.trainee], now=MONDAY_MORNING) == 1
    assert (unread_count(cast.trainee), unread_count(cast.mentor)) == (1, 1)
    assert settle_notices(url="/leave/1/") == 1
    assert settle_notices(dedupe_key="two") == 1
    assert (unread_count(cast.trainee), unread_count(cast.mentor)) == (0, 0)


@pytest.mark.parametrize(
    ("seconds", "state", "error", "expected"),
    [(5, "done", "", []), (30, "done", "", ["已完成：名单"]), (30, "failed", "已停用", ["未完成：名单"])],
)
def test_whoever_asked_for_long_work_is_told_when_it_is_over(
    cast: Cast, clock: Clock, seconds: int, state: str, error: str, expected: list[str]
) -> None:
    job = enqueue(kind="tests.work", title="名单", owner=cast.hr, bank=cast.bank)
    clock.set(MONDAY_MORNING + timedelta(seconds=seconds))
    Job.objects.filter(pk=job.pk).update(created_at=MONDAY_MORNING)
    for _twice in range(2):
        close_job(job, state, error)
    notices = list(notices_of(cast.hr))
    assert [notice.title for notice in notices] == expected
    assert {(notice.url, notice.body) for notice in notices} <= {(reverse("job-detail", args=[job.public_id]), error)}


def test_work_that_nobody_asked_for_tells_nobody(bank: Organisation, clock: Clock) -> None:
    job = enqueue(kind="tests.work", title="巡检", owner=None, bank=bank)
    clock.set(MONDAY_MORNING + timedelta(hours=1))
    close_job(job, "done")
    assert not Notice.objects.exists()
