"""A visit becomes a case: what was written down on the street is not typed a second time."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.toolkit.sealed_text import Unreadable, unseal

from ..enums import OperationsMode, VisitResult
from ..models import Customer, LoanCase, Visit
from ..queries import mode_of
from .customers import add_customer
from .folder import open_folder
from .problems import CaseProblem
from .shadow import open_case
from .visits import settle_visit


@dataclass(frozen=True)
class Application:
    """What the customer applies for; ``customer_number`` is needed in full mode, where the customer and the folder come with it."""

    number: str
    product: str
    amount: Decimal
    term_months: int = 12
    repayment: str = ""
    purpose: str = ""
    customer_number: str = ""
    supervisor: User | None = None


@transaction.atomic
def case_from_visit(*, visit: Visit, application: Application, actor: User, now: datetime | None = None) -> LoanCase:
    """The visitor's own case at acceptance, as its lead, if their authority allows it. Raises CaseProblem."""
    moment = now or timezone.now()
    mode = mode_of(visit.bank_id)
    if mode == OperationsMode.OUTSIDE:
        raise CaseProblem(_("Cases come from the bank's own system here; link the visit to the case once it is there."), code="outside")
    if visit.withdrawn_at is not None or visit.case_id is not None or visit.result != VisitResult.TALKED:
        raise CaseProblem(_("Only a talk that has become no case yet can become one."), code="visit")
    case = open_case(
        bank=visit.bank, number=application.number, industry=visit.industry, product=application.product, amount=application.amount,
        opened_on=timezone.localdate(moment), branch=visit.area.branch if visit.area else None, lead=actor,
        supervisor=application.supervisor, actor=actor, now=moment,
    )  # fmt: skip
    settle_visit(visit=visit, case=case, no_case="", actor=actor, now=moment)
    if mode == OperationsMode.FULL:
        _open_folder(visit, case, application, actor, moment)
    return case


def _open_folder(visit: Visit, case: LoanCase, application: Application, actor: User, moment: datetime) -> None:
    try:
        name, phone = unseal(visit.operator_sealed), unseal(visit.phone_sealed)
    except Unreadable as error:
        raise CaseProblem(_("The full value can no longer be read on this installation."), code="sealed") from error
    if not application.customer_number.strip():
        raise CaseProblem({"customer_number": [_("In full mode the customer is entered with the case: give the number.")]}, code="customer")
    customer = _known_customer(visit, application.customer_number.strip()) or add_customer(
        bank=visit.bank, number=application.customer_number, name=name or visit.merchant, phone=phone, address=visit.address,
        industry=visit.industry, actor=actor, now=moment,
    )  # fmt: skip
    open_folder(
        case=case, customer=customer, purpose=application.purpose or visit.need_purpose, term_months=application.term_months,
        repayment=application.repayment, amount=application.amount, actor=actor, now=moment,
    )  # fmt: skip


def _known_customer(visit: Visit, number: str) -> Customer | None:
    """An old customer comes again: the number is theirs where the telephone is the same, and taken where it is not."""
    return Customer.objects.filter(bank=visit.bank, number=number, phone_print=visit.phone_print).exclude(phone_print="").first()
