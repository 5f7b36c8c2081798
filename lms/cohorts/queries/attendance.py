"""Attendance of whole classes: the grid of people and sessions, standings and alarms."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from lms.people.models import User

from ..domain.attendance import Rules, Standing, absences_in_a_row, overlaps, settled_state, sits_on, standing
from ..enums import PRESENT_STATES, SlotState
from ..models import Attendance, Cohort, Enrolment, Leave, Slot
from .attendance_rules import class_rules, is_overdue
from .check_in import day_bounds
from .scope import slots_visible_to
from .seats import approved_leaves


@dataclass(frozen=True)
class GridRow:
    """One person: a state per session (None: not in the class then, "": not settled yet) and what it amounts to.

    ``run_from`` is the place of the session with which the present run of absences began.
    """

    enrolment: Enrolment
    states: list[str | None]
    standing: Standing
    run_from: int | None = None


@dataclass(frozen=True)
class Grid:
    """One class; ``slots`` are its sessions with attendance in order of time, ``settled`` how many of them count."""

    cohort: Cohort
    rules: Rules
    slots: list[Slot] = field(default_factory=list)
    rows: list[GridRow] = field(default_factory=list)
    settled: int = 0

    @property
    def run_alarms(self) -> list[GridRow]:
        return [row for row in self.rows if row.standing.run_alarm and row.enrolment.state in PRESENT_STATES]

    @property
    def reach_alarms(self) -> list[GridRow]:
        return [row for row in self.rows if row.standing.unreachable and row.enrolment.state in PRESENT_STATES]


def attendance_grids(cohorts: Sequence[Cohort], *, now: datetime, enrolments: Iterable[Enrolment] | None = None) -> dict[int, Grid]:
    """Grids of cohorts of one bank by id; five queries, whatever the number of cohorts, people and sessions.

    A session long over counts as settled even before anybody has written that down.
    """
    if not cohorts:
        return {}
    rules = class_rules(cohorts, today=timezone.localdate(now))
    slots: dict[int, list[Slot]] = defaultdict(list)
    rows = Slot.objects.filter(cohort__in=cohorts, needs_attendance=True).exclude(state=SlotState.CANCELLED)
    for slot in rows.order_by("starts_at", "id"):
        slots[slot.cohort_id].append(slot)
    people: dict[int, list[Enrolment]] = defaultdict(list)
    for enrolment in _people(cohorts) if enrolments is None else enrolments:
        people[enrolment.cohort_id].append(enrolment)
    ids = [one.pk for group in people.values() for one in group]
    marks: dict[tuple[int, int], str] = {}
    wanted = Attendance.objects.filter(enrolment_id__in=ids, slot__cohort__in=cohorts)
    for slot_id, enrolment_id, state in wanted.order_by().values_list("slot_id", "enrolment_id", "state"):
        marks[slot_id, enrolment_id] = state
    spans = [slot for group in slots.values() for slot in group]
    leaves = approved_leaves(ids, min(s.starts_at for s in spans), max(s.ends_at for s in spans)) if spans and ids else {}
    return {cohort.pk: _grid(cohort, rules[cohort.pk], slots[cohort.pk], people[cohort.pk], marks, leaves, now) for cohort in cohorts}


def _people(cohorts: Sequence[Cohort]) -> Iterable[Enrolment]:
    rows = Enrolment.objects.filter(cohort__in=cohorts).select_related("user", "organisation")
    return rows.order_by("seat_number", "user__name_pinyin", "id")


def _grid(
    cohort: Cohort,
    rules: Rules,
    slots: list[Slot],
    people: list[Enrolment],
    marks: dict[tuple[int, int], str],
    leaves: dict[int, list[Leave]],
    now: datetime,
) -> Grid:
    over = {slot.pk: slot.settled_at is not None or is_overdue(slot, rules, now) for slot in slots}
    grid_rows = [_row(person, rules, slots, marks, leaves.get(person.pk, []), over) for person in people]
    return Grid(cohort, rules, slots, grid_rows, sum(over.values()))


def _row(
    person: Enrolment,
    rules: Rules,
    slots: list[Slot],
    marks: dict[tuple[int, int], str],
    leaves: list[Leave],
    over: dict[int, bool],
) -> GridRow:
    states: list[str | None] = []
    counted: list[tuple[int, str]] = []
    remaining = 0
    # Who has left without a last day on file belongs to no further session.
    gone = person.state not in PRESENT_STATES and person.left_on is None
    for place, slot in enumerate(slots):
        mark = marks.get((slot.pk, person.pk), "")
        sits = not gone and sits_on(timezone.localdate(slot.starts_at), joined_on=person.joined_on, left_on=person.left_on)
        if over[slot.pk] and slot.settled_at is None and sits:
            away = any(overlaps(leave.starts_at, leave.ends_at, slot.starts_at, slot.ends_at) for leave in leaves)
            mark = settled_state(mark, on_leave=away)
        states.append(mark if sits or mark else None)
        if over[slot.pk]:
            counted.append((place, mark))
        elif sits:
            remaining += 1
    run = absences_in_a_row([mark for _place, mark in counted])
    found = standing([mark for _place, mark in counted], remaining, rules)
    return GridRow(person, states, found, counted[run[-1]][0] if run else None)


def attendance_grid(cohort: Cohort, *, now: datetime, enrolments: Iterable[Enrolment] | None = None) -> Grid:
    return attendance_grids([cohort], now=now, enrolments=enrolments)[cohort.pk]


@dataclass(frozen=True)
class AttendanceAlarm:
    """Somebody who needs attention: ``run`` absences in a row, or the minimum out of reach."""

    kind: str
    row: GridRow
    cohort: Cohort


def alarms_for(cohorts: Sequence[Cohort], *, now: datetime | None = None) -> list[AttendanceAlarm]:
    """Attendance alarms of cohorts of one bank, runs first; cohorts need their ``bank`` loaded."""
    grids = attendance_grids(list(cohorts), now=now or timezone.now()).values()
    runs = [AttendanceAlarm("run", row, grid.cohort) for grid in grids for row in grid.run_alarms]
    return runs + [AttendanceAlarm("unreachable", row, grid.cohort) for grid in grids for row in grid.reach_alarms]


def todays_slots(user: User, *, now: datetime | None = None) -> list[Slot]:
    """Sessions of today that ``user`` sees, in order of time, with everything a line shows."""
    since, until = day_bounds(now or timezone.now())
    rows = slots_visible_to(user).filter(starts_at__lt=until, ends_at__gt=since).exclude(state=SlotState.CANCELLED)
    return list(rows.select_related("cohort__bank", "room", "instructor").order_by("starts_at", "id"))
