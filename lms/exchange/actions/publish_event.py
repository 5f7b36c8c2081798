"""Telling connected systems: into the outbox in the caller's own transaction, so that nothing is told that did not happen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.people.models import Organisation

from ..models import ClientSystem, Delivery, Event


@transaction.atomic
def publish_event(*, bank: Organisation, kind: str, payload: Mapping[str, Any], now: datetime | None = None) -> Event:
    """``payload`` is plain JSON with opaque keys, never a customer's data.

    ``now`` says when it happened; when it was recorded is nobody's to say but the server's.
    """
    moment = now or timezone.now()
    event = Event.objects.create(bank=bank, kind=kind, payload=dict(payload), happened_at=moment, recorded_at=timezone.now())
    systems = [one for one in ClientSystem.objects.filter(bank=bank, is_active=True).exclude(webhook_url="") if one.is_told(kind)]
    Delivery.objects.bulk_create([Delivery(event=event, system=one, due_at=moment, tried_since=moment) for one in systems])
    return event
