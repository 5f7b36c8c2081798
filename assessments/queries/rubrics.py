"""Scoring sheets of a bank."""

from django.db.models import Count, Q, QuerySet

from lms.people.models import Organisation, User

from ..domain.default_rubrics import SHEETS
from ..enums import RubricState
from ..models import Rubric
from ..permissions import may_keep_rubrics


def rubrics_visible_to(user: User) -> QuerySet[Rubric]:
    """The sheets of the own bank, for those who teach, assess or manage there."""
    return Rubric.objects.filter(bank_id=user.bank_id) if may_keep_rubrics(user) else Rubric.objects.none()


def rubric_list(user: User) -> QuerySet[Rubric]:
    """Every code with its versions, newest first, and how often each has been used."""
    rows = rubrics_visible_to(user).select_related("created_by")
    return rows.annotate(used=Count("tasks", filter=Q(tasks__bank_id=user.bank_id))).order_by("purpose", "code", "-version")


def rubrics_in_force(bank: Organisation) -> QuerySet[Rubric]:
    return Rubric.objects.filter(bank=bank, state=RubricState.IN_FORCE).order_by("purpose", "title")


def sheets_to_start_from(bank: Organisation) -> list[tuple[str, str]]:
    """Starting sheets the bank doesn't have yet: code and title."""
    known = set(Rubric.objects.filter(bank=bank).values_list("code", flat=True))
    return [(code, sheet[0]) for code, sheet in SHEETS.items() if code not in known]
