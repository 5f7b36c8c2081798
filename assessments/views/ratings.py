"""Ratings: what waits for a rater, the sheet on the phone, and the staff's view of every rater side by side."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lms.cohorts.queries import cohorts_visible_to
from lms.people.models import User

from ..actions.ratings import RatingRefused, add_rater, close_rating_task, install_rubric, open_rating_tasks, submit_rating
from ..domain.default_rubrics import read_rubric
from ..domain.rubric import disagreement
from ..enums import RatingTaskState
from ..forms.rating import FurtherRaterForm, RatingSheetForm, RatingTaskForm
from ..models import RatingTask
from ..permissions import may_keep_rubrics, may_run_exams
from ..queries.exams import cohorts_examined_by
from ..queries.ratings import tasks_for_rater, tasks_visible_to_staff


@login_required
def rating_list(request: HttpRequest) -> HttpResponse:
    """My own ratings first; for staff, below them, those of their classes. ``?batch=`` shows one round only."""
    batch = request.GET.get("batch", "")[:40]
    only = {"batch": batch} if batch else {}
    mine = list(tasks_for_rater(request.user).filter(**only)[:200])
    page = Paginator(tasks_visible_to_staff(request.user).filter(**only), 40).get_page(request.GET.get("page"))
    rows = [_side_by_side(task, request.user) for task in page]
    managed = cohorts_examined_by(request.user)[:30]
    waiting = [task for task in mine if task.state == RatingTaskState.OPEN and not task.is_done]
    context = {
        "mine": mine,
        "waiting": waiting,
        "done": [task for task in mine if task not in waiting],
        "page": page,
        "rows": rows,
        "managed": [] if batch else managed,
        "keeps_rubrics": may_keep_rubrics(request.user),
        "batch": batch,
    }
    return render(request, "assessments/rating_list.html", context)


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
    if task.state != RatingTaskState.OPEN:
        messages.info(request, _("This rating is closed."))
        return redirect("rating-list")
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
    context = {"task": task, "form": form, "before": before}
    return render(request, "assessments/rating_sheet.html", context, status=422 if form.is_bound else 200)


def _for_staff(request: HttpRequest, public_id: str) -> RatingTask:
    return get_object_or_404(tasks_visible_to_staff(request.user).select_related("bank"), public_id=public_id)


@login_required
@require_GET
def rating_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One performance: every rater's sheet, criterion by criterion, how far apart they are, and who is still to come."""
    task = _for_staff(request, public_id)
    seen = _side_by_side(task, request.user)
    sheets, asked = seen["ratings"], list(task.raters.all())
    totals = [sheet.total for sheet in sheets if sheet.total is not None]
    for sheet in sheets:
        sheet.lines = [task.rubric.red_lines.get(code, code) for code in sheet.red_lines]
    may_run = may_run_exams(request.user, task.cohort)
    context = seen | {
        "sheets": sheets,
        "rows": [{"text": row["text"], "points": [sheet.scores.get(row["code"]) for sheet in sheets]} for row in task.rubric.criteria],
        "count_text": f"{len(sheets)}/{len(asked)}",
        "spread": max(totals) - min(totals) if len(totals) > 1 else None,
        "spread_tone": "warn" if seen.get("apart") else "",
        "missing": [rater for rater in asked if rater.pk not in {sheet.rater_id for sheet in sheets}],
        "may_run": may_run,
        "form": FurtherRaterForm(task) if may_run else None,
    }
    return render(request, "assessments/rating_detail.html", context)


@login_required
@require_POST
def rating_add_rater(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more rater, where the others differ too much."""
    task = _for_staff(request, public_id)
    if not may_run_exams(request.user, task.cohort):
        raise Http404
    form = FurtherRaterForm(task, request.POST)
    try:
        if form.is_valid():
            add_rater(task=task, rater=form.cleaned_data["rater"], actor=request.user)
            messages.success(request, _("%(name)s has been asked.") % {"name": form.cleaned_data["rater"].name})
        else:
            messages.error(request, _("Choose somebody who has not been asked yet."))
    except RatingRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("rating-detail", public_id)


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
    return render(request, "assessments/rating_new.html", {"cohort": cohort, "form": form}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def rating_close(request: HttpRequest, public_id: str) -> HttpResponse:
    task = _for_staff(request, public_id)
    if not may_run_exams(request.user, task.cohort):
        raise Http404
    close_rating_task(task=task, actor=request.user)
    return redirect("rating-list")
