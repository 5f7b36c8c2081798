"""Work really done by a Celery worker, over whichever broker and database this run uses."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from lms.jobs.actions import enqueue, sweep_jobs
from lms.jobs.domain.sweep import STALLED_AFTER
from lms.jobs.enums import JobState
from lms.jobs.models import Job
from lms.people.models import Organisation
from tests.worker import WorkerProcess, wait_until

pytestmark = pytest.mark.worker


def over(job: Job) -> Job:
    """The job once the worker has finished with it."""

    def done() -> bool:
        job.refresh_from_db()
        return job.is_over

    wait_until(done, 30)
    return job


def test_a_job_is_done_with_progress_result_and_file(celery_worker_process: WorkerProcess, bank: Organisation) -> None:
    job = over(enqueue(kind="tests.add", title="Sum", owner=None, bank=bank, args={"numbers": [1, 2, 3]}))
    assert (job.state, job.progress, job.total, job.result, job.attempts) == (JobState.DONE, 3, 3, {"sum": 6}, 1)
    with job.file.open("rb") as kept:
        assert kept.read() == b"6"


def test_a_refusal_reaches_the_row_and_is_not_tried_again(celery_worker_process: WorkerProcess, bank: Organisation) -> None:
    job = over(enqueue(kind="tests.refuse", title="Import", owner=None, bank=bank))
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, "row 3: no such branch", 1)


def test_what_was_rolled_back_is_never_sent(celery_worker_process: WorkerProcess, bank: Organisation) -> None:
    with transaction.atomic():
        enqueue(kind="tests.add", title="Sum", owner=None, bank=bank, args={"numbers": [1]})
        transaction.set_rollback(True)
    kept = over(enqueue(kind="tests.add", title="Sum", owner=None, bank=bank, args={"numbers": [2]}))
    assert list(Job.objects.values_list("pk", "state")) == [(kept.pk, JobState.DONE)]


def test_work_asked_for_while_no_worker_runs_waits(celery_worker_process: WorkerProcess, bank: Organisation) -> None:
    celery_worker_process.stop()
    job = enqueue(kind="tests.add", title="Sum", owner=None, bank=bank, args={"numbers": [4, 5]})
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    celery_worker_process.start()
    assert over(job).result == {"sum": 9}


def test_work_of_a_killed_worker_is_sent_again(celery_worker_process: WorkerProcess, bank: Organisation, tmp_path: Path) -> None:
    job = enqueue(kind="tests.wait", title="Wait", owner=None, bank=bank, args={"until": str(tmp_path / "go")})
    wait_until(lambda: Job.objects.get(pk=job.pk).state == JobState.RUNNING, 30, celery_worker_process.tail)
    celery_worker_process.kill()
    assert sweep_jobs() == 0  # it may still be alive, for all the row knows
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - STALLED_AFTER - timedelta(seconds=1))
    celery_worker_process.start()
    (tmp_path / "go").touch()
    assert sweep_jobs() == 1
    over(job)
    assert (job.state, job.result, job.attempts) == (JobState.DONE, {"waited": True}, 2)
