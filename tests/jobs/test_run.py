"""Jobs: claimed by one worker, tried again, refused for good, swept when lost; seen by their owner only."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.jobs.actions import JobHandle, JobRefused, enqueue, job_kind, run_job, sweep_jobs
from lms.jobs.actions import registry as registry_module
from lms.jobs.actions.run import _claim
from lms.jobs.domain.sweep import LOST_AFTER, STALLED_AFTER, verdict
from lms.jobs.enums import JobState
from lms.jobs.models import Job
from lms.jobs.queries import jobs_of
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.cast import Cast
from tests.clock import MONDAY_MORNING
from tests.factories.people import make_user

SignIn = Callable[[User], Client]
SECOND = timedelta(seconds=1)


@pytest.fixture
def kinds() -> Iterator[None]:
    """Kinds entered by a test are gone after it."""
    before = dict(registry_module._KINDS)
    yield
    registry_module._KINDS.clear()
    registry_module._KINDS.update(before)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ids put on the queue instead of sending them."""
    ids: list[int] = []
    monkeypatch.setattr("lms.jobs.actions.sweep.send", ids.append)
    return ids


def make(bank: Organisation, kind: str = "tests.work", **fields: object) -> Job:
    return enqueue(kind=kind, title="Work", owner=None, bank=bank, **fields)


def test_of_two_workers_one_gets_the_job(bank: Organisation) -> None:
    job = make(bank)
    first, second = _claim(job.pk), _claim(job.pk)
    assert (first, second) == (job, None)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 1)


def test_a_stalled_job_is_claimed_again_until_the_tries_are_used_up(bank: Organisation) -> None:
    job = make(bank, max_attempts=2)
    for expected in (job, job, None):
        assert _claim(job.pk) == expected
        Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - STALLED_AFTER - SECOND)


def test_work_is_done_once_however_often_it_is_delivered(bank: Organisation, kinds: None) -> None:
    done = []

    @job_kind("tests.work")
    def work(job: JobHandle) -> None:
        done.append(job.args["n"])
        job.report(1, 2, "halfway")
        job.keep_file("out.txt", b"result")
        job.finish(result={"n": 1}, url="/there/", message="ready")

    job = make(bank, args={"n": 7})
    for _delivery in range(3):
        run_job(job.pk)
    job.refresh_from_db()
    assert (done, job.state, job.result, job.url, job.message, job.progress, job.total) == (
        [7],
        JobState.DONE,
        {"n": 1},
        "/there/",
        "ready",
        1,
        2,
    )
    with job.file.open("rb") as file:
        assert file.read() == b"result"
    assert job.finished_at is not None


def test_a_failure_is_tried_again_and_then_given_up_without_its_secrets(bank: Organisation, kinds: None) -> None:
    @job_kind("tests.work")
    def work(job: JobHandle) -> None:
        raise RuntimeError("password=hunter2")

    job = make(bank, max_attempts=3)
    states = []
    for _attempt in range(4):
        run_job(job.pk)
        job.refresh_from_db()
        states.append((job.state, job.attempts))
    assert states == [("queued", 1), ("queued", 2), ("failed", 3), ("failed", 3)]
    assert (bool(job.error), "hunter2" in job.error) == (True, False)


def test_a_refusal_is_final_and_says_why(bank: Organisation, kinds: None) -> None:
    @job_kind("tests.work")
    def work(job: JobHandle) -> None:
        raise JobRefused("第 12 行“手机号”应为 11 位数字")

    job = make(bank)
    run_job(job.pk)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.FAILED, 1, "第 12 行“手机号”应为 11 位数字")


def test_an_unknown_kind_fails_and_a_kind_has_one_owner(bank: Organisation, kinds: None) -> None:
    job = make(bank, kind="tests.unheard_of")
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    job_kind("tests.work")(lambda job: None)
    with pytest.raises(ValueError, match=r"tests\.work"):
        job_kind("tests.work")(lambda job: None)


def test_the_owners_language_is_spoken(cast: Cast, kinds: None) -> None:
    from django.utils.translation import get_language

    spoken = []
    job_kind("tests.work")(lambda job: spoken.append(get_language()))
    for language in ("en", "zh-hans", ""):
        User.objects.filter(pk=cast.hr.pk).update(language=language)
        run_job(enqueue(kind="tests.work", title="x", owner=User.objects.get(pk=cast.hr.pk), bank=cast.bank).pk)
    assert spoken == ["en", "zh-hans", "zh-hans"]


