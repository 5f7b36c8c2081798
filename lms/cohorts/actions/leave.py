"""Ask for leave, take it back, decide it, and note that it was made up."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify, settle_notices
from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.templatetags.design_formats import clock, short_day

from ..domain.leave import class_teacher_decides, leave_days, may_withdraw
from ..enums import PRESENT_STATES, AttendanceMethod, AttendanceState, CohortState, LeaveKind, LeaveState, SlotState
from ..models import Attendance, Enrolment, Leave, Slot
from ..queries.attendance_rules import leave_limit
from ..queries.leave import deciders_of
from .attendance import locked_slot
from .attendance_amend import amend_attendance
from .conduct import locked_enrolment
from .problems import CohortProblem

LONGEST = 90  # days; a mistyped year is a likelier reason for more


def _span(starts_at: datetime, ends_at: datetime) -> str:
    same = timezone.localdate(starts_at) == timezone.localdate(ends_at)
    return f"{short_day(starts_at)} {clock(starts_at)} – {'' if same else f'{short_day(ends_at)} '}{clock(ends_at)}"


when = lazy(_span, str)  # said in the language of whoever is told


def _log(leave: Leave, actor_key: str, verb: Verb, moment: datetime) -> None:
    log_act(
        organisation_key=leave.enrolment.cohort.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="leave",
        object_id=leave.public_id,
        details={"state": str(leave.state), "kind": str(leave.kind)},
        now=moment,
    )


@transaction.atomic
def request_leave(
    *, enrolment: Enrolment, kind: str, starts_at: datetime, ends_at: datetime, reason: str, actor_key: str, now: datetime | None = None
) -> Leave:
    """Ask for leave, beforehand or afterwards; whoever has to decide gets a notice."""
    moment, reason = now or timezone.now(), reason.strip()
    enrolment = locked_enrolment(enrolment)
    cohort = enrolment.cohort
    if cohort.state == CohortState.CLOSED or enrolment.state not in PRESENT_STATES:
        raise CohortProblem(_("Leave is for people who sit in a class."), code="not_in_class")
    if ends_at <= starts_at:
        raise CohortProblem(_("The end must be after the beginning."), code="order")
    if kind not in LeaveKind.values or not reason:
        raise CohortProblem(_("Say why."), code="reason")
    days = leave_days(timezone.localtime(starts_at), timezone.localtime(ends_at))
    if days > LONGEST:
        raise CohortProblem(_("Leave of more than %(days)d days can't be asked for here.") % {"days": LONGEST}, code="too_long")
    if timezone.localdate(starts_at) < enrolment.joined_on or timezone.localdate(starts_at) > cohort.ends_on:
        raise CohortProblem(_("The leave lies outside the time of the class."), code="outside")
    open_or_granted = Leave.objects.filter(enrolment=enrolment, state__in=[LeaveState.REQUESTED, LeaveState.APPROVED])
    if open_or_granted.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise CohortProblem(_("For part of this time there is a request already."), code="overlap")
    leave = Leave.objects.create(enrolment=enrolment, kind=kind, starts_at=starts_at, ends_at=ends_at, reason=reason, requested_at=moment)
    _log(leave, actor_key, Verb.SUBMITTED, moment)
    limit = leave_limit(cohort.bank, on=timezone.localdate(moment))
    notify(
        users=deciders_of(enrolment, short=class_teacher_decides(days, limit)),
        kind="leave",
        title=format_lazy(gettext_lazy("{name} asks for leave: {when}"), name=enrolment.user.name, when=when(starts_at, ends_at)),
        url=reverse("leave-detail", args=[leave.public_id]),
        needs_decision=True,
        now=moment,
    )
    return leave


def _locked(leave: Leave) -> Leave:
    rows = Leave.objects.select_for_update(of=("self",))
    related = ("enrolment__user", "enrolment__cohort__bank", "enrolment__cohort__organisation")
    return rows.select_related(*related).get(pk=leave.pk)


@transaction.atomic
def withdraw_leave(*, leave: Leave, actor_key: str, now: datetime | None = None) -> Leave:
    """Take back what nobody has decided, or approved leave that has not begun."""
    moment = now or timezone.now()
    leave = _locked(leave)
    if not may_withdraw(leave.state, leave.starts_at, moment):
        raise CohortProblem(_("This leave can no longer be taken back."), code="state")
    leave.state = LeaveState.WITHDRAWN
    leave.save(update_fields=["state"])
    _log(leave, actor_key, Verb.WITHDRAWN, moment)
    settle_notices(url=reverse("leave-detail", args=[leave.public_id]), now=moment)
    return leave


@transaction.atomic
def decide_leave(
    *, leave: Leave, approve: bool, decided_by: User, note: str = "", make_up_needed: bool = False, now: datetime | None = None
) -> Leave:
    """Grant or refuse a request, once; a grant reaches back into sessions already settled as absent."""
    moment, note = now or timezone.now(), note.strip()
    leave = _locked(leave)
    if leave.state != LeaveState.REQUESTED:
        raise CohortProblem(_("This request has been answered."), code="state")
    if leave.enrolment.user_id == decided_by.pk:
        raise CohortProblem(_("Nobody decides their own leave."), code="own")
    if not approve and not note:
        raise CohortProblem(_("Say why it is refused."), code="note")
    leave.state = LeaveState.APPROVED if approve else LeaveState.REFUSED
    leave.decided_by, leave.decided_at, leave.decision_note = decided_by, moment, note
    leave.make_up_needed = approve and make_up_needed
    leave.save(update_fields=["state", "decided_by", "decided_at", "decision_note", "make_up_needed"])
    _log(leave, decided_by.key, Verb.APPROVED if approve else Verb.REFUSED, moment)
    if approve:
        _excuse(leave, decided_by, moment)
    page = reverse("leave-detail", args=[leave.public_id])
    settle_notices(url=page, now=moment)
    words = gettext_lazy("Your leave {when} is granted") if approve else gettext_lazy("Your leave {when} was not granted")
    notify(
        users=[leave.enrolment.user],
        kind="leave",
        title=format_lazy(words, when=when(leave.starts_at, leave.ends_at)),
        body=note,
        url=page,
        now=moment,
    )
    return leave


def _excuse(leave: Leave, decided_by: User, moment: datetime) -> None:
    """Absences inside an approved leave become leave; in a settled session that is a correction in the ledger."""
    pk = leave.enrolment_id
    slots = Slot.objects.filter(
        cohort_id=leave.enrolment.cohort_id,
        needs_attendance=True,
        starts_at__lt=min(leave.ends_at, moment),
        ends_at__gt=leave.starts_at,
    )
    for slot in slots.exclude(state=SlotState.CANCELLED).order_by("starts_at", "id"):
        # Under the session's lock: a settlement at this moment is either seen here or sees this leave.
        fresh = locked_slot(slot)
        mark = Attendance.objects.filter(slot=fresh, enrolment_id=pk, state=AttendanceState.ABSENT).first()
        if mark is None:
            continue
        if fresh.settled_at is None:
            mark.state, mark.recorded_by_key, mark.at = AttendanceState.ON_LEAVE, decided_by.key, moment
            mark.save(update_fields=["state", "recorded_by_key", "at"])
        else:
            amend_attendance(
                slot=fresh,
                states={pk: AttendanceState.ON_LEAVE},
                reason=_("Leave was granted afterwards."),
                actor_key=decided_by.key,
                method=AttendanceMethod.TEACHER,
                now=moment,
            )


@transaction.atomic
def record_make_up(*, leave: Leave, note: str, actor_key: str, now: datetime | None = None) -> Leave:
    """Note how and that a missed session was made up."""
    moment, note = now or timezone.now(), note.strip()
    leave = _locked(leave)
    if leave.state != LeaveState.APPROVED or not leave.make_up_needed:
        raise CohortProblem(_("Nothing has to be made up for this leave."), code="state")
    if leave.make_up_done_at is not None:
        raise CohortProblem(_("It is already noted as made up."), code="done")
    if not note:
        raise CohortProblem(_("Say how it was made up."), code="note")
    leave.make_up_done_at, leave.make_up_note = moment, note
    leave.save(update_fields=["make_up_done_at", "make_up_note"])
    _log(leave, actor_key, Verb.CHANGED, moment)
    return leave
