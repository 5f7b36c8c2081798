"""Attendance of a whole class, and of one person."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.templatetags.design_formats import clock, short_day

from ..actions.settlement import settle_overdue
from ..documents.attendance_table import attendance_workbook
from ..enums import AttendanceState
from ..models import Cohort
from ..permissions import may_manage_cohort, may_read_reasons_of, may_see_roster, may_teach
from ..queries import current_enrolment, enrolments_visible_to
from ..queries.attendance import Grid, attendance_grid
from ..queries.leave import leaves_visible_to
from ..queries.person_attendance import person_attendance
from .access import cohort_or_404
from .files import XLSX, file_response

COLUMNS = 24
# tone and mark of a state in the heat map; the mark is printed, so ink alone suffices
CELLS = {"present": ("good", "✓"), "late": ("warn", "◷"), "absent": ("bad", "✗"), "on_leave": ("info", "○"), "excused": ("info", "○")}


@login_required
def cohort_attendance(request: HttpRequest, public_id: str) -> HttpResponse:
    """Alarms first, then everybody against the minimum, the map of people and sessions, and the sessions."""
    cohort = cohort_or_404(request, public_id, may_see_roster)
    now = timezone.now()
    settle_overdue(cohort=cohort, now=now)
    people = enrolments_visible_to(request.user).filter(cohort=cohort).select_related("user", "organisation")
    grid = attendance_grid(cohort, now=now, enrolments=list(people.order_by("seat_number", "user__name_pinyin", "id")))
    if request.GET.get("format") == "xlsx":
        return _export(request, cohort, grid)
    begun = [place for place, slot in enumerate(grid.slots) if slot.starts_at <= now]
    page = Paginator(begun[::-1], COLUMNS).get_page(request.GET.get("page"))
    places = list(page.object_list)[::-1]
    context = {
        "cohort": cohort,
        "grid": grid,
        "page": page,
        "heat_rows": [(row.enrolment.user.name, [_cell(row.states[place]) for place in places]) for row in grid.rows],
        "heat_columns": [f"{short_day(grid.slots[place].starts_at)} {clock(grid.slots[place].starts_at)}" for place in places],
        "sessions": [_session_line(grid, place, now) for place in places[::-1]],
        "ahead": len(grid.slots) - len(begun),
        "may_manage": may_manage_cohort(request.user, cohort),
        "may_teach": may_teach(request.user, cohort),
        "may_see_roster": True,
    }
    return render(request, "cohorts/cohort_attendance.html", context)


def _cell(state: str | None) -> tuple[str, str, str]:
    if not state:
        return ("none", "" if state is None else "·", _("not in the class") if state is None else _("not settled"))
    tone, mark = CELLS[state]
    return tone, mark, str(AttendanceState(state).label)


def _session_line(grid: Grid, place: int, now: Any) -> dict[str, Any]:
    """One session with its figures; ``open`` is how many of those expected have no mark."""
    slot, states = grid.slots[place], [row.states[place] for row in grid.rows]
    return {
        "slot": slot,
        "present": sum(state == "present" for state in states),
        "late": sum(state == "late" for state in states),
        "absent": sum(state == "absent" for state in states),
        "leave": sum(state in ("on_leave", "excused") for state in states),
        "open": sum(state == "" for state in states),
        "running": slot.starts_at <= now < slot.ends_at,
    }


def _export(request: HttpRequest, cohort: Cohort, grid: Grid) -> HttpResponse:
    log_act(
        organisation_key=cohort.bank.public_id,
        actor_key=request.user.key,
        verb=Verb.EXPORTED,
        object_kind="cohort_attendance",
        object_id=cohort.public_id,
    )
    content = attendance_workbook(grid=grid, printed_by=request.user.name, now=timezone.now())
    return file_response(content, name=f"{cohort.name}-{_('Attendance')}.xlsx", content_type=XLSX)


@login_required
def my_attendance(request: HttpRequest) -> HttpResponse:
    """A trainee's own page; who sits in no class is told what belongs here."""
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return render(request, "cohorts/person_attendance.html", {"own": True, "person": None})
    settle_overdue(cohort=enrolment.cohort)
    person = person_attendance(enrolment, now=timezone.now())
    return render(request, "cohorts/person_attendance.html", _person_context(request, person, own=True))


@login_required
def enrolment_attendance(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same page about somebody of one's class."""
    rows = enrolments_visible_to(request.user).select_related("user", "organisation", "cohort__bank", "cohort__organisation")
    enrolment = get_object_or_404(rows, public_id=public_id)
    own = enrolment.user_id == request.user.pk
    if not own and not may_see_roster(request.user, enrolment.cohort):
        raise PermissionDenied
    person = person_attendance(enrolment, now=timezone.now())
    return render(request, "cohorts/person_attendance.html", _person_context(request, person, own=own))


def _person_context(request: HttpRequest, person: Any, *, own: bool) -> dict[str, Any]:
    """Leave and reasons are for fewer eyes than attendance."""
    allowed = own or leaves_visible_to(request.user).filter(enrolment=person.enrolment).exists()
    return {
        "person": person,
        "cohort": person.enrolment.cohort,
        "own": own,
        "leaves": person.leaves if allowed else [],
        "shows_leave": allowed,
        "shows_reasons": may_read_reasons_of(request.user, person.enrolment),
        "may_record": not own and may_teach(request.user, person.enrolment.cohort),
    }
