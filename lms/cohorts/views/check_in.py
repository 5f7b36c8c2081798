"""Check-in: the trainee's page, and the screen in the classroom that shows the code."""

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions.attendance import open_check_in
from ..actions.check_in import redeem_code
from ..actions.problems import CohortProblem
from ..domain.check_in import code_for, code_step, seconds_left, tidy_code
from ..models import Slot
from ..queries.attendance_rules import rules_of_slot, slot_window
from ..queries.check_in import check_ins_of, shown_check_in
from ..queries.seats import seats_of, tally_of
from .sessions import session_or_404


def _refusals() -> dict[str, str]:
    return {
        "wrong": _("This code is not right. Look at the screen once more: the code keeps changing."),
        "slow_down": _("Too many wrong codes. Wait five minutes, or ask your class teacher to mark you on the seat list."),
        "early": _("It is too early. Check-in has not opened yet."),
        "over": _("It is too late. The session is over; please speak to your class teacher."),
    }


@login_required
def check_in(request: HttpRequest) -> HttpResponse:
    """One field, one button; ``?code=`` from the code on the screen fills the field, the person still presses the button."""
    error, status = "", 200
    if request.method == "POST":
        answer = redeem_code(user=request.user, code=request.POST.get("code", ""))
        if answer.outcome in ("accepted", "already"):
            if answer.outcome == "accepted":
                messages.success(request, _("You are checked in."))
            return redirect("check-in")
        error, status = _refusals()[answer.outcome], 422
    sessions = check_ins_of(request.user, now=timezone.now())
    context = {
        "session": shown_check_in(sessions),
        "sessions": sessions,
        "code": "" if error else tidy_code(request.GET.get("code", ""))[:6],
        "error": error,
    }
    return render(request, "cohorts/check_in.html", context, status=status)


def _shown_code(request: HttpRequest, slot: Slot) -> dict[str, object]:
    """What the classroom screen shows now; no code before opening, after the end, or once settled."""
    now, rules = timezone.now(), rules_of_slot(slot)
    window = slot_window(slot, rules)
    counts = tally_of(seats := seats_of(slot))
    shown: dict[str, object] = {
        "in": counts.present + counts.late,
        "late": counts.late,
        "expected": len(seats),
        "phase": "over" if slot.settled_at else window.phase(now),
        "seconds": rules.code_seconds,
    }
    if slot.check_in_secret and shown["phase"] in ("open", "late"):
        code = code_for(slot.check_in_secret, code_step(now, rules.code_seconds))
        link = request.build_absolute_uri(f"{reverse('check-in')}?code={code}")
        picture = segno.make(link, micro=False, error="m").svg_inline(omitsize=True, border=2, light="white")
        shown |= {"code": code, "left": seconds_left(now, rules.code_seconds), "qr": picture}
    return shown


@login_required
def slot_code(request: HttpRequest, public_id: str) -> HttpResponse:
    slot = session_or_404(request, public_id)
    shown = _shown_code(request, slot)
    window = slot_window(slot, rules_of_slot(slot))
    # The picture is drawn here from our own address and six digits; nothing in it comes from a person.
    context = {"slot": slot, "shown": shown, "window": window, "qr": mark_safe(str(shown.get("qr", "")))}
    return render(request, "cohorts/slot_code.html", context)


@login_required
def slot_code_now(request: HttpRequest, public_id: str) -> JsonResponse:
    """The present code, what is left of its time, and how many are in: asked every few seconds."""
    return JsonResponse(_shown_code(request, session_or_404(request, public_id)))


@login_required
@require_POST
def slot_open(request: HttpRequest, public_id: str) -> HttpResponse:
    slot = session_or_404(request, public_id)
    try:
        open_check_in(slot=slot, actor_key=request.user.key)
    except CohortProblem as problem:
        messages.error(request, problem.sentence)
    return redirect("slot-code", slot.public_id)
