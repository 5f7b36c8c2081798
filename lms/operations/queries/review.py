"""Who can review the report of a case."""

from datetime import datetime

from django.db.models import QuerySet

from lms.people.enums import CaseRole
from lms.people.models import User
from lms.people.queries import answer_of, standing_authorities

from ..domain.amounts import asked_amount
from ..domain.milestones import STEPS
from ..models import LoanCase


def reviewers_of(case: LoanCase, *, now: datetime) -> QuerySet[User]:
    """People who may write a report of this amount and product alone, and don't work on this one. One query and the list's own."""
    amount = asked_amount(case.amount, case.amount_band)
    held = standing_authorities(case.bank).filter(node=STEPS["review"].node)
    may_lead = [row.user_id for row in held if answer_of(row, role=CaseRole.LEAD, amount=amount, product=case.product, at=now).allowed]
    on_it = [key for key in (case.lead_id, case.second_id, case.supervisor_id) if key]
    return User.objects.filter(pk__in=may_lead, is_active=True).exclude(pk__in=on_it).order_by("name_pinyin", "id")
