"""Send again what the broker lost or a dead worker left behind."""

from datetime import datetime

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from ..domain.sweep import SWEPT_KEY, verdict
from ..enums import JobState
from ..models import Job
from .close import close_job
from .enqueue import send


def sweep_jobs(*, now: datetime | None = None) -> int:
    """Look at every unfinished job; how many were sent again."""
    moment = now or timezone.now()
    cache.set(SWEPT_KEY, moment, timeout=None)
    sent = 0
    for job in Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).order_by("id"):
        decision = verdict(
            state=job.state,
            sent_at=job.sent_at,
            heartbeat_at=job.heartbeat_at,
            attempts=job.attempts,
            max_attempts=job.max_attempts,
            now=moment,
        )
        if decision == "send":
            send(job.pk)
            sent += 1
        elif decision == "fail":
            words = _("The work stopped several times before it was done.")
            close_job(job, JobState.FAILED, words, state=JobState.RUNNING, heartbeat_at=job.heartbeat_at)
    return sent
