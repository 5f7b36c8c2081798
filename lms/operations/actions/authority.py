"""Asking the one question before somebody is given work, and again when they do it."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms.evidence.domain.content import NODES
from lms.evidence.models import Competency
from lms.people.documents.authority_words import answer_words
from lms.people.domain.authority import Answer
from lms.people.enums import CaseRole
from lms.people.models import User
from lms.people.queries import answer_of, may, standing_authorities

from ..domain.amounts import asked_amount
from ..models import LoanCase
from ..permissions import clears_overdue, works_on
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


def require_lead(case: LoanCase, lead: User, *, supervisor: User | None, node: str, now: datetime) -> Answer:
    """The lead, and the mentor who answers for them where there is one: both are asked at this moment. Raises CaseProblem."""
    if supervisor is not None:
        require_supervisor(case, supervisor=supervisor, lead=lead, node=node, now=now)
    return require(case, lead, node=node, role=CaseRole.LEAD, now=now, supervised=supervisor is not None)


def require_holders(case: LoanCase, *, node: str = "", now: datetime) -> None:
    """Whoever holds the case is asked again, for the amount and product it has now. Raises CaseProblem."""
    where = node or case.node
    if case.lead is not None:
        require_lead(case, case.lead, supervisor=case.supervisor, node=where, now=now)
    if case.second is not None:
        require(case, case.second, node=where, role=CaseRole.SECOND, now=now)


STANDS_FOR = {"collection": "post_loan"}


def node_asked(case: LoanCase, node: str, *, now: datetime) -> str:
    """The node to ask about. Where nobody may lead collection, as in banks without such cases (暂无件), post-loan care stands for it."""
    if node not in STANDS_FOR:
        return node
    amount = asked_amount(case.amount, case.amount_band)
    held = standing_authorities(case.bank).filter(node=node)
    may_lead = (answer_of(row, role=CaseRole.LEAD, amount=amount, product=case.product, at=now).allowed for row in held)
    return node if any(may_lead) else STANDS_FOR[node]


def require_hand(case: LoanCase, actor: User, *, node: str, now: datetime, by_office: bool) -> None:
    """Whoever acts after the resolution works on the case and is asked now; ``by_office``: the office may, too. Raises CaseProblem."""
    if not works_on(actor, case):
        raise CaseProblem(_("Only who works on the case or the office does this."), code="not_yours")
    where = node_asked(case, node, now=now)
    if actor.pk == case.lead_id:
        require_lead(case, actor, supervisor=case.supervisor, node=where, now=now)
    elif actor.pk == case.second_id:
        require(case, actor, node=where, role=CaseRole.SECOND, now=now)
    elif actor.pk == case.supervisor_id or not by_office:
        require(case, actor, node=where, role=CaseRole.LEAD, now=now)


def office_alone(case: LoanCase, actor: User) -> None:
    """What the managers of a case would say of themselves is for somebody of the office who doesn't work on it. Raises CaseProblem."""
    if not clears_overdue(actor, case):
        raise CaseProblem(_("The office notes this, not whoever works on the case."), code="not_yours")


def facts_of(answer: Answer) -> dict[str, object]:
    """An answer as it is kept with the assignment."""
    return {"reason": answer.reason, "stage": str(answer.stage), "until": str(answer.until or ""), "certificate": answer.certificate}