@pytest.mark.parametrize(
    ("state", "sent_ago", "beat_ago", "attempts", "expected"),
    [
        ("queued", None, None, 0, "send"),
        ("queued", LOST_AFTER, None, 0, "wait"),
        ("queued", LOST_AFTER + SECOND, None, 0, "send"),
        ("running", SECOND, STALLED_AFTER, 1, "wait"),
        ("running", SECOND, STALLED_AFTER + SECOND, 1, "send"),
        ("running", SECOND, STALLED_AFTER + SECOND, 3, "fail"),
        ("running", SECOND, None, 1, "send"),
        ("done", None, None, 1, "wait"),
        ("failed", None, None, 3, "wait"),
    ],
)
def test_what_the_sweeper_does(state: str, sent_ago: timedelta | None, beat_ago: timedelta | None, attempts: int, expected: str) -> None:
    now = MONDAY_MORNING
    decision = verdict(
        state=state,
        sent_at=now - sent_ago if sent_ago is not None else None,
        heartbeat_at=now - beat_ago if beat_ago is not None else None,
        attempts=attempts,
        max_attempts=3,
        now=now,
    )
    assert decision == expected


def test_the_sweeper_sends_what_is_lost_and_gives_up_what_keeps_dying(bank: Organisation, sent: list[int]) -> None:
    now = timezone.now()
    lost, fresh, stalled, dying = (make(bank) for _number in range(4))
    Job.objects.update(sent_at=now)
    Job.objects.filter(pk=lost.pk).update(sent_at=now - LOST_AFTER - SECOND)
    long_ago = {"state": JobState.RUNNING, "heartbeat_at": now - STALLED_AFTER - SECOND}
    Job.objects.filter(pk=stalled.pk).update(attempts=1, **long_ago)
    Job.objects.filter(pk=dying.pk).update(attempts=3, **long_ago)
    assert (sweep_jobs(now=now), sent) == (2, [lost.pk, stalled.pk])
    states = {job.pk: job.state for job in Job.objects.all()}
    assert states == {lost.pk: "queued", fresh.pk: "queued", stalled.pk: "running", dying.pk: "failed"}


def test_a_job_is_its_owners_alone(cast: Cast, strangers: Cast, sign_in: SignIn, kinds: None) -> None:
    job_kind("tests.work")(lambda job: job.keep_file("名单.xlsx", b"PK"))
    job = enqueue(kind="tests.work", title="x", owner=cast.hr, bank=cast.bank)
    addresses = [reverse(name, args=[job.public_id]) for name in ("job-detail", "job-state", "job-file")]
    assert [sign_in(cast.hr).get(address).status_code for address in addresses] == [200, 200, 404]
    run_job(job.pk)
    mine = sign_in(cast.hr)
    state = mine.get(addresses[1]).json()
    assert (state["state"], state["progress"], state["error"]) == ("done", 100, "")
    file = mine.get(addresses[2])
    assert (b"".join(file.streaming_content), file.headers["X-Content-Type-Options"]) == (b"PK", "nosniff")
    for user in (cast.admin, cast.trainee, strangers.hr):
        client = sign_in(user)
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
        assert list(client.get(reverse("job-list")).context["page"]) == []
    assert [Client().get(address).status_code for address in addresses] == [302, 302, 302]


def test_the_list_costs_the_same_for_one_and_for_many(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    client = sign_in(cast.hr)
    enqueue(kind="tests.work", title="x", owner=cast.hr, bank=cast.bank)
    client.get(reverse("job-list"))
    with django_assert_max_num_queries(7) as few:
        client.get(reverse("job-list"))
    for _number in range(10):
        enqueue(kind="tests.work", title="x", owner=cast.hr, bank=cast.bank)
    with django_assert_max_num_queries(7) as many:
        client.get(reverse("job-list"))
    assert len(few) == len(many)


def test_files_asked_for_in_a_role_go_with_the_last_role(bank: Organisation, sign_in: SignIn) -> None:
    consultant = make_user(bank, Role.INSTRUCTOR)
    before = enqueue(kind="x", title="x", owner=consultant, bank=bank)
    yesterday = timezone.localdate() - timedelta(days=1)
    Job.objects.filter(pk=before.pk).update(created_at=timezone.now() - timedelta(days=2))
    assert list(jobs_of(consultant)) == [before]
    consultant.memberships.update(ends_on=yesterday)
    after = enqueue(kind="x", title="x", owner=consultant, bank=bank)
    assert list(jobs_of(User.objects.get(pk=consultant.pk))) == [after]
    assert sign_in(consultant).get(reverse("job-detail", args=[before.public_id])).status_code == 404


def test_a_trainee_without_a_role_keeps_what_they_asked_for(bank: Organisation) -> None:
    trainee = make_user(bank, Role.TRAINEE)
    letter = enqueue(kind="x", title="x", owner=trainee, bank=bank)
    trainee.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert list(jobs_of(User.objects.get(pk=trainee.pk))) == [letter]
