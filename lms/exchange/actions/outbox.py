"""A test message, and another attempt at one that was given up."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import DeliveryState, EventKind
from ..models import ClientSystem, Delivery, Event
from ..queries import in_order, waiting
from .problems import ExchangeProblem


@transaction.atomic
def ping_client(*, system: ClientSystem, now: datetime | None = None) -> Delivery:
    """A message that says nothing, to this system alone, past all that waits; one that still waits itself is sent again instead."""
    if not system.webhook_url or not system.webhook_secret:
        raise ExchangeProblem("not_told", _("Enter an address and make a signing key first."))
    moment = now or timezone.now()
    ClientSystem.objects.select_for_update(of=("self",)).get(pk=system.pk)
    earlier = waiting().filter(system=system, event__kind=EventKind.PING).select_related("event").first()
    if earlier is not None:
        waiting().filter(pk=earlier.pk).update(due_at=moment, tried_since=moment, attempts=0)
        return earlier
    event = Event.objects.create(bank=system.bank, kind=EventKind.PING, payload={}, happened_at=moment, recorded_at=timezone.now())
    return Delivery.objects.create(event=event, system=system, due_at=moment, tried_since=moment)


@transaction.atomic
def retry_delivery(*, delivery: Delivery, actor: User, now: datetime | None = None) -> bool:
    """At once, and for another three days; whether there was anything to try again. What waits before it is tried with it."""
    moment = now or timezone.now()
    rows = Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.DELIVERED)
    again = rows.update(state=DeliveryState.WAITING, due_at=moment, tried_since=moment, attempts=0)
    if again:
        in_order().filter(system=delivery.system_id).update(due_at=moment)
        log_act(
            organisation_key=delivery.system.bank.public_id,
            actor_key=actor.key,
            verb=Verb.RELEASED,
            object_kind="delivery",
            object_id=delivery.event.public_id,
            now=moment,
        )
    return bool(again)
