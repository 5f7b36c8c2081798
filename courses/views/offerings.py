"""The courses of one cohort: give, change, order, withdraw."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.cohorts.models import Cohort
from lms.cohorts.queries import cohorts_visible_to

from ..actions import CourseProblem, change_offering, move_offering, offer_course, withdraw_offering
from ..forms import OfferingForm
from ..models import CourseOffering
from ..permissions import may_organise


def _cohort(request: HttpRequest, public_id: str) -> Cohort:
    if not may_organise(request.user):
        raise Http404
    return get_object_or_404(cohorts_visible_to(request.user), public_id=public_id)


def _offering(request: HttpRequest, public_id: str) -> CourseOffering:
    if not may_organise(request.user):
        raise Http404
    rows = CourseOffering.objects.filter(cohort__in=cohorts_visible_to(request.user)).select_related("cohort", "course", "bank")
    return get_object_or_404(rows, public_id=public_id)


@login_required
def cohort_courses(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = _cohort(request, public_id)
    form = OfferingForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            offer_course(cohort=cohort, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The cohort takes this course."))
            return redirect("cohort-courses", public_id=public_id)
        except CourseProblem as problem:
            form.add_error("course", problem.message)
    rows = CourseOffering.objects.filter(cohort=cohort).select_related("course").order_by("position", "pk")
    return render(request, "courses/cohort_courses.html", {"cohort": cohort, "form": form, "offerings": rows})


@login_required
def offering_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    offering = _offering(request, public_id)
    form = OfferingForm(request.user, request.POST or None, offering=offering)
    if request.method == "POST" and form.is_valid():
        change_offering(offering=offering, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("cohort-courses", public_id=offering.cohort.public_id)
    return render(request, "courses/offering_form.html", {"offering": offering, "form": form})


@require_POST
@login_required
def offering_move(request: HttpRequest, public_id: str, direction: str) -> HttpResponse:
    offering = _offering(request, public_id)
    move_offering(offering=offering, up=direction == "up", actor=request.user)
    return redirect("cohort-courses", public_id=offering.cohort.public_id)


@require_POST
@login_required
def offering_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    offering = _offering(request, public_id)
    cohort = offering.cohort
    withdraw_offering(offering=offering, actor=request.user)
    messages.success(request, _("The cohort no longer takes this course. What people did in it is kept."))
    return redirect("cohort-courses", public_id=cohort.public_id)
