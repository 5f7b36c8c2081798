"""Tell people that work which took a while is over: by then they have left its page."""

from datetime import timedelta

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lms.jobs.enums import JobState
from lms.jobs.models import Job

from .notify import notify

A_WHILE = timedelta(seconds=20)


def tell_owner(job: Job) -> None:
    """One notice per job, to whoever asked for it."""
    if job.owner is None or job.finished_at is None or job.finished_at - job.created_at < A_WHILE:
        return
    words = _("Done: {title}") if job.state == JobState.DONE else _("Not done: {title}")
    notify(
        users=[job.owner],
        kind="job",
        title=format_lazy(words, title=job.title),
        body=job.error or job.message,
        url=reverse("job-detail", args=[job.public_id]),
        dedupe_key=f"job-{job.public_id}",
        now=job.finished_at,
    )
