"""More time or attempts, for one trainee or all."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions.accommodate import extend_all, extend_one, grant_accommodation
from ..forms.exam import AccommodationForm, ExtendForm
from ..queries.exams import present_enrolments
from .exam_access import run_or_404
from .exams import act


def _faults(request: HttpRequest, form: Form, public_id: str) -> HttpResponse:
    """The form stands on the monitor page, which goes on changing: say there what is wrong."""
    for name, errors in form.errors.items():
        label = form[name].label if name in form.fields else ""
        messages.error(request, f"{label}: {' '.join(str(one) for one in errors)}" if label else " ".join(str(one) for one in errors))
    return redirect("exam-detail", public_id)


@login_required
@require_POST
def exam_extend(request: HttpRequest, public_id: str) -> HttpResponse:
    exam = run_or_404(request, public_id)
    form = ExtendForm(request.POST, people=present_enrolments(exam))
    if not form.is_valid():
        return _faults(request, form, public_id)
    data = form.cleaned_data

    def extend() -> Any:
        shared = {"exam": exam, "minutes": data["minutes"], "actor": request.user, "reason": data["reason"]}
        return extend_one(user=data["person"].user, **shared) if data["person"] else extend_all(**shared)

    return act(request, public_id, extend, _("More time granted; every open page shows it within half a minute."))


@login_required
@require_POST
def exam_accommodate(request: HttpRequest, public_id: str) -> HttpResponse:
    exam = run_or_404(request, public_id)
    form = AccommodationForm(request.POST, people=present_enrolments(exam))
    if not form.is_valid():
        return _faults(request, form, public_id)
    data = dict(form.cleaned_data)
    person = data.pop("person").user

    def grant() -> Any:
        return grant_accommodation(exam=exam, user=person, actor=request.user, **data)

    return act(request, public_id, grant, _("The accommodation is granted."))
