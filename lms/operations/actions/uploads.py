"""Lists that were uploaded hold people's names: the file goes as soon as nothing can be done with it any more."""

from datetime import datetime, timedelta

from django.utils import timezone

from lms.jobs.actions import drop_old_uploads, drop_upload
from lms.jobs.enums import JobState
from lms.jobs.models import Job

CHECKS = {"operations.contract_import": "operations.contract_check", "operations.case_import": "operations.case_check"}
"""Import → the dry run whose file it reads."""
KEPT_FOR = timedelta(days=1)


def forget_upload(job: Job) -> None:
    """Called with every job that is over: after an import, and after a dry run that leads to none."""
    if job.kind in CHECKS:
        for checked in Job.objects.filter(public_id=job.args.get("check", ""), owner=job.owner, kind=CHECKS[job.kind]):
            drop_upload(checked)
    elif job.kind in CHECKS.values() and (job.state != JobState.DONE or job.result.get("error_count")):
        drop_upload(job)


def forget_old_uploads(*, now: datetime | None = None) -> int:
    """What was checked and never confirmed goes after a day."""
    return drop_old_uploads(CHECKS.values(), before=(now or timezone.now()) - KEPT_FOR)


def import_of(checked: Job) -> Job | None:
    """The import of a dry run that waits, runs or is done: a second click leads to it."""
    kind = next(name for name, check in CHECKS.items() if check == checked.kind)
    rows = Job.objects.filter(kind=kind, owner=checked.owner, args__check=checked.public_id)
    return rows.exclude(state__in=[JobState.FAILED, JobState.CANCELLED]).order_by("-pk").first()
