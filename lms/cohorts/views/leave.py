"""Leave: ask, take back, answer, note what was made up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions.leave import decide_leave, record_make_up, request_leave, withdraw_leave
from ..actions.problems import CohortProblem
from ..domain.leave import may_withdraw
from ..enums import PRESENT_STATES, CohortState, LeaveKind, LeaveState
from ..forms import refuse
from ..forms.leave import DecideLeaveForm, LeaveForm, MakeUpForm, next_morning
from ..models import Enrolment, Leave
from ..permissions import may_decide_leave, may_run_class
from ..queries import current_enrolment
from ..queries.leave import days_of, is_short, leave_waiting_for, leaves_visible_to


@login_required
def leave_list(request: HttpRequest) -> HttpResponse:
    """What waits for me on top; below it everything I may see, filtered by state, kind and person."""
    state, kind, q = (request.GET.get(name, "").strip() for name in ("state", "kind", "q"))
    rows = leaves_visible_to(request.user).order_by("-starts_at", "-id")
    if state in LeaveState.values:
        rows = rows.filter(state=state)
    elif state == "make_up":
        rows = rows.filter(state=LeaveState.APPROVED, make_up_needed=True, make_up_done_at__isnull=True)
    if kind in LeaveKind.values:
        rows = rows.filter(kind=kind)
    if q:
        rows = rows.filter(enrolment__user__name__icontains=q) | rows.filter(enrolment__user__name_initials__startswith=q.lower())
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(leave, days_of(leave)) for leave in page],
        "waiting": leave_waiting_for(request.user),
        "q": q,
        "filtered": bool(state or kind),
        "filters": [
            ("state", _("Any state"), [*LeaveState.choices, ("make_up", _("still to be made up"))], state),
            ("kind", _("Any kind"), LeaveKind.choices, kind),
        ],
        "mine": _own_class(request) is not None,
    }
    return render(request, "cohorts/leave_list.html", context)


def _own_class(request: HttpRequest) -> Enrolment | None:
    enrolment = current_enrolment(request.user)
    open_class = enrolment is not None and enrolment.state in PRESENT_STATES and enrolment.cohort.state != CohortState.CLOSED
    return enrolment if open_class else None


@login_required
def leave_add(request: HttpRequest) -> HttpResponse:
    enrolment = _own_class(request)
    if enrolment is None:
        raise PermissionDenied
    start = next_morning(timezone.now())
    form = LeaveForm(request.POST or None, initial={"starts_at": start, "ends_at": start.replace(hour=17)})
    if request.method == "POST" and form.is_valid():
        try:
            leave = request_leave(enrolment=enrolment, actor_key=request.user.key, **form.cleaned_data)
        except CohortProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Your request is on its way. You get a notice when it is answered."))
            return redirect("leave-detail", leave.public_id)
    return render(request, "cohorts/leave_form.html", {"form": form, "cohort": enrolment.cohort}, status=422 if form.is_bound else 200)


def _leave(request: HttpRequest, public_id: str) -> Leave:
    return get_object_or_404(leaves_visible_to(request.user), public_id=public_id)


@login_required
def leave_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, _leave(request, public_id))


def _page(request: HttpRequest, leave: Leave, **failed: Form) -> HttpResponse:
    user, cohort, short = request.user, leave.enrolment.cohort, is_short(leave)
    own = leave.enrolment.user_id == user.pk
    context: dict[str, Any] = {
        "leave": leave,
        "cohort": cohort,
        "days": days_of(leave),
        "short": short,
        "own": own,
        "may_decide": leave.state == LeaveState.REQUESTED and not own and may_decide_leave(user, cohort, short=short),
        "may_withdraw": own and may_withdraw(leave.state, leave.starts_at, timezone.now()),
        "may_make_up": leave.state == LeaveState.APPROVED
        and leave.make_up_needed
        and leave.make_up_done_at is None
        and not own
        and may_run_class(user, cohort),
        "decide_form": DecideLeaveForm(),
        "make_up_form": MakeUpForm(),
        **failed,
    }
    return render(request, "cohorts/leave_detail.html", context, status=422 if failed else 200)


@login_required
@require_POST
def leave_decide(request: HttpRequest, public_id: str) -> HttpResponse:
    leave = _leave(request, public_id)
    if not may_decide_leave(request.user, leave.enrolment.cohort, short=is_short(leave)):
        raise PermissionDenied
    form = DecideLeaveForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            decide_leave(
                leave=leave,
                approve=data["answer"] == "approve",
                decided_by=request.user,
                note=data["note"],
                make_up_needed=data["make_up_needed"],
            )
        except CohortProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The request is answered; the trainee has been told."))
            return redirect("leave-list")
    return _page(request, leave, decide_form=form)


@login_required
@require_POST
def leave_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    leave = _leave(request, public_id)
    if leave.enrolment.user_id != request.user.pk:
        raise PermissionDenied
    try:
        withdraw_leave(leave=leave, actor_key=request.user.key)
    except CohortProblem as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("The request is taken back."))
    return redirect("leave-detail", leave.public_id)


@login_required
@require_POST
def leave_make_up(request: HttpRequest, public_id: str) -> HttpResponse:
    leave = _leave(request, public_id)
    if leave.enrolment.user_id == request.user.pk or not may_run_class(request.user, leave.enrolment.cohort):
        raise PermissionDenied
    form = MakeUpForm(request.POST)
    if form.is_valid():
        try:
            record_make_up(leave=leave, note=form.cleaned_data["note"], actor_key=request.user.key)
        except CohortProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Noted as made up."))
            return redirect("leave-detail", leave.public_id)
    return _page(request, leave, make_up_form=form)
