"""Fetches a session of the timetable for the pages about its attendance."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from lms.people.models import User

from ..models import Slot
from ..permissions import may_see_roster, may_take_attendance
from ..queries import slots_visible_to

SlotRight = Callable[[User, Slot], bool]


def session_or_404(request: HttpRequest, public_id: str, right: SlotRight = may_take_attendance) -> Slot:
    """A session the user sees (else 404) and may work on (else 403); only sessions in which attendance is taken."""
    rows = slots_visible_to(request.user).filter(needs_attendance=True)
    rows = rows.select_related("cohort__bank", "cohort__organisation", "room", "instructor")
    slot = get_object_or_404(rows, public_id=public_id)
    if not right(request.user, slot):
        raise PermissionDenied
    return slot


def may_see_marks(user: User, slot: Slot) -> bool:
    """Whoever takes attendance, and whoever sees the class as a whole (leaders and auditors read)."""
    return may_take_attendance(user, slot) or may_see_roster(user, slot.cohort)
