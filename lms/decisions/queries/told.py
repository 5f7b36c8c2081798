"""Final decisions as a connected system reads them: the outcome of each person, no scores, no reasons."""

from datetime import datetime

from django.db.models import Prefetch, Q

from ..enums import DecisionState
from ..models import Decision, Standing


def final_decisions(bank_id: int, *, after: str, size: int, before: datetime) -> tuple[list[Decision], str] | None:
    """Decisions in the order in which they became final, and where the next page begins; None where the bank has no decision ``after``.

    What became final after ``before`` waits: an earlier one may still be on its way into the table.
    """
    rows = Decision.objects.filter(bank_id=bank_id, state__in=[DecisionState.FINAL, DecisionState.SUPERSEDED], final_at__lte=before)
    if after:
        known = rows.filter(public_id=after).values_list("final_at", "pk").first()
        if known is None:
            return None
        rows = rows.filter(Q(final_at__gt=known[0]) | Q(final_at=known[0], pk__gt=known[1]))
    standings = Standing.objects.select_related("user", "outcome")
    found = list(rows.select_related("cohort").prefetch_related(Prefetch("standings", standings)).order_by("final_at", "pk")[: size + 1])
    return found[:size], found[size - 1].public_id if len(found) > size else ""
