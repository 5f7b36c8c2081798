"""The end of an exercise: what is not signed by then is scored as it stands."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..enums import InvestigationState
from ..models import Investigation, InvestigationExercise
from ..queries.visit import load_visit
from .score_investigation import score_investigation


@transaction.atomic
def close_exercise(*, exercise: InvestigationExercise, now: datetime | None = None) -> int:
    """How many were closed. Before it is due nothing happens; a second call finds nothing to do."""
    moment = now or timezone.now()
    locked = InvestigationExercise.objects.select_for_update(of=("self",)).get(pk=exercise.pk)
    if locked.closed_at is not None or moment <= locked.due_at:
        return 0
    rows = Investigation.objects.select_for_update(of=("self",)).select_related("bank", "cohort", "exercise__created_by")
    left = list(rows.filter(exercise=locked, state=InvestigationState.OPEN))
    for investigation in left:
        score_investigation(investigation, load_visit(investigation).state, final=InvestigationState.CLOSED, now=moment)
    locked.closed_at = moment
    locked.save(update_fields=["closed_at"])
    return len(left)


def close_due_exercises(*, now: datetime | None = None) -> int:
    """All that are over; each in a transaction of its own, so that one that fails holds up no other."""
    moment = now or timezone.now()
    due = InvestigationExercise.objects.filter(closed_at__isnull=True, due_at__lt=moment)
    return sum(close_exercise(exercise=exercise, now=moment) for exercise in due)
