"""Tells the class when its timetable changes."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.models import User

from ..enums import CohortState, Duty
from ..models import Cohort, Slot
from ..queries.people import cohort_staff_ids, people_of_cohort


def _audience(cohort: Cohort, instructor: User | None = None) -> list[User]:
    """The class, its class teachers, and the instructor."""
    staff = set(cohort_staff_ids(cohort, Duty.CLASS_TEACHER)) | ({instructor.pk} if instructor else set())
    people = {user.pk: user for user in people_of_cohort(cohort).filter(is_active=True)}
    people |= {user.pk: user for user in User.objects.filter(pk__in=staff, is_active=True)}
    return list(people.values())


def _when(slot: Slot) -> str:
    start, end = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    return f"{formats.date_format(start.date(), 'Y-m-d')} {start:%H:%M}–{end:%H:%M}"


def announce(slot: Slot, what: str | Promise, *, now: datetime, detail: str = "") -> None:
    """One notice to each; nothing about the past and nothing about a cohort that is over."""
    if slot.ends_at <= now or slot.cohort.state in (CohortState.COMPLETED, CohortState.CLOSED):
        return
    words = f"{slot.title} {_when(slot)}".strip()
    place = slot.room.name if slot.room else ""
    notify(
        users=_audience(slot.cohort, slot.instructor),
        kind="timetable",
        title=format_lazy("{}{}{}", what, gettext_lazy(": "), words),
        body="\n".join(part for part in (detail, place) if part),
        url=reverse("slot-detail", args=[slot.public_id]),
        now=now,
    )


def announce_week(cohort: Cohort, monday: date, *, now: datetime) -> None:
    """One notice for a whole week."""
    notify(
        users=_audience(cohort),
        kind="timetable",
        title=gettext_lazy("Your timetable has new classes"),
        body=f"{cohort.name} {monday:%Y-%m-%d}",
        url=reverse("timetable-week", args=[cohort.public_id]) + f"?week={monday:%Y-%m-%d}",
        now=now,
    )
