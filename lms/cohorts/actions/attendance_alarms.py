"""Tell class teacher and trainee about runs of absence and a minimum out of reach, each once."""

from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lms.notices.actions import notify

from ..models import Cohort
from ..queries.attendance import Grid, GridRow, attendance_grid
from ..queries.leave import class_teachers_of, hr_of


def raise_attendance_alarms(*, cohort: Cohort, now: datetime) -> int:
    """Look at the whole class after a session was settled or corrected; how many notices were new."""
    grid = attendance_grid(cohort, now=now)
    alarms = [(row, _run_key(grid, row), _run_words(row)) for row in grid.run_alarms]
    alarms += [(row, f"attendance-reach:{row.enrolment.public_id}", _reach_words(row)) for row in grid.reach_alarms]
    if not alarms:
        return 0
    staff = class_teachers_of(cohort) or hr_of(cohort)
    page = reverse("cohort-attendance", args=[cohort.public_id])
    sent = 0
    for row, key, (to_staff, to_trainee) in alarms:
        sent += notify(users=staff, kind="attendance_alarm", title=to_staff, url=page, dedupe_key=key, now=now)
        mine = reverse("my-attendance")
        sent += notify(users=[row.enrolment.user], kind="attendance_alarm", title=to_trainee, url=mine, dedupe_key=key, now=now)
    return sent


def _run_key(grid: Grid, row: GridRow) -> str:
    """One alarm per run: it is known by the session with which it began."""
    first = grid.slots[row.run_from].public_id if row.run_from is not None else ""
    return f"absence-run:{row.enrolment.public_id}:{first}"


def _run_words(row: GridRow) -> tuple[Promise, Promise]:
    name, run = row.enrolment.user.name, row.standing.run
    return (
        format_lazy(_("{name} was absent {count} times in a row"), name=name, count=run),
        format_lazy(_("You were absent {count} times in a row; please speak to your class teacher"), count=run),
    )


def _reach_words(row: GridRow) -> tuple[Promise, Promise]:
    return (
        format_lazy(_("{name} can no longer reach the minimum attendance"), name=row.enrolment.user.name),
        format_lazy(_("You can no longer reach the minimum attendance; please speak to your class teacher")),
    )
