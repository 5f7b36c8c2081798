"""Asking the one question before somebody is given work, and again when they do it."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms.evidence.domain.content import NODES
from lms.evidence.models import Competency
from lms.people.documents.authority_words import answer_words
from lms.people.domain.authority import Answer
from lms.people.enums import CaseRole
from lms.people.models import User
from lms.people.queries import may

from ..domain.amounts import asked_amount
from ..models import LoanCase
from .problems import CaseProblem


def node_name(node: str) -> str:
    """The node as the bank's tree calls it."""
    row = Competency.objects.filter(code=node).first()
    return str(row) if row else next((name for code, name, _english in NODES if code == node), node)


def ask(case: LoanCase, person: User, *, node: str, role: CaseRole, now: datetime, supervised: bool = False) -> Answer:
    """The answer for this case's amount and product; a band stands for its upper end."""
    return may(
        person=person,
        node=node,
        role=role,
        bank=case.bank_id,
        amount=asked_amount(case.amount, case.amount_band),
        product=case.product,
        at=now,
        supervised=supervised,
    )


def require(case: LoanCase, person: User, *, node: str, role: CaseRole, now: datetime, supervised: bool = False) -> Answer:
    """As ``ask``; raises CaseProblem with the reason in words."""
    answer = ask(case, person, node=node, role=role, now=now, supervised=supervised)
    if not answer.allowed:
        text = answer_words(answer, person=person.name, node=node_name(node), part=str(role.label))
        raise CaseProblem(text, code=f"authority_{answer.reason}")
    return answer


def require_supervisor(case: LoanCase, *, supervisor: User, lead: User, node: str, now: datetime) -> None:
    """A mentor answers for somebody else, and holds the node themselves. Raises CaseProblem."""
    if supervisor.pk == lead.pk:
        raise CaseProblem(_("Nobody answers for themselves."), code="supervisor_self")
    require(case, supervisor, node=node, role=CaseRole.LEAD, now=now)


def facts_of(answer: Answer) -> dict[str, object]:
    """An answer as it is kept with the assignment."""
    return {"reason": answer.reason, "stage": str(answer.stage), "until": str(answer.until or ""), "certificate": answer.certificate}
