"""Background work of the cohorts room: the roster's dry run and its import; sessions that settle by themselves."""

import hashlib
import io

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.jobs.actions import JobHandle, JobRefused, job_kind
from lms.jobs.models import Job
from lms.toolkit.upload_problem import UploadProblem

from .actions import CohortProblem, RosterRefused, check_roster, import_roster
from .actions.settlement import settle_overdue
from .documents import RosterFile, read_roster, roster_report
from .models import Cohort
from .queries.roster import branch_nodes


def _cohort(job: JobHandle) -> Cohort:
    return Cohort.objects.select_related("bank", "organisation").get(public_id=job.args["cohort"], bank=job.job.bank)


def _read(upload: Job, cohort: Cohort) -> tuple[RosterFile, str]:
    with upload.upload.open("rb") as stream:
        content = stream.read()
    file = io.BytesIO(content)
    try:
        names = [name for node in branch_nodes(cohort) for name in (node.name, node.short_name) if name]
        return read_roster(file, starts_on=cohort.starts_on, branches=names), hashlib.sha256(content).hexdigest()
    except UploadProblem as problem:
        raise JobRefused(str(problem)) from problem


@job_kind("cohorts.roster_check")
def roster_check(job: JobHandle) -> None:
    """Dry run: the report says what is wrong or what would happen; nothing is written."""
    cohort = _cohort(job)
    job.report(1, 3, _("Reading the workbook …"))
    file, _digest = _read(job.job, cohort)
    job.report(2, 3, _("Comparing %(count)d rows with the people on file …") % {"count": len(file.rows)})
    plan = check_roster(cohort=cohort, rows=file.rows)
    url = reverse("roster-report", args=[cohort.public_id, job.job.public_id])
    job.finish(result=roster_report(file, plan), url=url, message=_("The dry run is done."))


@job_kind("cohorts.roster_import")
def roster_import(job: JobHandle) -> None:
    """The import of a file that a dry run has read; anything wrong by now refuses all of it."""
    cohort = _cohort(job)
    checked = Job.objects.get(public_id=job.args["check"], owner=job.job.owner, kind="cohorts.roster_check")
    job.report(1, 4, _("Reading the workbook …"))
    file, digest = _read(checked, cohort)
    if file.problems:
        raise JobRefused(_("The file has mistakes; nothing was imported."))
    job.report(2, 4, _("Importing %(count)d rows …") % {"count": len(file.rows)})
    actor_key = job.job.owner.key if job.job.owner else ""
    try:
        done = import_roster(cohort=cohort, rows=file.rows, actor_key=actor_key, file_digest=digest)
    except RosterRefused as refused:
        words = _("Since the dry run something has changed: %(count)d rows no longer fit. Nothing was imported; please check again.")
        raise JobRefused(words % {"count": len(refused.plan.errors)}) from refused
    except CohortProblem as problem:
        raise JobRefused(problem.sentence) from problem
    result = {"created": done.created, "enrolled": done.enrolled, "updated": done.updated, "same": done.same}
    message = _("%(created)d new accounts, %(enrolled)d enrolled with the account they had, %(updated)d changed, %(same)d as before.")
    job.finish(result=result, url=reverse("roster-done", args=[cohort.public_id, job.job.public_id]), message=message % result)


@shared_task(name="cohorts.settle_overdue")
def settle() -> None:
    settle_overdue()
