"""Background work of the operations room: lists of cases and contracts with their dry runs, reports, reminders."""

import hashlib
import io
from datetime import date

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.jobs.actions import JobHandle, JobRefused, job_kind
from lms.jobs.models import Job
from lms.people.enums import OrganisationKind
from lms.people.models import Organisation, User
from lms.toolkit.upload_problem import UploadProblem

from .actions import CaseProblem
from .actions.contracts import ContractsRefused, check_contracts, import_contracts
from .actions.days import file_report
from .actions.import_cases import ImportRefused, check_cases, import_cases
from .actions.loan_results import note_running_loans
from .actions.remind import remind_of_due
from .actions.reminders import remind_mentors
from .actions.signals import raise_signals
from .actions.uploads import forget_old_uploads
from .documents.case_columns import CaseFile, read_cases
from .documents.case_report import case_report
from .documents.contract_columns import ContractFile, read_contracts
from .documents.contract_files import contract_report
from .documents.ledger_report import ReportFrame, report_pdf, report_workbook
from .enums import ReportPeriod
from .queries.case_import import branch_ids, people_ids
from .queries.cases import node_names
from .queries.days import report_of
from .queries.ledger_scope import ledger_keepers


def _gone(upload: Job) -> None:
    """A file is kept until its import, and a day at most."""
    if not upload.upload:
        raise JobRefused(_("The uploaded file is no longer kept. Please upload it again."))


def _read(upload: Job, bank: Organisation) -> tuple[CaseFile, str]:
    _gone(upload)
    with upload.upload.open("rb") as stream:
        content = stream.read()
    try:
        file = read_cases(io.BytesIO(content), nodes=node_names(), branches=branch_ids(bank), people=people_ids(bank))
    except UploadProblem as problem:
        raise JobRefused(str(problem)) from problem
    return file, hashlib.sha256(content).hexdigest()


def _asked(job: Job) -> tuple[User, Organisation]:
    """Who asked for a job, and of which bank; work that nobody asked for is refused."""
    if job.owner is None or job.bank is None:
        raise JobRefused(_("Nobody of a bank asked for this."))
    return job.owner, job.bank


@job_kind("operations.case_check")
def case_check(job: JobHandle) -> None:
    """Dry run: the report says what is wrong or what would happen; nothing is written."""
    _owner, bank = _asked(job.job)
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
    owner, bank = _asked(job.job)
    checked = Job.objects.get(public_id=job.args["check"], owner=owner, kind="operations.case_check")
    job.report(1, 3, _("Reading the workbook …"))
    file, digest = _read(checked, bank)
    if file.problems:
        raise JobRefused(_("The file has mistakes; nothing was imported."))
    job.report(2, 3, _("Importing %(count)d rows …") % {"count": len(file.rows)})
    try:
        done = import_cases(bank=bank, rows=file.rows, actor=owner, file_digest=digest)
    except ImportRefused as refused:
        words = _("Since the dry run something has changed: %(count)d rows no longer fit. Nothing was imported; please check again.")
        raise JobRefused(words % {"count": len(refused.plan.faults)}) from refused
    except CaseProblem as problem:
        raise JobRefused(problem.sentence) from problem
    result = {"created": done.created, "updated": done.updated, "same": done.same}
    message = _("%(created)d new cases, %(updated)d brought up to date, %(same)d as before.") % result
    job.finish(result=result, url=reverse("case-import-done", args=[job.job.public_id]), message=message)


def _contracts(upload: Job) -> tuple[ContractFile, str]:
    _gone(upload)
    with upload.upload.open("rb") as stream:
        content = stream.read()
    try:
        return read_contracts(io.BytesIO(content)), hashlib.sha256(content).hexdigest()
    except UploadProblem as problem:
        raise JobRefused(str(problem)) from problem


@job_kind("operations.contract_check")
def contract_check(job: JobHandle) -> None:
    """Dry run of the customer ledger's file: nothing is written."""
    job.report(1, 3, _("Reading the workbook …"))
    file, _digest = _contracts(job.job)
    job.report(2, 3, _("Comparing %(count)d rows with the contracts on file …") % {"count": len(file.rows)})
    _owner, bank = _asked(job.job)
    plan = check_contracts(bank=bank, rows=file.rows, today=timezone.localdate())
    url = reverse("contract-report", args=[job.job.public_id])
    job.finish(result=contract_report(file, plan), url=url, message=_("The dry run is done."))


@job_kind("operations.contract_import")
def contract_import(job: JobHandle) -> None:
    """The import of a file that a dry run has read; anything wrong by now refuses all of it."""
    owner, bank = _asked(job.job)
    checked = Job.objects.get(public_id=job.args["check"], owner=owner, kind="operations.contract_check")
    job.report(1, 3, _("Reading the workbook …"))
    file, digest = _contracts(checked)
    if file.problems:
        raise JobRefused(_("The file has mistakes; nothing was imported."))
    job.report(2, 3, _("Importing %(count)d rows …") % {"count": len(file.rows)})
    try:
        done = import_contracts(bank=bank, rows=file.rows, actor_key=owner.key, file_digest=digest)
    except ContractsRefused as refused:
        words = _("Since the dry run something has changed: %(count)d rows no longer fit. Nothing was imported; please check again.")
        raise JobRefused(words % {"count": len(refused.plan.faults)}) from refused
    result = {"created": done.created, "updated": done.updated, "same": done.same}
    message = _("%(created)d new contracts, %(updated)d brought up to date, %(same)d as before.") % result
    job.finish(result=result, url=reverse("contract-done", args=[job.job.public_id]), message=message)


@job_kind("operations.ledger_report")
def ledger_report(job: JobHandle) -> None:
    """A week or month of everybody in the owner's scope, as PDF and workbook, both filed."""
    (owner, bank), period = _asked(job.job), ReportPeriod(job.args["period"])
    first, last = date.fromisoformat(job.args["first"]), date.fromisoformat(job.args["last"])
    people = list(ledger_keepers(owner))
    if not people:
        raise JobRefused(_("There is nobody whose days could be reported."))
    job.report(1, 3, _("Counting the days of %(count)d people …") % {"count": len(people)})
    rows, now = report_of(people, first, last), timezone.now()
    title = _("Weekly report of the ledgers") if period == ReportPeriod.WEEK else _("Monthly report of the ledgers")
    frame = ReportFrame(title, bank.name, first, last, owner.name, now)
    job.report(2, 3, _("Writing the report …"))
    file_report(
        period=period, first=first, last=last, people=len(people), made_by=owner, pdf=report_pdf(frame, rows),
        sheet=report_workbook(frame, rows), title=f"{title}-{first:%Y%m%d}", now=now,
    )  # fmt: skip
    job.finish(url=reverse("report-list"), message=_("The report is filed."))


@shared_task(name="operations.remind_of_due")
def remind() -> None:
    remind_of_due()


@shared_task(name="operations.look_for_signals")
def look_for_signals() -> None:
    """Every night, bank by bank."""
    for bank in Organisation.objects.filter(kind=OrganisationKind.BANK, is_active=True):
        raise_signals(bank=bank)


@shared_task(name="operations.note_loans")
def note_loans() -> None:
    """Every night, bank by bank."""
    for bank in Organisation.objects.filter(kind=OrganisationKind.BANK, is_active=True):
        note_running_loans(bank=bank)


@shared_task(name="operations.forget_uploads")
def forget_uploads() -> None:
    forget_old_uploads()


@shared_task(name="operations.remind_mentors")
def remind_of_cards() -> None:
    remind_mentors()
