"""The address of a person's calendar feed: make it, renew it, close it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.random_ids import public_id

from ..models import CalendarFeed


@transaction.atomic
def open_calendar(*, user: User, now: datetime | None = None) -> CalendarFeed:
    """A fresh address; an older one stops working at once."""
    feed, _created = CalendarFeed.objects.update_or_create(user=user, defaults={"token": public_id(), "created_at": now or timezone.now()})
    _log(user, Verb.CREATED)
    return feed


@transaction.atomic
def close_calendar(*, user: User) -> None:
    """No address works any more."""
    if CalendarFeed.objects.filter(user=user).delete()[0]:
        _log(user, Verb.REMOVED)


def _log(user: User, verb: Verb) -> None:
    organisation = user.bank.public_id if user.bank else ""
    log_act(organisation_key=organisation, actor_key=user.key, verb=verb, object_kind="calendar_feed", object_id=user.key)
