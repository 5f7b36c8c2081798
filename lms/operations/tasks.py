"""Background work of the operations room: the dry run of a list of cases and its import; mentors are reminded."""

import hashlib
import io

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.jobs.actions import JobHandle, JobRefused, job_kind
from lms.jobs.models import Job
from lms.people.models import Organisation
from lms.toolkit.upload_problem import UploadProblem

from .actions import CaseProblem
from .actions.import_cases import ImportRefused, check_cases, import_cases
from .actions.reminders import remind_mentors
from .documents.case_columns import CaseFile, read_cases
from .documents.case_report import case_report
from .queries.case_import import branch_ids, people_ids
from .queries.cases import node_names


def _read(upload: Job, bank: Organisation) -> tuple[CaseFile, str]:
    with upload.upload.open("rb") as stream:
        content = stream.read()
    try:
        file = read_cases(io.BytesIO(content), nodes=node_names(), branches=branch_ids(bank), people=people_ids(bank))
    except UploadProblem as problem:
        raise JobRefused(str(problem)) from problem
    return file, hashlib.sha256(content).hexdigest()


@job_kind("operations.case_check")
def case_check(job: JobHandle) -> None:
    """Dry run: the report says what is wrong or what would happen; nothing is written."""
    bank = job.job.bank
    job.report(1, 3, _("Reading the workbook …"))
    file, _digest = _read(job.job, bank)
    job.report(2, 3, _("Comparing %(count)d rows with the cases on file …") % {"count": len(file.rows)})
    plan = check_cases(bank=bank, rows=file.rows, now=timezone.now())
    job.finish(
        result=case_report(file, plan, node_names()),
        url=reverse("case-import-report", args=[job.job.public_id]),
        message=_("The dry run is done."),
    )


@job_kind("operations.case_import")
def case_import(job: JobHandle) -> None:
    """The import of a file that a dry run has read; anything wrong by now refuses all of it."""
    checked = Job.objects.get(public_id=job.args["check"], owner=job.job.owner, kind="operations.case_check")
    job.report(1, 3, _("Reading the workbook …"))
    file, digest = _read(checked, job.job.bank)
    if file.problems:
        raise JobRefused(_("The file has mistakes; nothing was imported."))
    job.report(2, 3, _("Importing %(count)d rows …") % {"count": len(file.rows)})
    try:
        done = import_cases(bank=job.job.bank, rows=file.rows, actor=job.job.owner, file_digest=digest)
    except ImportRefused as refused:
        words = _("Since the dry run something has changed: %(count)d rows no longer fit. Nothing was imported; please check again.")
        raise JobRefused(words % {"count": len(refused.plan.faults)}) from refused
    except CaseProblem as problem:
        raise JobRefused(problem.sentence) from problem
    result = {"created": done.created, "updated": done.updated, "same": done.same}
    message = _("%(created)d new cases, %(updated)d brought up to date, %(same)d as before.") % result
    job.finish(result=result, url=reverse("case-import-done", args=[job.job.public_id]), message=message)


@shared_task(name="operations.remind_mentors")
def remind() -> None:
    remind_mentors()
