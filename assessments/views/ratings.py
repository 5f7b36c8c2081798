"""Ratings: what waits for a rater, the sheet on the phone, and the staff's view of every rater side by side."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.cohorts.queries import cohorts_visible_to
from lms.people.models import User

from ..actions.ratings import RatingRefused, close_rating_task, install_rubric, open_rating_tasks, submit_rating
from ..domain.default_rubrics import read_rubric
from ..domain.rubric import disagreement
from ..forms.rating import RatingSheetForm, RatingTaskForm
from ..models import RatingTask
from ..permissions import may_run_exams
from ..queries.ratings import tasks_for_rater, tasks_visible_to_staff


@login_required
def rating_list(request: HttpRequest) -> HttpResponse:
    """My own ratings first; for staff, below them, those of their classes."""
    mine = list(tasks_for_rater(request.user)[:200])
    page = Paginator(tasks_visible_to_staff(request.user), 40).get_page(request.GET.get("page"))
    rows = [_side_by_side(task, request.user) for task in page]
    managed = [one for one in cohorts_visible_to(request.user).select_related("bank")[:30] if may_run_exams(request.user, one)]
    return render(request, "assessments/rating_list.html", {"mine": mine, "page": page, "rows": rows, "managed": managed})


def _side_by_side(task: RatingTask, user: User) -> dict[str, Any]:
    """Every rater's total, the spread, and whether they differ too much. Who still has to rate sees nobody else's sheet."""
    ratings = [row for row in task.ratings.all() if row.submitted_at]
    raters = list(task.raters.all())
    if any(rater.pk == user.pk for rater in raters) and not any(row.rater_id == user.pk for row in ratings):
        return {"task": task, "ratings": [], "asked": len(raters), "hidden": True}
    totals = [row.total for row in ratings if row.total is not None]
    rubric = read_rubric(task.rubric.criteria, task.rubric.red_lines)
    return {
        "task": task,
        "ratings": ratings,
        "asked": len(raters),
        "mean": sum(totals) / len(totals) if totals else None,
        "maximum": rubric.maximum,
        "apart": disagreement(totals, scale=rubric.maximum),
    }


@login_required
def rating_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    task = get_object_or_404(tasks_for_rater(request.user), public_id=public_id)
    before = task.ratings.filter(rater=request.user).first()
    form = RatingSheetForm(task.rubric, before, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            submit_rating(
                task=task,
                rater=request.user,
                scores=form.scores(),
                red_lines=data["red_lines"],
                note=data["note"],
                reason=data.get("reason", ""),
            )
        except RatingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your rating of %(name)s is kept.") % {"name": task.subject.user.name})
            return redirect("rating-list")
    return render(request, "assessments/rating_sheet.html", {"task": task, "form": form, "before": before})


@login_required
def rating_new(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = get_object_or_404(cohorts_visible_to(request.user).select_related("bank"), public_id=public_id)
    if not may_run_exams(request.user, cohort):
        raise Http404
    form = RatingTaskForm(cohort, request.POST or None, initial={"happened_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = open_rating_tasks(
                cohort=cohort,
                rubric=install_rubric(bank=cohort.bank, code=data["rubric"], actor=request.user),
                subjects=data["subjects"],
                raters=data["raters"],
                title=data["title"],
                happened_on=data["happened_on"],
                actor=request.user,
            )
        except RatingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(count)d ratings are asked for.") % {"count": len(made)})
            return redirect("rating-list")
    return render(request, "assessments/rating_new.html", {"cohort": cohort, "form": form})


@require_POST
@login_required
def rating_close(request: HttpRequest, public_id: str) -> HttpResponse:
    task = get_object_or_404(tasks_visible_to_staff(request.user), public_id=public_id)
    if not may_run_exams(request.user, task.cohort):
        raise Http404
    close_rating_task(task=task, actor=request.user)
    return redirect("rating-list")
