"""Put slots into the timetable, change and cancel them, copy a week; the clash check runs under the bank's lock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.models import Organisation, User
from lms.policies.queries import working_day_overrides
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.working_days import Overrides, is_working_day

from ..domain.timetable import Clash, SlotFact, clashes, moved_by_weeks
from ..enums import CohortState, Duty, SlotState
from ..models import Cohort, CohortStaff, Room, Slot
from ..queries.timetable import local_midnight, neighbours, people_in
from .problems import CohortProblem
from .slot_notices import announce, announce_week


@dataclass(frozen=True)
class SlotValues:
    """What a slot is made of; ``starts_at`` and ``ends_at`` aware."""

    starts_at: datetime
    ends_at: datetime
    title: str
    room: Room | None = None
    instructor: User | None = None
    meeting_url: str = ""
    activity_kind: str = ""
    activity_id: str = ""
    note: str = ""
    needs_attendance: bool = True


class SlotClashes(Exception):
    """The slot runs into others; what is not impossible may be accepted."""

    def __init__(self, found: list[Clash]) -> None:
        super().__init__("slot clashes")
        self.clashes = found


@dataclass(frozen=True)
class CopiedWeek:
    """Slots made, and the originals that would have run into something or onto a holiday."""

    made: list[Slot]
    skipped: list[Slot]


def _lock(cohort: Cohort) -> Cohort:
    """Rooms and instructors belong to the bank, so two clerks of one bank plan one after the other."""
    Organisation.objects.select_for_update().get(pk=cohort.bank_id)
    cohort = Cohort.objects.select_related("bank").get(pk=cohort.pk)
    if cohort.state in (CohortState.COMPLETED, CohortState.CLOSED):
        raise CohortProblem(_("The timetable of a cohort that is over stays as it is."), code="over")
    return cohort


def _check(cohort: Cohort, values: SlotValues, *, slot_id: int, accept: bool) -> None:
    if values.ends_at <= values.starts_at:
        raise CohortProblem(_("The end must be later than the start."), code="order")
    if values.ends_at - values.starts_at > timedelta(hours=12):
        raise CohortProblem(_("A slot lasts twelve hours at most."), code="long")
    for owned in (values.room, values.instructor):
        if owned is not None and owned.bank_id != cohort.bank_id:
            raise CohortProblem(_("Room and instructor must belong to this bank."), code="bank")
    others = neighbours(cohort, [(values.starts_at, values.ends_at)])
    people = people_in([cohort.pk]).get(cohort.pk, frozenset())
    fact = SlotFact(
        slot_id,
        cohort.pk,
        values.starts_at,
        values.ends_at,
        values.room.pk if values.room else None,
        values.instructor.pk if values.instructor else None,
        people,
    )
    found = clashes(fact, others)
    if any(clash.impossible for clash in found) or (found and not accept):
        raise SlotClashes(found)


def _name_instructor(cohort: Cohort, instructor: User | None) -> None:
    """Whoever teaches a slot belongs to the staff, and so sees the class."""
    if instructor is None:
        return
    if cohort.enrolments.filter(user=instructor).exists():
        raise CohortProblem(_("Whoever takes part in the cohort can't teach it."), code="enrolled")
    CohortStaff.objects.get_or_create(cohort=cohort, user=instructor, duty=Duty.INSTRUCTOR)


def _log(slot: Slot, actor_key: str, verb: Verb, details: dict[str, object], reason: str = "") -> None:
    log_act(
        organisation_key=slot.cohort.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="slot",
        object_id=slot.public_id,
        details=details,
        reason=reason,
    )


@transaction.atomic
def add_slot(*, cohort: Cohort, values: SlotValues, actor_key: str, accept: bool = False, now: datetime | None = None) -> Slot:
    """Add a slot; raises SlotClashes, where ``accept`` lets through what is possible all the same."""
    cohort = _lock(cohort)
    _check(cohort, values, slot_id=0, accept=accept)
    _name_instructor(cohort, values.instructor)
    moment = now or timezone.now()
    slot = Slot(cohort=cohort, changed_at=moment, **vars(values))
    slot.full_clean()
    slot.save()
    _log(slot, actor_key, Verb.CREATED, {"cohort": cohort.public_id, "starts_at": values.starts_at.isoformat()})
    # A timetable built weeks ahead is read, not announced slot by slot.
    if slot.starts_at - moment < timedelta(hours=48):
        announce(slot, gettext_lazy("New in your timetable"), now=moment)
    return slot


@transaction.atomic
def change_slot(*, slot: Slot, values: SlotValues, actor_key: str, accept: bool = False, now: datetime | None = None) -> Slot:
    """Change a slot that has not begun to take attendance; the class hears of a new time, place or instructor."""
    cohort = _lock(slot.cohort)
    slot = Slot.objects.select_for_update(of=("self",)).select_related("cohort__bank", "room", "instructor").get(pk=slot.pk)
    moment = now or timezone.now()
    changed = sorted(name for name, value in vars(values).items() if getattr(slot, name) != value)
    if not changed:
        return slot
    if slot.state != SlotState.PLANNED and set(changed) - {"note", "title", "meeting_url", "activity_kind", "activity_id"}:
        raise CohortProblem(
            _("Attendance is being taken or settled, or the slot is cancelled: time, room and instructor stay."), code="state"
        )
    if slot.state == SlotState.PLANNED:
        _check(cohort, values, slot_id=slot.pk, accept=accept)
        _name_instructor(cohort, values.instructor)
    for name in changed:
        setattr(slot, name, getattr(values, name))
    slot.revision, slot.changed_at = slot.revision + 1, moment
    slot.full_clean()
    slot.save()
    _log(slot, actor_key, Verb.CHANGED, {"fields": changed})
    if set(changed) & {"starts_at", "ends_at", "room", "meeting_url", "instructor"}:
        announce(slot, gettext_lazy("Timetable changed"), now=moment)
    return slot


@transaction.atomic
def cancel_slot(*, slot: Slot, reason: str, actor_key: str, now: datetime | None = None) -> Slot:
    """Call a slot off, with its reason; it stays in the timetable, struck out."""
    slot = Slot.objects.select_for_update(of=("self",)).select_related("cohort__bank", "room", "instructor").get(pk=slot.pk)
    if slot.state != SlotState.PLANNED:
        raise CohortProblem(_("Only a slot that has not begun can be cancelled."), code="state")
    if not reason.strip():
        raise CohortProblem(_("Say why."), code="reason")
    moment = now or timezone.now()
    slot.state, slot.cancelled_reason = SlotState.CANCELLED, reason.strip()
    slot.revision, slot.changed_at = slot.revision + 1, moment
    slot.save(update_fields=["state", "cancelled_reason", "revision", "changed_at"])
    _log(slot, actor_key, Verb.WITHDRAWN, {"starts_at": slot.starts_at.isoformat()}, reason.strip())
    announce(slot, gettext_lazy("Class cancelled"), detail=slot.cancelled_reason, now=moment)
    return slot


@transaction.atomic
def copy_week(*, cohort: Cohort, from_monday: date, to_monday: date, actor_key: str, now: datetime | None = None) -> CopiedWeek:
    """Copy every slot of one week that was not cancelled into another; what would clash or fall on a day off is left out and named."""
    if from_monday.weekday() or to_monday.weekday() or from_monday == to_monday:
        raise CohortProblem(_("Choose another week."), code="week")
    cohort = _lock(cohort)
    moment, weeks = now or timezone.now(), (to_monday - from_monday).days // 7
    span = (local_midnight(from_monday), local_midnight(from_monday + timedelta(days=7)))
    rows = Slot.objects.filter(cohort=cohort, starts_at__gte=span[0], starts_at__lt=span[1]).exclude(state=SlotState.CANCELLED)
    originals = list(rows.select_related("room", "instructor").order_by("starts_at", "id"))
    if not originals:
        raise CohortProblem(_("There is nothing in that week to copy."), code="empty")
    copies = [_copy(slot, weeks, moment) for slot in originals]
    taken = neighbours(cohort, [(copy.starts_at, copy.ends_at) for copy in copies])
    people = people_in([cohort.pk]).get(cohort.pk, frozenset())
    overrides = working_day_overrides(cohort.bank_id)
    made: list[Slot] = []
    skipped: list[Slot] = []
    for original, copy in zip(originals, copies, strict=True):
        fact = SlotFact(0, cohort.pk, copy.starts_at, copy.ends_at, copy.room_id, copy.instructor_id, people)
        if clashes(fact, taken) or falls_on_day_off(original, copy, overrides):
            skipped.append(original)
        else:
            made.append(copy)
    Slot.objects.bulk_create(made)
    log_act(
        organisation_key=cohort.bank.public_id,
        actor_key=actor_key,
        verb=Verb.CREATED,
        object_kind="slots",
        object_id=cohort.public_id,
        details={"from": from_monday.isoformat(), "to": to_monday.isoformat(), "slots": [slot.public_id for slot in made]},
    )
    if made:
        announce_week(cohort, to_monday, now=moment)
    return CopiedWeek(made, skipped)


def falls_on_day_off(original: Slot, copy: Slot, overrides: Overrides) -> bool:
    """A class of a working day does not wander onto a holiday unasked; one that was held on a day off was meant."""
    days = [timezone.localdate(slot.starts_at) for slot in (original, copy)]
    return is_working_day(days[0], overrides) and not is_working_day(days[1], overrides)


def _copy(slot: Slot, weeks: int, moment: datetime) -> Slot:
    starts_at, ends_at = moved_by_weeks(timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at), weeks)
    names = ("room", "instructor", "meeting_url", "activity_kind", "activity_id", "title", "note", "needs_attendance")
    values = {name: getattr(slot, name) for name in names}
    return Slot(cohort=slot.cohort, starts_at=starts_at, ends_at=ends_at, changed_at=moment, **values)
