"""Loan cases: one in shadow, one with its folder half way, one paid out and overdue; a customer, a signal, two imports."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from lms.jobs.actions import enqueue
from lms.jobs.enums import JobState
from lms.jobs.models import Job
from lms.operations.actions.customers import add_tie
from lms.operations.actions.monitoring import mark_overdue
from lms.operations.models import (
    CaseCondition,
    CaseFolder,
    CasePart,
    LoanCase,
    Milestone,
    MonitoringCheck,
    OverdueStep,
    Signal,
    SiteSignIn,
)  # fmt: skip
from lms.people.models import User
from tests.factories.casework import attach, done_checks, entrust, into_mode, make_case, make_customer, make_folder

if TYPE_CHECKING:
    from . import World


def add_casework(world: "World", now: datetime) -> None:
    people, things = world.people, world.things
    hr, lead, second = people["hr"], people["mentor"], people["trainee"]
    into_mode(world.bank, "full", people["leader"])
    entrust(lead, "acceptance")
    entrust(second, "acceptance")
    shadow = make_case(world.bank, hr, number="DK-SHADOW", lead=lead, second=second, now=now)
    folder = make_folder(world.bank, hr, lead, second)
    running = make_folder(world.bank, hr, lead, second, customer=make_customer(world.bank, hr, name="赵四", phone="13900005678"))
    paper = attach(folder, "acceptance", lead)
    tie = add_tie(case=folder, kind="guarantor", name="钱五", phone="13700009999", actor=hr)
    CasePart.objects.create(case=shadow, node="acceptance", trainee=second, mentor=lead, role="observer", started_by_key=lead.key)
    SiteSignIn.objects.create(case=folder, user=lead, role="lead", signed_at=now, place="店内")
    CaseCondition.objects.create(case=folder, position=1, text="补保证人", owner="主办", due="2026-06-01")
    checks = {"equity": {**done_checks()["sales_stock"], "closed": "已补凭证"}}
    CaseFolder.objects.filter(case=folder).update(checks=checks, report="报告", second_view="一致", review="复盘")
    signal = Signal.objects.create(bank=world.bank, kind="same_photo", fact_key="k", facts={"cases": 2})
    signal.cases.set([folder, running])
    check, step = _paid_out(running, hr, now)
    things |= {
        "loan_case": shadow.public_id,
        "folder_case": folder.public_id,
        "case_paper": paper.public_id,
        "case_tie": str(tie.pk),
        "customer": CaseFolder.objects.get(case=folder).customer.public_id,
        "after_check": check.public_id,
        "overdue_step": step.public_id,
        "case_signal": signal.public_id,
        "case_check": _job(world, hr, "operations.case_check"),
        "case_import": _job(world, hr, "operations.case_import"),
    }


def _paid_out(case: LoanCase, hr: User, now: datetime) -> tuple[MonitoringCheck, OverdueStep]:
    """As it stands three weeks after the payout, a payment missed."""
    paid = now.date() - timedelta(days=21)
    LoanCase.objects.filter(pk=case.pk).update(state="running", node="post_loan", opened_on=paid - timedelta(days=20))
    Milestone.objects.filter(case=case, position__lte=15).update(state="done")
    CaseFolder.objects.filter(case=case).update(
        resolution="approved", paid_on=paid, paid_amount=Decimal(100_000), pay_method="entrusted", matures_on=paid + timedelta(days=365)
    )
    case.refresh_from_db()
    mark_overdue(case=case, since=now.date() - timedelta(days=2), actor=hr, now=now)
    check = MonitoringCheck.objects.create(case=case, kind="first", due_on=paid + timedelta(days=15))
    step = OverdueStep.objects.filter(case=case).earliest("day")
    return check, step


def _job(world: "World", owner: User, kind: str) -> str:
    job = enqueue(kind=kind, title=kind, owner=owner, bank=world.bank, args={})
    Job.objects.filter(pk=job.pk).update(
        state=JobState.DONE, result={"error_count": 0, "rows": 0, "counts": {"create": 0, "update": 0, "same": 0}, "lines": []}
    )
    return job.public_id
