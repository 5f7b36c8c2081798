"""What waits in the outbox, and which of it may leave now."""

from datetime import datetime

from django.db.models import Min, Q, QuerySet

from ..enums import DeliveryState, EventKind
from ..models import Delivery

# Answered with 4xx: that very message was not wanted, so it waits for itself alone.
_REFUSED = Q(last_status__startswith="4")
_PING = Q(event__kind=EventKind.PING)


def waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=DeliveryState.WAITING).order_by()


def in_order() -> QuerySet[Delivery]:
    """Waiting messages that leave one after the other: no test message, and none that its system refused."""
    return waiting().exclude(_REFUSED).exclude(_PING)


def sendable(now: datetime) -> QuerySet[Delivery]:
    """Due messages, longest due first: of each system the oldest in its order, while that one pauses none behind it."""
    first = in_order().values("system").annotate(first=Min("pk")).values("first")
    rows = waiting().filter(due_at__lte=now, system__is_active=True).filter(Q(pk__in=first) | _REFUSED | _PING)
    return rows.order_by("due_at", "pk")
