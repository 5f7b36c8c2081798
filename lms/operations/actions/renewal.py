"""Renewing a loan (续贷): the same customer, a new case, and the whole way from acceptance on."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User

from ..enums import CaseEventKind, CaseState, OperationsMode
from ..models import CaseFolder, LoanCase
from ..permissions import works_on
from ..queries import mode_of
from ..queries.renewal import open_renewal
from .case_log import keep_event, locked_case
from .folder import locked_folder, open_folder
from .problems import CaseProblem
from .shadow import open_case


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the customer applies for this time."""

    number: str
    product: str
    amount: Decimal
    purpose: str
    term_months: int
    repayment: str
    supervisor: User | None = None


def renewal_problem(case: LoanCase, folder: CaseFolder) -> CaseProblem | None:
    """Why the loan can't be renewed now, if it can't."""
    if mode_of(case.bank_id) != OperationsMode.FULL:
        return CaseProblem(_("Folders are kept in full mode only."), code="mode")
    if case.state not in {CaseState.RUNNING, CaseState.SETTLED}:
        return CaseProblem(_("Only a loan that was paid out can be renewed."), code="state")
    if folder.overdue_since is not None:
        return CaseProblem(_("An overdue loan is not renewed: first it is paid up."), code="overdue")
    if (running := open_renewal(case)) is not None:
        return CaseProblem(_("The loan is being renewed already: case %(number)s.") % {"number": running.number}, code="twice")
    return None


@transaction.atomic
def renew_case(*, case: LoanCase, terms: Terms, actor: User, now: datetime | None = None) -> LoanCase:
    """A case at acceptance for the customer of ``case``: led by ``actor`` where they led the old one, else given to people later.

    Nothing that was found out about the customer is taken over: a renewed loan is investigated and decided like a first one.
    Raises CaseProblem.
    """
    moment, old = now or timezone.now(), locked_case(case)
    folder = locked_folder(old)
    if not works_on(actor, old):
        raise CaseProblem(_("Only who works on the case or the office does this."), code="not_yours")
    if (problem := renewal_problem(old, folder)) is not None:
        raise problem
    leads = actor.pk == old.lead_id
    made = open_case(
        bank=old.bank, number=terms.number, industry=old.industry, product=terms.product, amount=terms.amount, branch=old.branch,
        opened_on=timezone.localdate(moment), lead=actor if leads else None, supervisor=terms.supervisor if leads else None,
        actor=actor, now=moment,
    )  # fmt: skip
    made.renews = old
    made.save(update_fields=["renews"])
    open_folder(
        case=made, customer=folder.customer, purpose=terms.purpose, term_months=terms.term_months, repayment=terms.repayment,
        amount=terms.amount, actor=actor, now=moment,
    )  # fmt: skip
    keep_event(old, CaseEventKind.CHANGED, actor=actor, now=moment, milestone="maturity", details={"renewed_by": made.key})
    made.refresh_from_db()
    return made
