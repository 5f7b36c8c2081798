"""The outbox is worked off: each waiting message is signed, sent, and what came of it written down."""

import http.client
import json
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lms.notices.actions import notify
from lms.people.enums import Role
from lms.people.queries import people_with_role
from lms.toolkit.pinned_post import TargetRefused, post_pinned
from lms.toolkit.random_ids import public_id

from ..domain.backoff import GIVE_UP_AFTER, next_attempt, pause_after, refused_by_content
from ..domain.signature import headers
from ..domain.targets import address_problem, url_problem
from ..enums import DeliveryState
from ..models import Delivery, DeliveryAttempt
from ..queries import in_order, sendable
from .clients import webhook_secret

# Longer than one attempt can take: what a killed process held is taken up by another afterwards.
HELD = timedelta(seconds=60)
AT_ONCE = 200
PASS_SECONDS = 40.0


@dataclass(frozen=True)
class Outcome:
    arrived: bool
    words: str
    milliseconds: int


def message(delivery: Delivery) -> bytes:
    """The body; the same at each attempt."""
    event = delivery.event
    content = {"id": event.public_id, "kind": event.kind, "happened_at": event.happened_at.isoformat(), "data": event.payload}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _refuse(address: str) -> str:
    return address_problem(address, private_allowed=settings.WEBHOOK_PRIVATE, loopback_allowed=settings.WEBHOOK_LOOPBACK)


def _send(delivery: Delivery, now: datetime) -> Outcome:
    system, began = delivery.system, time.monotonic()
    secret = webhook_secret(system)
    if problem := "no_key" if not secret else url_problem(system.webhook_url, https_only=settings.WEBHOOK_HTTPS_ONLY):
        return Outcome(False, problem, 0)
    body, event = message(delivery), delivery.event
    signed = headers(secret, timestamp=int(now.timestamp()), nonce=public_id(), body=body, event=event.public_id, kind=event.kind)
    try:
        answer = post_pinned(system.webhook_url, body, signed, refuse=_refuse)
        arrived, words = 200 <= answer.status < 300, str(answer.status)
    except TargetRefused as refused:
        arrived, words = False, f"target {refused}"
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        arrived, words = False, type(error).__name__
    return Outcome(arrived, words[:60], int((time.monotonic() - began) * 1000))


def _claim(now: datetime, passed_over: set[int]) -> Delivery | None:
    """A message that is due and next in its system's order, for this process alone: the update finds nothing where another was faster."""
    due = sendable(now).exclude(system__in=passed_over).select_related("event", "system__bank")
    # Each round changes or loses every row it found, and one that is given up lets the next of its system forward.
    while rows := list(due[:20]):
        for one in rows:
            mine = Delivery.objects.filter(pk=one.pk, state=DeliveryState.WAITING, due_at=one.due_at)
            if not one.system.may_know(one.event.kind):
                mine.update(state=DeliveryState.GIVEN_UP, last_status="scope")
            elif mine.update(due_at=now + HELD, attempts=F("attempts") + 1):
                one.attempts += 1
                return one
    return None


def deliver_due(*, now: datetime | None = None) -> int:
    """One pass; how many arrived. A system that did not answer is left alone until its first message is due again."""
    began, passed_over, arrived = time.monotonic(), set[int](), 0
    for _number in range(AT_ONCE):
        moment = now or timezone.now()
        delivery = _claim(moment, passed_over) if time.monotonic() - began < PASS_SECONDS else None
        if delivery is None:
            break
        outcome = _send(delivery, moment)
        _note(delivery, outcome, moment)
        arrived += outcome.arrived
        if not outcome.arrived:
            passed_over.add(delivery.system_id)
    return arrived


@transaction.atomic
def _note(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    number = DeliveryAttempt.objects.filter(delivery=delivery).count() + 1
    DeliveryAttempt.objects.create(delivery=delivery, number=number, outcome=outcome.words, milliseconds=outcome.milliseconds, tried_at=now)
    # Somebody may have switched the system off meanwhile.
    row = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING)
    if outcome.arrived:
        row.update(state=DeliveryState.DELIVERED, delivered_at=now, last_status=outcome.words)
        # It answers again, so what is still pausing goes now; what another process holds is due sooner than that.
        in_order().filter(system=delivery.system_id, due_at__gt=now + HELD).update(due_at=now)
        return
    due = next_attempt(attempts=delivery.attempts, since=delivery.tried_since, now=now)
    if due is not None:
        row.update(due_at=due, last_status=outcome.words)
    elif row.update(state=DeliveryState.GIVEN_UP, last_status=outcome.words):
        if not refused_by_content(outcome.words):
            _give_up_behind(delivery, now)
        _tell(delivery, now)


def _give_up_behind(delivery: Delivery, now: datetime) -> None:
    """The system has been silent for days: what waits as long goes the same way, and the rest is not tried at once, each at its cost."""
    behind, pause = in_order().filter(system=delivery.system_id), pause_after(delivery.attempts)
    behind.filter(tried_since__lt=now + pause - GIVE_UP_AFTER).update(state=DeliveryState.GIVEN_UP)
    behind.filter(due_at__lt=now + pause).update(due_at=now + pause)


def _tell(delivery: Delivery, now: datetime) -> None:
    """Once a day and system: a dead system gives up on hundreds."""
    system = delivery.system
    notify(
        users=people_with_role(system.bank, Role.ADMINISTRATOR),
        kind="exchange",
        title=format_lazy(_("{system} has not been reached for three days"), system=system.name),
        body=_("Messages to it are no longer tried. Once it answers again, send them from its page or let it ask for what it missed."),
        url=reverse("client-detail", args=[system.public_id]),
        needs_decision=True,
        dedupe_key=f"exchange-{system.public_id}-{timezone.localdate(now)}",
        now=now,
    )
