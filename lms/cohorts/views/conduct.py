"""Conduct points of a class: list, new entry, withdrawal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User

from ..actions.conduct import record_conduct, withdraw_conduct
from ..actions.problems import CohortProblem
from ..enums import PRESENT_STATES
from ..forms import refuse
from ..forms.conduct import ConductForm, WithdrawConductForm
from ..models import ConductEntry
from ..permissions import may_manage_cohort, may_run_class, may_see_roster, may_teach
from ..queries import enrolments_visible_to
from ..queries.attendance_rules import conduct_start
from ..queries.conduct import conduct_of_cohort, conduct_visible_to
from .access import cohort_or_404


@login_required
def conduct_list(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_see_roster)
    rows = conduct_of_cohort(request.user, cohort)
    entries = sorted((entry for row in rows for entry in row.entries), key=lambda entry: (entry.happened_on, entry.pk), reverse=True)
    names = {row.enrolment.pk: row.enrolment for row in rows}
    runs = may_run_class(request.user, cohort)
    context = {
        "cohort": cohort,
        "rows": rows,
        "start": conduct_start(cohort.bank),
        "entries": [(entry, names[entry.enrolment_id], runs or entry.recorded_by_id == request.user.pk) for entry in entries],
        "may_record": may_teach(request.user, cohort),
        "may_manage": may_manage_cohort(request.user, cohort),
        "may_see_roster": True,
    }
    return render(request, "cohorts/conduct_list.html", context)


@login_required
def conduct_add(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_teach)
    people = enrolments_visible_to(request.user).filter(cohort=cohort, state__in=PRESENT_STATES).select_related("user")
    people = people.order_by("seat_number", "user__name_pinyin", "id")
    initial = {"enrolment": request.GET.get("person", ""), "happened_on": timezone.localdate(), "amount": 2}
    form = ConductForm(people, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            entry = record_conduct(
                enrolment=data["enrolment"],
                points=form.points,
                category=data["category"],
                reason=data["reason"],
                happened_on=data["happened_on"],
                recorded_by=request.user,
            )
        except CohortProblem as problem:
            refuse(form, problem)
        else:
            words = _("%(points)+d points for %(name)s are on file.")
            messages.success(request, words % {"points": entry.points, "name": data["enrolment"].user.name})
            return redirect("conduct-list", cohort.public_id)
    return render(request, "cohorts/conduct_form.html", {"form": form, "cohort": cohort}, status=422 if form.is_bound else 200)


def may_withdraw_entry(user: User, entry: ConductEntry) -> bool:
    """Who runs the class, or whoever made the entry and still teaches there."""
    cohort = entry.enrolment.cohort
    return may_run_class(user, cohort) or (entry.recorded_by_id == user.pk and may_teach(user, cohort))


@login_required
def conduct_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    entry = get_object_or_404(conduct_visible_to(request.user), public_id=public_id)
    if not may_withdraw_entry(request.user, entry):
        raise PermissionDenied
    form = WithdrawConductForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_conduct(entry=entry, reason=form.cleaned_data["reason"], actor_key=request.user.key)
        except CohortProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The entry is withdrawn; it stays on file with your reason."))
            return redirect("conduct-list", entry.enrolment.cohort.public_id)
    context = {"form": form, "entry": entry, "cohort": entry.enrolment.cohort}
    return render(request, "cohorts/conduct_withdraw.html", context, status=422 if form.is_bound else 200)
