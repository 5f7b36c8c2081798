"""Attendance of a class as a workbook: standings, the full map, and what the marks mean."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..enums import AttendanceState
from ..queries.attendance import Grid, GridRow


def attendance_workbook(*, grid: Grid, printed_by: str, now: datetime) -> bytes:
    minimum = f"{grid.rules.minimum_share * 100:.0f} %"
    notes = [
        f"{grid.cohort.name}（{grid.cohort.code}）",
        _("Minimum %(share)s; every %(count)d late arrivals count as one absence; leave is taken out of the count.")
        % {"share": minimum, "count": grid.rules.lates_per_absence},
        _("Exported by %(person)s") % {"person": printed_by},
    ]
    return write_workbook([_standings(grid, notes), _map(grid, notes[:1], now)], created=now)


def _standings(grid: Grid, notes: Sequence[str]) -> SheetSpec:
    columns = [
        ColumnSpec(_("Seat"), 8, "number"),
        ColumnSpec(pgettext("person", "Name"), 14),
        ColumnSpec(_("Employee number"), 16),
        ColumnSpec(_("Branch"), 20),
        ColumnSpec(_("Share attended"), 12, "percent"),
        ColumnSpec(_("Best still possible"), 16, "percent"),
        ColumnSpec(_("Present"), 10, "number"),
        ColumnSpec(_("Late"), 10, "number"),
        ColumnSpec(_("Absent"), 10, "number"),
        ColumnSpec(_("On leave"), 10, "number"),
        ColumnSpec(_("Still to come"), 12, "number"),
        ColumnSpec(_("May still miss"), 14, "number"),
        ColumnSpec(_("Absences in a row"), 14, "number"),
    ]
    return SheetSpec(_("Attendance"), columns, [_standing_row(row) for row in grid.rows], notes)


def _standing_row(row: GridRow) -> tuple[object, ...]:
    person, found = row.enrolment, row.standing
    return (
        person.seat_number,
        person.user.name,
        person.user.employee_number,
        str(person.organisation or ""),
        found.share,
        found.best,
        found.tally.present,
        found.tally.late,
        found.tally.absent,
        found.tally.excused,
        found.remaining,
        found.absences_left,
        found.run,
    )


def _map(grid: Grid, notes: Sequence[str], now: datetime) -> SheetSpec:
    begun = [place for place, slot in enumerate(grid.slots) if slot.starts_at <= now]
    columns = [ColumnSpec(pgettext("person", "Name"), 14)]
    columns += [
        ColumnSpec(f"{timezone.localtime(grid.slots[place].starts_at):%m-%d %H:%M} {grid.slots[place].title}", 14) for place in begun
    ]
    rows = [[row.enrolment.user.name, *[_word(row.states[place]) for place in begun]] for row in grid.rows]
    return SheetSpec(pgettext("class", "Sessions"), columns, rows, notes)


def _word(state: str | None) -> str:
    if state is None:
        return "—"
    return str(AttendanceState(state).label) if state else ""
