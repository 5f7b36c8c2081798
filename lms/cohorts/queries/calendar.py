"""A calendar feed by its secret address, and the events it shows."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.toolkit.calendar_feed import Event

from ..enums import SlotState
from ..models import CalendarFeed, Slot
from .timetable import slots_of_person

# The table holds tokens only; without the key of this installation they are no addresses.
_SIGNER = Signer(salt="cohorts.calendar", sep=".")
PAST, FUTURE = timedelta(days=60), timedelta(days=400)


def feed_address(feed: CalendarFeed) -> str:
    return reverse("calendar-feed", args=[_SIGNER.sign(feed.token)])


def owner_of_address(signed: str) -> User | None:
    """The person whose feed this is, or nobody: a renewed, closed or invented address, an account or a bank that is closed."""
    try:
        token = _SIGNER.unsign(signed)
    except BadSignature:
        return None
    feed = CalendarFeed.objects.select_related("user__bank").filter(token=token, user__is_active=True, user__bank__is_active=True).first()
    return feed.user if feed else None


def calendar_events(user: User, *, now: datetime, site: str) -> list[Event]:
    """Where the person has to be; what was cancelled stays as cancelled, so that calendars strike it out."""
    rows = slots_of_person(user).filter(starts_at__gt=now - PAST, starts_at__lt=now + FUTURE)
    rows = rows.select_related("cohort", "room", "instructor").order_by("starts_at", "id")
    return [_event(slot, site) for slot in rows]


def _event(slot: Slot, site: str) -> Event:
    details = [slot.cohort.name]
    if slot.instructor is not None:
        details.append(_("Instructor: %(name)s") % {"name": slot.instructor.name})
    if slot.meeting_url:
        details.append(slot.meeting_url)
    if slot.note:
        details.append(slot.note)
    return Event(
        uid=f"{slot.public_id}@duzuo",
        title=slot.title or slot.cohort.name,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        changed_at=slot.changed_at,
        location=slot.room.name if slot.room else "",
        description="\n".join(details),
        url=site + reverse("slot-detail", args=[slot.public_id]),
        sequence=slot.revision,
        cancelled=slot.state == SlotState.CANCELLED,
    )
