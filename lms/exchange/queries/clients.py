"""Connected systems as the administrator and the auditor of their bank see them."""

from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.people.models import User

from ..enums import DeliveryState, Operation
from ..models import ClientCall, ClientDay, ClientSystem, ClientToken, Delivery, DeliveryAttempt, Event
from ..permissions import may_read_clients


def clients_visible_to(user: User) -> QuerySet[ClientSystem]:
    rows = ClientSystem.objects.filter(bank_id=user.bank_id)
    return rows if may_read_clients(user) else rows.none()


def client_list(user: User, *, now: datetime | None = None) -> QuerySet[ClientSystem]:
    """With how many tokens hold, when one was last used, and what is still on its way."""
    holding = Q(tokens__revoked_at__isnull=True, tokens__expires_at__gt=now or timezone.now())
    waiting = Q(deliveries__state=DeliveryState.WAITING)
    return clients_visible_to(user).annotate(
        holding=Count("tokens", filter=holding, distinct=True),
        used_on=Max("tokens__used_on"),
        waiting=Count("deliveries", filter=waiting, distinct=True),
    )


def tokens_of(system: ClientSystem) -> QuerySet[ClientToken]:
    return ClientToken.objects.filter(system=system)


def holding_tokens(system: ClientSystem, now: datetime) -> QuerySet[ClientToken]:
    return tokens_of(system).filter(revoked_at__isnull=True, expires_at__gt=now)


def ending_tokens(after: datetime, until: datetime) -> QuerySet[ClientToken]:
    """Tokens that end then, without those that a later one of their system is already used in place of."""
    later = ClientToken.objects.filter(
        system=OuterRef("system"), revoked_at__isnull=True, expires_at__gt=until, made_at__gt=OuterRef("made_at"), used_on__isnull=False
    )
    rows = ClientToken.objects.filter(revoked_at__isnull=True, expires_at__gt=after, expires_at__lte=until, system__is_active=True)
    return rows.filter(~Exists(later), system__bank__is_active=True).select_related("system__bank")


def days_of(system: ClientSystem) -> QuerySet[ClientDay]:
    return ClientDay.objects.filter(system=system)


def calls_of(system: ClientSystem) -> QuerySet[ClientCall]:
    return ClientCall.objects.filter(system=system)


def described(calls: Iterable[ClientCall]) -> list[ClientCall]:
    """Each with its operation in words and what the log holds of it."""
    names, rows = dict(Operation.choices), list(calls)
    for row in rows:
        row.words = names.get(row.operation, row.operation or "—")
        facts = [row.key, *(_in_words(name, one) for name, one in row.details.items())]
        row.facts = [one for one in facts if one not in ("", None, 0)]
    return rows


def _in_words(name: str, fact: object) -> object:
    if isinstance(fact, list):
        return ", ".join(fact)
    return f"× {fact}" if name == "times" else fact


def deliveries_of(system: ClientSystem) -> QuerySet[Delivery]:
    return Delivery.objects.filter(system=system).select_related("event").order_by("-pk")


def attempts_of(delivery: Delivery) -> QuerySet[DeliveryAttempt]:
    return DeliveryAttempt.objects.filter(delivery=delivery)


def events_after(bank_id: int, *, after: str, size: int, before: datetime) -> list[Event] | None:
    """What happened behind the event of that id, oldest first; None where the bank has no such event.

    From the first event on that was recorded after ``before`` all wait: one with a smaller number may still come.
    """
    rows = Event.objects.filter(bank_id=bank_id).order_by("pk")
    if after:
        first = Event.objects.filter(bank_id=bank_id, public_id=after).values_list("pk", flat=True).first()
        if first is None:
            return None
        rows = rows.filter(pk__gt=first)
    return list(takewhile(lambda event: event.recorded_at <= before, rows[:size]))
