"""People of a cohort: enrol one, amend a row in place, change a state, history."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.people.queries import people_in_bank, people_visible_to, search_people

from ..actions import amend_enrolment, change_enrolment, enrol
from ..enums import LegalFooting
from ..forms import AmendForm, ChangeStateForm, EnrolForm, refuse
from ..models import Enrolment
from ..permissions import may_manage_cohort, may_read_reasons_of, may_see_roster
from ..queries import enrolments_visible_to
from .access import cohort_or_404


@login_required
def enrolment_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Find a person (``?q=``), choose them (``?person=``), fill in their row."""
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    q = request.GET.get("q", "").strip()
    free = people_visible_to(request.user).filter(is_active=True).exclude(enrolments__cohort=cohort)
    chosen = request.POST.get("person") or request.GET.get("person", "")
    person = get_object_or_404(free, key=chosen) if chosen else None
    initial = {"joined_on": cohort.starts_on, "legal_footing": LegalFooting.PROBATION, "person": chosen}
    form = EnrolForm(cohort, request.POST or None, initial=initial)
    if request.method == "POST" and person is not None and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "person"}
        try:
            enrol(cohort=cohort, user=person, actor_key=request.user.key, **fields)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("%(name)s is enrolled.") % {"name": person.name})
            return redirect("cohort-detail", cohort.public_id)
    found = list(search_people(free, q)[:20]) if q else []
    return render(request, "cohorts/enrolment_new.html", {"cohort": cohort, "form": form, "q": q, "found": found, "person": person})


def _enrolment_or_404(request: HttpRequest, public_id: str, *, manage: bool = False) -> Enrolment:
    rows = enrolments_visible_to(request.user).select_related("user", "organisation", "cohort__bank", "cohort__organisation")
    enrolment = get_object_or_404(rows, public_id=public_id)
    if manage and not may_manage_cohort(request.user, enrolment.cohort):
        raise PermissionDenied
    return enrolment


def _history(enrolment: Enrolment) -> list[dict[str, Any]]:
    """Every change with the name of who made it: two queries."""
    changes = list(enrolment.changes.all())
    keys = {change.by_key for change in changes}
    names = dict(people_in_bank(enrolment.cohort.bank).filter(key__in=keys).values_list("key", "name"))
    return [{"change": change, "by": names.get(change.by_key, "")} for change in changes]


@login_required
def enrolment_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, _enrolment_or_404(request, public_id))


def _page(
    request: HttpRequest, enrolment: Enrolment, *, change_form: ChangeStateForm | None = None, amend_form: AmendForm | None = None
) -> HttpResponse:
    """The person's page; a form with mistakes comes back in its place."""
    cohort = enrolment.cohort
    context = {
        "enrolment": enrolment,
        "cohort": cohort,
        "history": _history(enrolment),
        "may_manage": may_manage_cohort(request.user, cohort),
        "may_see_roster": may_see_roster(request.user, cohort),
        "shows_reasons": may_read_reasons_of(request.user, enrolment),
        "change_form": change_form or ChangeStateForm(enrolment),
        "amend_form": amend_form or AmendForm(cohort, enrolment=enrolment),
    }
    return render(request, "cohorts/enrolment_detail.html", context, status=422 if change_form or amend_form else 200)


@login_required
@require_POST
def enrolment_change(request: HttpRequest, public_id: str) -> HttpResponse:
    enrolment = _enrolment_or_404(request, public_id, manage=True)
    form = ChangeStateForm(enrolment, request.POST)
    if form.is_valid():
        try:
            change_enrolment(enrolment=enrolment, actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The state is changed."))
            return redirect("enrolment-detail", enrolment.public_id)
    return _page(request, enrolment, change_form=form)


@login_required
def enrolment_amend(request: HttpRequest, public_id: str) -> HttpResponse:
    """The row as a form, and the row again once saved; without script the same form stands on the person's page."""
    enrolment = _enrolment_or_404(request, public_id, manage=True)
    form = AmendForm(enrolment.cohort, request.POST or None, enrolment=enrolment)
    inline = bool(getattr(request, "htmx", False))
    if request.method == "POST" and form.is_valid():
        try:
            enrolment = amend_enrolment(enrolment=enrolment, actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            if inline:
                return _row(request, enrolment)
            messages.success(request, _("Saved."))
            return redirect("enrolment-detail", enrolment.public_id)
    if inline:
        return render(request, "cohorts/enrolment_row_form.html", {"row": enrolment, "form": form, "cohort": enrolment.cohort})
    if request.method != "POST":
        return redirect("enrolment-detail", enrolment.public_id)
    return _page(request, enrolment, amend_form=form)


@login_required
def enrolment_row(request: HttpRequest, public_id: str) -> HttpResponse:
    """One row as it stands: what cancelling an amendment puts back."""
    return _row(request, _enrolment_or_404(request, public_id, manage=True))


def _row(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    context = {"row": enrolment, "cohort": enrolment.cohort, "may_manage": True, "today": timezone.localdate()}
    return render(request, "cohorts/enrolment_row.html", context)
