"""The seat list of one session: mark, enter the printed sheet, settle, correct."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.people.models import User
from lms.people.permissions import oversees
from lms.toolkit.pdf import MissingGlyph

from ..actions.attendance import mark_attendance
from ..actions.attendance_amend import amend_attendance
from ..actions.problems import CohortProblem
from ..actions.settlement import settle_overdue, settle_slot
from ..documents.attendance_sheet import attendance_sheet
from ..enums import AttendanceMethod, AttendanceState
from ..forms.attendance import AmendAttendanceForm, BrushForm, states_from
from ..models import Slot
from ..permissions import may_read_reasons, may_run_class, may_take_attendance
from ..queries.attendance_rules import rules_of_slot, slot_window
from ..queries.seats import Seat, amendments_of, seats_of, tally_of
from .files import file_response
from .sessions import may_see_marks, session_or_404

SEAT_LOOKS = {"present": "present", "late": "late", "absent": "absent", "on_leave": "leave", "excused": "leave", "": "empty"}
SEAT_SIGNS = {"present": "✓", "late": "◷", "absent": "✗", "on_leave": "○", "excused": "○", "": ""}


def seat_words(seat: Seat) -> dict[str, Any]:
    """How a seat looks: its state for the design system, a sign and a word, so that colour alone tells nothing."""
    word = str(AttendanceState(seat.state).label) if seat.state else _("no mark yet")
    return {"state": seat.state, "look": SEAT_LOOKS[seat.state], "word": f"{SEAT_SIGNS[seat.state]} {word}".strip()}


def _amends(user: User, slot: Slot) -> bool:
    return may_run_class(user, slot.cohort)


@login_required
def slot_attendance(request: HttpRequest, public_id: str) -> HttpResponse:
    slot = session_or_404(request, public_id, may_see_marks)
    now = timezone.now()
    if slot.settled_at is None and slot.ends_at <= now and settle_overdue(cohort=slot.cohort, now=now):
        slot.refresh_from_db(fields=["state", "settled_at", "settled_by_key"])
    seats = seats_of(slot, viewer=request.user)
    takes = may_take_attendance(request.user, slot)
    window = slot_window(slot, rules_of_slot(slot))
    context = {
        "slot": slot,
        "cohort": slot.cohort,
        "seats": [(seat, seat_words(seat)) for seat in seats],
        "counts": tally_of(seats),
        "unmarked": sum(not seat.state for seat in seats),
        "to_leave": sum(not seat.state and bool(seat.leaves) for seat in seats),
        "window": window,
        "phase": window.phase(now),
        "may_mark": takes and slot.settled_at is None and window.phase(now) != "early",
        "may_settle": takes and slot.settled_at is None and now >= slot.ends_at,
        "may_amend": slot.settled_at is not None and _amends(request.user, slot),
        "takes": takes,
        "amendments": amendments_of(slot, seats) if slot.settled_at else [],
        # A branch office sees only its own people here.
        "shows_reasons": takes or oversees(request.user) or may_read_reasons(request.user, slot.cohort),
        "brushes": [(state, AttendanceState(state).label) for state in ("present", "late", "absent", "on_leave")],
    }
    return render(request, "cohorts/slot_attendance.html", context)


@login_required
@require_POST
def slot_mark(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Seats tapped with the chosen mark; the script asks for JSON, without it the page comes back."""
    slot = session_or_404(request, public_id)
    seats = seats_of(slot)
    form = BrushForm(seats, request.POST)
    scripted = request.headers.get("Accept", "") == "application/json"
    problem = "" if form.is_valid() else _("This mark is not known. Reload the page.")
    if not problem:
        try:
            mark_attendance(slot=slot, states=form.states(), actor_key=request.user.key)
        except CohortProblem as refused:
            problem = refused.sentence
    if not scripted:
        if problem:
            messages.error(request, problem)
        return redirect("slot-attendance", slot.public_id)
    if problem:
        return JsonResponse({"problem": problem}, status=409)
    seats = seats_of(slot)
    counts = tally_of(seats)
    figures = {"present": counts.present, "late": counts.late, "absent": counts.absent, "leave": counts.excused}
    figures["open"] = len(seats) - sum(figures.values())
    return JsonResponse({"seats": {seat.enrolment.public_id: seat_words(seat) for seat in seats}, "counts": figures})


@login_required
def slot_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every row with its four marks: for what was signed on paper, and for browsers without script."""
    slot = session_or_404(request, public_id)
    if slot.settled_at is not None:
        return redirect("slot-amend", slot.public_id)
    seats = seats_of(slot)
    if request.method == "POST":
        try:
            mark_attendance(slot=slot, states=states_from(request.POST, seats), actor_key=request.user.key, method=AttendanceMethod.SHEET)
        except CohortProblem as problem:
            messages.error(request, problem.sentence)
        else:
            messages.success(request, _("The marks are saved. Settle the session when it is over."))
            return redirect("slot-attendance", slot.public_id)
    return _sheet_page(request, slot, seats)


def _sheet_page(request: HttpRequest, slot: Slot, seats: list[Seat], form: AmendAttendanceForm | None = None) -> HttpResponse:
    """The rows with what stands, or after a refusal with what was chosen."""
    chosen = states_from(request.POST, seats)
    rows = [(seat, chosen.get(seat.enrolment.pk, seat.state)) for seat in seats]
    context = {"slot": slot, "cohort": slot.cohort, "rows": rows, "form": form}
    return render(request, "cohorts/slot_sheet.html", context, status=422 if request.method == "POST" else 200)


@login_required
def slot_amend(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same rows after settlement, with one reason for what is corrected."""
    slot = session_or_404(request, public_id, _amends)
    if slot.settled_at is None:
        return redirect("slot-sheet", slot.public_id)
    seats = seats_of(slot)
    form = AmendAttendanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = amend_attendance(
                slot=slot,
                states=states_from(request.POST, seats),
                reason=form.cleaned_data["reason"],
                actor_key=request.user.key,
                method=form.cleaned_data["method"],
            )
        except CohortProblem as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("%(count)d marks are corrected; the old ones stay on file.") % {"count": changed})
            return redirect("slot-attendance", slot.public_id)
    return _sheet_page(request, slot, seats, form)


@login_required
@require_POST
def slot_settle(request: HttpRequest, public_id: str) -> HttpResponse:
    slot = session_or_404(request, public_id)
    try:
        settle_slot(slot=slot, actor_key=request.user.key)
    except CohortProblem as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("The attendance of this session is settled."))
    return redirect("slot-attendance", slot.public_id)


@login_required
def slot_sheet_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    slot = session_or_404(request, public_id)
    try:
        content = attendance_sheet(slot=slot, seats=seats_of(slot), printed_by=request.user.name, now=timezone.now())
    except MissingGlyph as problem:
        messages.error(request, _("These characters can't be printed: %(characters)s") % {"characters": problem})
        return redirect("slot-attendance", slot.public_id)
    name = f"{_('Attendance sheet')}-{timezone.localtime(slot.starts_at):%Y%m%d-%H%M}.pdf"
    return file_response(content, name=name, content_type="application/pdf")
