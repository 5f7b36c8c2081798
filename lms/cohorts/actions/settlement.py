"""Settle a session: who has no mark gets one, and every mark goes into the ledger."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.evidence.actions import Fact, record_many
from lms.evidence.enums import EvidenceKind, EvidenceStatus
from lms.evidence.models import Evidence
from lms.records.enums import Verb

from ..domain.attendance import FREE, Rules, settled_state, tally
from ..domain.check_in import minutes_late
from ..enums import AttendanceMethod, AttendanceState, SlotState
from ..models import Attendance, Cohort, Slot
from ..queries.attendance_rules import attendance_rules, is_overdue, rules_of_slot, slot_window
from ..queries.seats import Seat, seats_of
from .attendance import locked_slot, log_attendance
from .attendance_alarms import raise_attendance_alarms
from .conduct import open_conduct_books
from .problems import CohortProblem

SOURCE = "slot"


def attendance_fact(
    slot: Slot, mark: Attendance, person_key: str, *, late_by: int | None, supersedes: Evidence | None = None, reason: str = ""
) -> Fact:
    """One session of one person: 1 or 0 of 1, nothing where leave takes the session out of the count.

    ``late_by`` is in minutes and only known where a code told when somebody came.
    """
    excused = mark.state in FREE
    details: dict[str, object] = {"state": str(mark.state), "late": mark.state == AttendanceState.LATE, "method": str(mark.method)}
    if mark.state == AttendanceState.LATE and late_by is not None:
        details["minutes_late"] = late_by
    return Fact(
        person_key=person_key,
        kind=EvidenceKind.ATTENDANCE,
        source_kind=SOURCE,
        source_id=slot.public_id,
        source_version=slot.cohort.public_id,
        happened_at=slot.starts_at,
        status=EvidenceStatus.EXCUSED if excused else EvidenceStatus.SCORED,
        raw=None if excused else Decimal(mark.state != AttendanceState.ABSENT),
        maximum=None if excused else Decimal(1),
        rater_key=mark.recorded_by_key,
        details=details,
        supersedes=supersedes,
        reason=reason,
    )


@transaction.atomic
def settle_slot(*, slot: Slot, actor_key: str = "", now: datetime | None = None) -> Slot:
    """Close a session that is over; settling it again changes nothing. Without an actor it settled by itself."""
    moment = now or timezone.now()
    slot = locked_slot(slot)
    if slot.settled_at is not None:
        return slot
    if moment < slot.ends_at:
        ends = timezone.localtime(slot.ends_at).strftime("%H:%M")
        raise CohortProblem(_("The session lasts until %(time)s; attendance is settled after that.") % {"time": ends}, code="not_over")
    seats = seats_of(slot)
    marks = {seat.enrolment.pk: seat.attendance for seat in seats if seat.attendance is not None}
    fresh = [_settled_mark(slot, seat, actor_key, moment) for seat in seats if seat.attendance is None]
    for mark in Attendance.objects.bulk_create(fresh):
        marks[mark.enrolment_id] = mark
    window = slot_window(slot, rules_of_slot(slot))
    facts = []
    for seat in seats:
        mark = marks[seat.enrolment.pk]
        late_by = minutes_late(window, mark.at, seat.spans) if mark.method == AttendanceMethod.CODE else None
        facts.append(attendance_fact(slot, mark, seat.enrolment.user.key, late_by=late_by))
    for seat, row in zip(seats, record_many(bank=slot.cohort.bank, facts=facts), strict=True):
        marks[seat.enrolment.pk].evidence_id = row.public_id
    Attendance.objects.bulk_update([marks[seat.enrolment.pk] for seat in seats], ["evidence_id"])
    open_conduct_books(cohort=slot.cohort, enrolments=[seat.enrolment for seat in seats], at=slot.starts_at)
    slot.state, slot.settled_at, slot.settled_by_key = SlotState.SETTLED, moment, actor_key
    slot.save(update_fields=["state", "settled_at", "settled_by_key"])
    log_attendance(slot, actor_key, Verb.LOCKED, _counts(marks.values()), now=moment)
    raise_attendance_alarms(cohort=slot.cohort, now=moment)
    return slot


def _settled_mark(slot: Slot, seat: Seat, actor_key: str, moment: datetime) -> Attendance:
    return Attendance(
        slot=slot,
        enrolment=seat.enrolment,
        state=settled_state("", on_leave=bool(seat.leaves)),
        method=AttendanceMethod.SETTLEMENT,
        at=moment,
        recorded_by_key=actor_key,
    )


def _counts(marks: Iterable[Attendance]) -> dict[str, object]:
    counts = tally(mark.state for mark in marks)
    return {"present": counts.present, "late": counts.late, "absent": counts.absent, "excused": counts.excused}


def settle_overdue(*, cohort: Cohort | None = None, now: datetime | None = None, limit: int = 200) -> int:
    """Settle sessions that are long over, each in its own transaction; how many. With nothing to do it is one query."""
    moment = now or timezone.now()
    rows = Slot.objects.filter(ends_at__lte=moment, settled_at__isnull=True, needs_attendance=True).exclude(state=SlotState.CANCELLED)
    if cohort is not None:
        rows = rows.filter(cohort=cohort)
    known: dict[tuple[int, object], Rules] = {}
    settled = 0
    for slot in rows.select_related("cohort__bank").order_by("ends_at", "id")[:limit]:
        day = timezone.localdate(slot.starts_at)
        key = (slot.cohort.bank_id, day)
        if key not in known:
            known[key] = attendance_rules(slot.cohort.bank, on=day)
        if is_overdue(slot, known[key], moment):
            settle_slot(slot=slot, now=moment)
            settled += 1
    return settled
