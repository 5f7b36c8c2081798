"""What other rooms show of sessions and conduct: where a fact of the ledger comes from, for those who may see it."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.models import User
from lms.toolkit.activities import ActivityKind, Card, Choice

from ..models import ConductEntry
from .scope import enrolments_visible_to, slots_visible_to


def slot_cards(user: User, ids: list[str]) -> Mapping[str, Card]:
    """By public id; one query."""
    rows = slots_visible_to(user).filter(public_id__in=ids).select_related("cohort")
    return {
        slot.public_id: Card(
            slot.title or slot.cohort.name,
            reverse("slot-detail", args=[slot.public_id]),
            str(slot.get_state_display()),
            timezone.localtime(slot.starts_at).strftime("%Y-%m-%d %H:%M"),
        )
        for slot in rows
    }


def conduct_cards(user: User, ids: list[str]) -> Mapping[str, Card]:
    """By the entry's public id; the page is that of its person, where every entry stands."""
    rows = ConductEntry.objects.filter(public_id__in=ids, enrolment__in=enrolments_visible_to(user)).select_related("enrolment")
    return {
        entry.public_id: Card(
            str(entry.get_category_display()),
            reverse("enrolment-attendance", args=[entry.enrolment.public_id]),
            detail=f"{entry.points:+d} · {entry.happened_on.isoformat()}",
        )
        for entry in rows
    }


def conduct_book_cards(user: User, ids: list[str]) -> Mapping[str, Card]:
    """By the enrolment's public id: the balance everybody begins with."""
    rows = enrolments_visible_to(user).filter(public_id__in=ids)
    return {one.public_id: Card(_("conduct points at the start"), reverse("enrolment-attendance", args=[one.public_id])) for one in rows}


def nothing_to_choose(user: User) -> list[Choice]:
    """Nobody puts a session into a session, or conduct into a timetable."""
    return []


KINDS = (
    ActivityKind("slot", gettext_lazy("session of the timetable"), slot_cards, nothing_to_choose),
    ActivityKind("conduct", gettext_lazy("conduct"), conduct_cards, nothing_to_choose),
    ActivityKind("conduct_book", gettext_lazy("conduct"), conduct_book_cards, nothing_to_choose),
)
