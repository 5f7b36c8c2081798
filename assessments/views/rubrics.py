"""Scoring sheets: the list, one sheet, written and put in force."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..actions.ratings import RatingRefused, install_rubric
from ..actions.rubrics import add_rubric, change_rubric, faults_of, put_rubric_in_force
from ..domain.default_rubrics import SHEETS, points_of
from ..enums import RubricState
from ..forms.rubric import CriterionFormSet, RubricForm, criteria_initial, stored_criteria
from ..models import Rubric
from ..permissions import may_keep_rubrics
from ..queries.rubrics import rubric_list as list_rubrics
from ..queries.rubrics import rubrics_visible_to, sheets_to_start_from


def _allowed(request: HttpRequest) -> None:
    if not may_keep_rubrics(request.user):
        raise Http404


def _rubric(request: HttpRequest, public_id: str) -> Rubric:
    return get_object_or_404(rubrics_visible_to(request.user).select_related("bank", "created_by"), public_id=public_id)


@login_required
@require_GET
def rubric_list(request: HttpRequest) -> HttpResponse:
    _allowed(request)
    context = {"rubrics": list_rubrics(request.user), "starters": sheets_to_start_from(request.user.bank)}
    return render(request, "assessments/rubric_list.html", context)


@login_required
@require_GET
def rubric_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    rubric = _rubric(request, public_id)
    context = {
        "rubric": rubric,
        "criteria": [{**row, "points": points_of(row)} for row in rubric.criteria],
        "faults": faults_of(rubric) if rubric.state == RubricState.DRAFT else [],
    }
    return render(request, "assessments/rubric_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def rubric_edit(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """A new sheet, a draft, or the next version of a sheet in force."""
    _allowed(request)
    rubric = _rubric(request, public_id) if public_id else None
    form = RubricForm(request.POST or None, rubric=rubric)
    rows = CriterionFormSet(request.POST or None, initial=criteria_initial(rubric), prefix="criterion")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        sheet: dict[str, Any] = {"criteria": stored_criteria(rows.forms), "red_lines": form.lines()}
        try:
            if rubric is None:
                data = form.cleaned_data
                rubric = add_rubric(bank=request.user.bank, title=data["title"], purpose=data["purpose"], actor=request.user, **sheet)
            else:
                rubric = change_rubric(rubric=rubric, title=form.cleaned_data["title"], actor=request.user, **sheet)
        except RatingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Draft kept. Put it in force when it is ready."))
            return redirect("rubric-detail", rubric.public_id)
    context = {"form": form, "rows": rows, "rubric": rubric}
    return render(request, "assessments/rubric_edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def rubric_in_force(request: HttpRequest, public_id: str) -> HttpResponse:
    rubric = _rubric(request, public_id)
    try:
        put_rubric_in_force(rubric=rubric, actor=request.user)
    except RatingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("In force. New ratings use this version."))
    return redirect("rubric-detail", public_id)


@login_required
@require_POST
def rubric_install(request: HttpRequest, code: str) -> HttpResponse:
    """Take over one of the starting sheets."""
    _allowed(request)
    if code not in SHEETS:
        raise Http404
    rubric = install_rubric(bank=request.user.bank, code=code, actor=request.user)
    messages.success(request, _("The sheet is in force at your bank. Change it to make your own version."))
    return redirect("rubric-detail", rubric.public_id)
