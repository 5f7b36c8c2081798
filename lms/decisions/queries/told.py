"""Final decisions as a connected system reads them: the outcome of each person, no scores, no reasons."""

from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from ..enums import DecisionState, ItemState
from ..models import Decision, PanelItem, Standing


def _final(bank_id: int) -> QuerySet[Decision]:
    return Decision.objects.filter(bank_id=bank_id, state__in=[DecisionState.FINAL, DecisionState.SUPERSEDED], final_at__isnull=False)


def _whole(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    standings = Standing.objects.select_related("user", "outcome")
    return rows.select_related("cohort").prefetch_related(Prefetch("standings", standings))


def final_decision(bank_id: int, public_id: str) -> Decision | None:
    return _whole(_final(bank_id)).filter(public_id=public_id).first()


def final_item(bank_id: int, public_id: str) -> PanelItem | None:
    """What a certification panel decided about one person, once it is signed."""
    rows = PanelItem.objects.filter(bank_id=bank_id, state=ItemState.FINAL)
    return rows.select_related("user").filter(public_id=public_id).first()


def final_decisions(bank_id: int, *, after: str, size: int, before: datetime) -> tuple[list[Decision], str] | None:
    """Decisions in the order in which they became final, and where the next page begins; None where the bank has no decision ``after``.

    What became final after ``before`` waits: an earlier one may still be on its way into the table.
    """
    rows = _final(bank_id).filter(final_at__lte=before)
    if after:
        known = rows.filter(public_id=after).values_list("final_at", "pk").first()
        if known is None:
            return None
        rows = rows.filter(Q(final_at__gt=known[0]) | Q(final_at=known[0], pk__gt=known[1]))
    found = list(_whole(rows).order_by("final_at", "pk")[: size + 1])
    return found[:size], found[size - 1].public_id if len(found) > size else ""
