"""What a trainee's desk asks this room: investigations of a class that wait for them."""

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, QuerySet

from lms.people.models import User
from lms.people.queries.prepared import PreparedForPerson

from ..enums import InvestigationState
from ..models import Investigation
from .investigations import investigations_of

SHOWN = 3


def _rows(user: Any, now: Any) -> QuerySet[Investigation]:
    rows = investigations_of(user).filter(state=InvestigationState.OPEN, exercise__opens_at__lte=now, exercise__due_at__gt=now)
    shown = ("public_id", "title", "version", "exercise__title", "exercise__due_at")
    return rows.select_related("exercise").only(*shown).order_by("exercise__due_at", "id")[:SHOWN]


_ROWS = PreparedForPerson(_rows, now=DateTimeField())


def investigations_due(user: User, now: datetime) -> list[Investigation]:
    """Of exercises that are open, the most urgent first; one prepared query."""
    return _ROWS.fetch(user, now=now)
