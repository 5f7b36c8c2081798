"""Conditions, checks after disbursement, steps of an overdue loan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions import CaseProblem
from ..actions.monitoring import do_overdue_step, record_check
from ..actions.sitting import meet_condition
from ..forms import refuse
from ..forms.folder import CheckAfterForm, ConditionForm, OverdueStepForm
from ..models import CaseCondition, LoanCase
from ..permissions import works_on
from ..queries.scope import checks_visible_to, overdue_steps_visible_to
from .folder import folder_or_404


def _own(request: HttpRequest, case: LoanCase) -> None:
    if not works_on(request.user, case):
        raise PermissionDenied


@login_required
@require_http_methods(["GET", "POST"])
def condition_meet(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    case, _folder = folder_or_404(request, public_id)
    row = get_object_or_404(CaseCondition, case=case, position=position)
    _own(request, case)
    form = ConditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meet_condition(case=case, position=position, note=form.cleaned_data["note"], actor=request.user)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The condition is met."))
            return redirect("case-step", case.public_id, "conditions")
    return render(request, "operations/condition.html", {"case": case, "row": row, "form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def check_record(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(checks_visible_to(request.user), public_id=public_id)
    _own(request, row.case)
    form = CheckAfterForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            record_check(check=row, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The check after disbursement is recorded."))
            return redirect("case-folder", row.case.public_id)
    context = {"case": row.case, "row": row, "form": None if row.done_on and not form.is_bound else form}
    return render(request, "operations/check_after.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def overdue_step(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(overdue_steps_visible_to(request.user), public_id=public_id)
    _own(request, row.case)
    form = OverdueStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            do_overdue_step(step=row, actor=request.user, note=form.cleaned_data["note"])
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Noted."))
            return redirect("case-folder", row.case.public_id)
    return render(
        request, "operations/overdue_step.html", {"case": row.case, "row": row, "form": form}, status=422 if form.is_bound else 200
    )
