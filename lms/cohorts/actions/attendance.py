"""Open a session's check-in and mark who is there."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import AttendanceMethod, AttendanceState, CohortState, SlotState
from ..models import Attendance, Slot
from ..queries.attendance_rules import rules_of_slot, slot_window
from ..queries.seats import expected_in
from .problems import CohortProblem


def locked_slot(slot: Slot) -> Slot:
    """The session as it is now, under its lock: marks, codes and settlement never overtake each other."""
    rows = Slot.objects.select_for_update(of=("self",), no_key=True).select_related("cohort__bank", "cohort__organisation")
    fresh = rows.get(pk=slot.pk)
    if fresh.state == SlotState.CANCELLED:
        raise CohortProblem(_("This session was cancelled."), code="cancelled")
    if not fresh.needs_attendance:
        raise CohortProblem(_("No attendance is taken in this session."), code="no_attendance")
    return fresh


def log_attendance(slot: Slot, actor_key: str, verb: str, details: Mapping[str, object], *, now: datetime, reason: str = "") -> None:
    log_act(
        organisation_key=slot.cohort.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="slot_attendance",
        object_id=slot.public_id,
        details=details,
        reason=reason,
        now=now,
    )


@transaction.atomic
def open_check_in(*, slot: Slot, actor_key: str, now: datetime | None = None) -> Slot:
    """Give the session its secret, so that a code can be shown; opening it again changes nothing."""
    moment = now or timezone.now()
    slot = locked_slot(slot)
    if slot.settled_at is not None:
        raise CohortProblem(_("The attendance of this session is settled."), code="settled")
    if slot.opened_at is not None:
        return slot
    window = slot_window(slot, rules_of_slot(slot))
    phase = window.phase(moment)
    if phase == "early":
        opens = timezone.localtime(window.opens_at).strftime("%H:%M")
        raise CohortProblem(_("Check-in opens at %(time)s.") % {"time": opens}, code="early")
    if phase == "over":
        raise CohortProblem(_("The session is over; mark attendance on the seat list."), code="over")
    slot.check_in_secret, slot.opened_at, slot.state = secrets.token_hex(32), moment, SlotState.OPEN
    slot.save(update_fields=["check_in_secret", "opened_at", "state"])
    log_attendance(slot, actor_key, Verb.CHANGED, {"check_in": "opened"}, now=moment)
    return slot


def checked_states(slot: Slot, states: Mapping[int, str], *, may_clear: bool) -> dict[int, str]:
    """Marks for people whom the session counts, in words the room knows; anything else is refused whole."""
    allowed = set(AttendanceState.values) | ({""} if may_clear else set())
    expected = set(expected_in(slot).values_list("pk", flat=True))
    if not set(states) <= expected or not set(states.values()) <= allowed:
        raise CohortProblem(_("Somebody or something on this list does not belong to the session. Reload the page."), code="unknown")
    return dict(states)


@transaction.atomic
def mark_attendance(
    *,
    slot: Slot,
    states: Mapping[int, str],
    actor_key: str,
    method: str = AttendanceMethod.TEACHER,
    now: datetime | None = None,
) -> int:
    """Marks by enrolment id before the session is settled; "" takes a mark back. How many changed."""
    moment = now or timezone.now()
    slot = locked_slot(slot)
    if slot.settled_at is not None:
        raise CohortProblem(_("The attendance of this session is settled; a change now needs a reason."), code="settled")
    if slot.cohort.state == CohortState.CLOSED:
        raise CohortProblem(_("A closed cohort can't be changed."), code="closed")
    if slot_window(slot, rules_of_slot(slot)).phase(moment) == "early":
        raise CohortProblem(_("This session has not begun."), code="early")
    wanted = checked_states(slot, states, may_clear=True)
    rows = {row.enrolment_id: row for row in Attendance.objects.filter(slot=slot, enrolment_id__in=wanted)}
    changed = {pk: state for pk, state in wanted.items() if state != (rows[pk].state if pk in rows else "")}
    Attendance.objects.filter(slot=slot, enrolment_id__in=[pk for pk, state in changed.items() if not state]).delete()
    fresh = [
        Attendance(slot=slot, enrolment_id=pk, state=state, method=method, at=moment, recorded_by_key=actor_key)
        for pk, state in changed.items()
        if state and pk not in rows
    ]
    Attendance.objects.bulk_create(fresh)
    altered = [rows[pk] for pk, state in changed.items() if state and pk in rows]
    for row in altered:
        row.state, row.method, row.at, row.recorded_by_key = changed[row.enrolment_id], method, moment, actor_key
    Attendance.objects.bulk_update(altered, ["state", "method", "at", "recorded_by_key"])
    if changed:
        log_attendance(slot, actor_key, Verb.MARKED, {"method": method, "marks": len(changed)}, now=moment)
    return len(changed)
