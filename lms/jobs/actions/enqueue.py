"""Ask for work in the background."""

from collections.abc import Mapping

from celery import current_app
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from lms.people.models import Organisation, User

from ..models import Job


def send(job_id: int) -> None:
    """Put a job's id on the queue; a broker that is away only means that the sweeper sends it later."""
    try:
        current_app.send_task("jobs.run", args=[job_id], ignore_result=True, retry=False)
    except Exception:
        return
    Job.objects.filter(pk=job_id).update(sent_at=timezone.now())


def enqueue(
    *,
    kind: str,
    title: str | Promise,
    owner: User | None,
    bank: Organisation | None,
    args: Mapping[str, object] | None = None,
    upload: File | None = None,
    max_attempts: int = 3,
) -> Job:
    """Store a job in the caller's transaction; it is sent once that commits."""
    job = Job(kind=kind, title=str(title)[:200], owner=owner, bank=bank, args=dict(args or {}), max_attempts=max_attempts)
    if upload is not None:
        job.upload.save(str(upload.name or "upload"), upload, save=False)
    job.save(force_insert=True)
    transaction.on_commit(lambda: send(job.pk))
    return job
