"""What grants with conditions still ask for, and who sees that."""

from datetime import date

from django.db.models import Q, QuerySet

from lms.people.models import User

from ..domain.certification.panel_rule import GRANTING, WITH_CONDITIONS
from ..enums import ItemState
from ..models import PanelCondition
from .panels import by_office

CONDITIONAL = [action for action in sorted(GRANTING) if action.endswith(WITH_CONDITIONS)]


def conditions_in_force() -> QuerySet[PanelCondition]:
    """Of outcomes that were signed as they were offered."""
    rows = PanelCondition.objects.filter(item__state=ItemState.FINAL, item__action__in=CONDITIONAL)
    return rows.select_related("item__user", "item__bank", "item__sitting", "owner", "met_by")


def conditions_visible_to(user: User) -> QuerySet[PanelCondition]:
    """All of the bank by office, but those about oneself; and whatever one sees to oneself. No vote is told by them."""
    seen = Q(owner=user)
    if by_office(user):
        seen |= ~Q(item__user=user)
    return conditions_in_force().filter(seen, item__bank_id=user.bank_id)


def open_conditions(rows: QuerySet[PanelCondition]) -> QuerySet[PanelCondition]:
    """What is not met yet, the most pressing first."""
    return rows.filter(met_on__isnull=True).order_by("due_on", "pk")


def overdue_conditions(rows: QuerySet[PanelCondition], day: date) -> QuerySet[PanelCondition]:
    return open_conditions(rows).filter(due_on__lt=day)
