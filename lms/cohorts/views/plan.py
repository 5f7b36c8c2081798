"""The plan: programmes as templates, and a cohort's own copy."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import complete_step, install_programme, move_step, reopen_step, shift_plan
from ..forms import CompleteStepForm, MoveStepForm, ReasonForm, ShiftForm, refuse
from ..models import Cohort, CohortStep
from ..permissions import may_manage_cohort, may_manage_programmes, may_run_class, may_see_roster
from ..queries import plan_of_cohort, programme_gantt, programme_steps, programmes_visible_to
from .access import cohort_or_404


@login_required
def programme_list(request: HttpRequest) -> HttpResponse:
    programmes = programmes_visible_to(request.user).prefetch_related("steps", "cohorts")
    context = {"programmes": programmes, "may_install": may_manage_programmes(request.user)}
    return render(request, "cohorts/programme_list.html", context)


@login_required
@require_POST
def programme_install(request: HttpRequest) -> HttpResponse:
    if not may_manage_programmes(request.user) or request.user.bank is None:
        raise PermissionDenied
    programme = install_programme(bank=request.user.bank, actor_key=request.user.key)
    messages.success(request, _("The three-month plan is there."))
    return redirect("programme-detail", programme.public_id)


@login_required
def programme_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = get_object_or_404(programmes_visible_to(request.user), public_id=public_id)
    steps = programme_steps(programme)
    weeks = max([12, *(step.week_to for step in steps)])
    context = {"programme": programme, "steps": steps, "gantt": programme_gantt(steps), "weeks": weeks}
    return render(request, "cohorts/programme_detail.html", context)


@login_required
def cohort_plan(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id)
    today = timezone.localdate()
    context = {
        "cohort": cohort,
        "plan": plan_of_cohort(cohort, today=today),
        "may_manage": may_manage_cohort(request.user, cohort),
        "may_see_roster": may_see_roster(request.user, cohort),
        "may_run": may_run_class(request.user, cohort),
        "shift_form": ShiftForm(initial={"weeks": 1}),
    }
    return render(request, "cohorts/cohort_plan.html", context)


def _step(cohort: Cohort, step_id: str) -> CohortStep:
    return get_object_or_404(cohort.steps.select_related("cohort__bank"), public_id=step_id)


@login_required
def step_detail(request: HttpRequest, public_id: str, step_id: str) -> HttpResponse:
    """One step: what it asks for, what it waits for, and the forms to tick it off, move it or take it back."""
    cohort = cohort_or_404(request, public_id)
    return _step_page(request, cohort, _step(cohort, step_id))


def _step_page(request: HttpRequest, cohort: Cohort, step: CohortStep, **failed: Form) -> HttpResponse:
    today = timezone.localdate()
    plan = plan_of_cohort(cohort, today=today)
    context = {
        "cohort": cohort,
        "line": next(line for line in plan.lines if line.step.pk == step.pk),
        "may_run": may_run_class(request.user, cohort),
        "complete_form": CompleteStepForm(initial={"done_on": today}),
        "move_form": MoveStepForm(initial={"planned_from": step.planned_from, "planned_to": step.planned_to}),
        "reopen_form": ReasonForm(),
        **failed,
    }
    return render(request, "cohorts/step_detail.html", context, status=422 if failed else 200)


@login_required
@require_POST
def step_complete(request: HttpRequest, public_id: str, step_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_run_class)
    step, form = _step(cohort, step_id), CompleteStepForm(request.POST)
    if form.is_valid():
        try:
            complete_step(step=step, actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Step %(code)s is done.") % {"code": step.code})
            return redirect("cohort-plan", cohort.public_id)
    return _step_page(request, cohort, step, complete_form=form)


@login_required
@require_POST
def step_reopen(request: HttpRequest, public_id: str, step_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_run_class)
    step, form = _step(cohort, step_id), ReasonForm(request.POST)
    if form.is_valid():
        try:
            reopen_step(step=step, actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Step %(code)s is open again.") % {"code": step.code})
            return redirect("cohort-plan", cohort.public_id)
    return _step_page(request, cohort, step, reopen_form=form)


@login_required
@require_POST
def step_move(request: HttpRequest, public_id: str, step_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_run_class)
    step, form = _step(cohort, step_id), MoveStepForm(request.POST)
    if form.is_valid():
        move_step(step=step, actor_key=request.user.key, **form.cleaned_data)
        messages.success(request, _("The days of step %(code)s are changed.") % {"code": step.code})
        return redirect("cohort-plan", cohort.public_id)
    return _step_page(request, cohort, step, move_form=form)


@login_required
@require_POST
def plan_shift(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_run_class)
    form = ShiftForm(request.POST)
    try:
        moved = shift_plan(cohort=cohort, weeks=form.cleaned_data["weeks"] if form.is_valid() else 0, actor_key=request.user.key)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("%(count)d steps were moved.") % {"count": moved})
    return redirect("cohort-plan", cohort.public_id)
