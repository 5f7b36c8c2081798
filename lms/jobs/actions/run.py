"""Do the work of one job, once."""

import logging

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..domain.sweep import STALLED_AFTER
from ..enums import JobState
from ..models import Job
from .close import close_job
from .handle import JobHandle, JobRefused
from .registry import registered_kinds

logger = logging.getLogger("lms.jobs")


def _claim(job_id: int) -> Job | None:
    """Take a waiting or stalled job by a conditional update: of two workers, one gets it."""
    now = timezone.now()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALLED_AFTER)
    claimed = Job.objects.filter(free, pk=job_id, attempts__lt=F("max_attempts")).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, started_at=now, heartbeat_at=now, error="", message=""
    )
    return Job.objects.select_related("owner", "bank").get(pk=job_id) if claimed else None


def run_job(job_id: int) -> None:
    """Claim and run; a refusal is final, any other failure is tried again until ``max_attempts``."""
    job = _claim(job_id)
    if job is None:
        return
    work = registered_kinds().get(job.kind)
    with translation.override((job.owner.language if job.owner else "") or settings.LANGUAGE_CODE):
        if work is None:
            close_job(job, JobState.FAILED, _("This kind of job is not known here."))
            return
        try:
            work(JobHandle(job))
        except JobRefused as refusal:
            close_job(job, JobState.FAILED, str(refusal))
        except Exception:
            logger.exception("job %s (%s) failed", job.public_id, job.kind)
            if job.attempts >= job.max_attempts:
                close_job(job, JobState.FAILED, _("Something went wrong on our side. Nothing was changed; please try again later."))
            else:
                Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, sent_at=timezone.now())
        else:
            close_job(job, JobState.DONE)
