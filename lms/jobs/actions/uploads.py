"""Let go of what was uploaded for a job: a file with people's data stays no longer than the work needs it."""

from collections.abc import Collection
from datetime import datetime

from ..models import Job


def drop_upload(job: Job) -> None:
    """The file goes, the row and what came of it stay; twice does no harm."""
    if job.upload:
        job.upload.delete(save=False)
        Job.objects.filter(pk=job.pk).update(upload="")


def drop_old_uploads(kinds: Collection[str], *, before: datetime) -> int:
    """Uploads of jobs of these kinds that were asked for before a moment, whatever became of them. How many went."""
    rows = list(Job.objects.filter(kind__in=kinds, created_at__lt=before).exclude(upload=""))
    for job in rows:
        drop_upload(job)
    return len(rows)
