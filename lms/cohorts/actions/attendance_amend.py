"""Change attendance after it was settled: the ledger keeps the old row and gets one that supersedes it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.evidence.actions import record_many
from lms.evidence.models import Evidence
from lms.notices.actions import notify
from lms.records.enums import Verb

from ..enums import AttendanceMethod, AttendanceState, CohortState
from ..models import Attendance, Enrolment, Slot
from .attendance import checked_states, locked_slot, log_attendance
from .attendance_alarms import raise_attendance_alarms
from .problems import CohortProblem
from .settlement import attendance_fact


@transaction.atomic
def amend_attendance(
    *,
    slot: Slot,
    states: Mapping[int, str],
    reason: str,
    actor_key: str,
    method: str = AttendanceMethod.TEACHER,
    now: datetime | None = None,
) -> int:
    """Correct marks by enrolment id, with one reason for all of them; the people concerned are told. How many changed."""
    moment, reason = now or timezone.now(), reason.strip()
    slot = locked_slot(slot)
    if slot.settled_at is None:
        raise CohortProblem(_("The attendance of this session is not settled yet; mark it on the seat list."), code="not_settled")
    if slot.cohort.state == CohortState.CLOSED:
        raise CohortProblem(_("A closed cohort can't be changed."), code="closed")
    if not reason:
        raise CohortProblem(_("Say why."), code="reason")
    wanted = checked_states(slot, states, may_clear=False)
    rows = {row.enrolment_id: row for row in Attendance.objects.filter(slot=slot, enrolment_id__in=wanted)}
    changed = {pk: state for pk, state in wanted.items() if pk not in rows or rows[pk].state != state}
    if not changed:
        raise CohortProblem(_("Nothing was changed."), code="same")
    before = {pk: rows[pk].state if pk in rows else "" for pk in changed}
    _write(slot, changed, rows, reason=reason, actor_key=actor_key, method=method, moment=moment)
    details = {"changes": [[before[pk], changed[pk]] for pk in sorted(changed)]}
    log_attendance(slot, actor_key, Verb.CHANGED, details, now=moment, reason=reason)
    _tell(slot, changed, reason, moment)
    raise_attendance_alarms(cohort=slot.cohort, now=moment)
    return len(changed)


def _write(
    slot: Slot, changed: dict[int, str], rows: dict[int, Attendance], *, reason: str, actor_key: str, method: str, moment: datetime
) -> None:
    people = Enrolment.objects.filter(pk__in=changed).select_related("user").in_bulk()
    known = [row.evidence_id for row in rows.values() if row.evidence_id]
    old = {row.public_id: row for row in Evidence.objects.filter(public_id__in=known)}
    marks, facts = [], []
    for pk, state in changed.items():
        mark = rows.get(pk) or Attendance(slot=slot, enrolment=people[pk])
        mark.state, mark.method, mark.at, mark.recorded_by_key, mark.reason = state, method, moment, actor_key, reason[:300]
        supersedes = old.get(mark.evidence_id)
        facts.append(attendance_fact(slot, mark, people[pk].user.key, late_by=None, supersedes=supersedes, reason=reason[:300]))
        marks.append(mark)
    for mark, row in zip(marks, record_many(bank=slot.cohort.bank, facts=facts), strict=True):
        mark.evidence_id = row.public_id
        mark.save()


def _tell(slot: Slot, changed: dict[int, str], reason: str, moment: datetime) -> None:
    when = timezone.localtime(slot.starts_at).strftime("%m-%d %H:%M")
    people = Enrolment.objects.filter(pk__in=changed).select_related("user").in_bulk()
    for state in sorted(set(changed.values())):
        notify(
            users=[people[pk].user for pk, given in changed.items() if given == state],
            kind="attendance",
            title=format_lazy(
                gettext_lazy("Your attendance of {when} was corrected: {state}"), when=when, state=AttendanceState(state).label
            ),
            body=reason,
            url=reverse("my-attendance"),
            now=moment,
        )
