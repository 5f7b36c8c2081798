"""Exercises of a class: giving one, following it, its results as a workbook; and the bank's own cases."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.toolkit.downloads import JSON, XLSX, file_response

from ..actions.begin_investigation import give_exercise, teams_of
from ..actions.keep_teaching_case import CaseRefused, archive_teaching_case, checked_case, keep_teaching_case
from ..actions.problems import InvestigationProblem
from ..documents.exercise_workbook import exercise_workbook
from ..domain.case_file.recompute import FORMAT
from ..enums import ScorePart
from ..forms.exercise import ExerciseForm, TeachingCaseForm
from ..models import InvestigationExercise
from ..queries.case_faults import fault_words
from ..queries.exercise_results import results_of
from ..queries.investigations import cohorts_to_give_to, exercises_run_by, present_people, teaching_cases_of


@login_required
@require_GET
@never_cache
def exercises(request: HttpRequest) -> HttpResponse:
    if not cohorts_to_give_to(request.user).exists():
        raise Http404
    q = request.GET.get("q", "")[:60]
    rows = exercises_run_by(request.user).select_related("cohort", "created_by").order_by("-opens_at", "-id")
    page = Paginator(rows.filter(title__icontains=q) if q else rows, 30).get_page(request.GET.get("page"))
    context = {"page": page, "rows": list(page.object_list), "q": q, "narrowed": bool(q), "now": timezone.now()}
    return render(request, "simulations/exercise_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def exercise_new(request: HttpRequest) -> HttpResponse:
    cohorts = cohorts_to_give_to(request.user)
    wanted = request.POST.get("cohort") or request.GET.get("cohort")
    cohort = get_object_or_404(cohorts, public_id=wanted) if wanted else cohorts.first()
    if cohort is None:
        raise Http404
    cases = teaching_cases_of(request.user).filter(archived_at__isnull=True, file__format=FORMAT)
    form = ExerciseForm(request.POST or None, people=present_people(cohort), cases=cases)
    if request.method == "POST" and form.is_valid():
        made = _give(request, cohort, form)
        if made is not None:
            messages.success(request, _("The exercise is given. Everybody has been told; each case is made and frozen."))
            return redirect("exercise-detail", made.public_id)
    context = {"form": form, "cohort": cohort, "cohorts": cohorts[:60]}
    return render(request, "simulations/exercise_form.html", context, status=422 if form.is_bound else 200)


def _give(request: HttpRequest, cohort: Any, form: ExerciseForm) -> InvestigationExercise | None:
    data = form.cleaned_data
    try:
        return give_exercise(
            actor=request.user,
            cohort=cohort,
            title=data["title"],
            teams=teams_of(form.team_order(), data["pairing"]),
            pairing=data["pairing"],
            level=data["level"],
            opens_at=data["opens_at"],
            due_at=data["due_at"],
            rule=form.rule(),
            case=data["case"].file if data["case"] else None,
            trades=data["trades"],
            same_case=data["same_case"],
        )
    except InvestigationProblem as problem:
        form.add_error(None, str(problem))
        return None


def _run_or_404(request: HttpRequest, public_id: str) -> InvestigationExercise:
    return get_object_or_404(exercises_run_by(request.user).select_related("cohort", "bank", "created_by"), public_id=public_id)


@login_required
@require_GET
@never_cache
def exercise_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    exercise = _run_or_404(request, public_id)
    context = {
        "exercise": exercise,
        "results": results_of(exercise),
        "parts": [part.label for part in ScorePart],
        "weights": ScorePart.weighed(exercise.rule),
        "forms": exercise.plan.get("forms", []),
    }
    return render(request, "simulations/exercise_detail.html", context)


@login_required
@require_GET
@never_cache
def exercise_results(request: HttpRequest, public_id: str) -> HttpResponse:
    exercise = _run_or_404(request, public_id)
    content = exercise_workbook(exercise, results_of(exercise), now=timezone.now())
    return file_response(content, name=_("%(title)s results.xlsx") % {"title": exercise.title}, content_type=XLSX)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def teaching_cases(request: HttpRequest) -> HttpResponse:
    """The bank's own cases, and one more: refused whole with every line that does not fit."""
    if not cohorts_to_give_to(request.user).exists():
        raise Http404
    form, faults = TeachingCaseForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and form.is_valid():
        try:
            case = checked_case(form.cleaned_data["file"])
            keep_teaching_case(actor=request.user, title=form.cleaned_data["title"], source=form.cleaned_data["source"], case=case)
        except CaseRefused as refused:
            faults = fault_words(refused.faults)
        except InvestigationProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Kept. The case balances and can be given to a class."))
            return redirect("teaching-case-list")
    rows = teaching_cases_of(request.user).filter(archived_at__isnull=True).select_related("created_by").defer("file")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    context = {"form": form, "faults": faults, "page": page, "rows": list(page.object_list)}
    return render(request, "simulations/teaching_case_list.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
@never_cache
def teaching_case_file(request: HttpRequest, public_id: str) -> HttpResponse:
    case = get_object_or_404(teaching_cases_of(request.user), public_id=public_id)
    content = json.dumps(case.file, ensure_ascii=False, indent=2).encode()
    return file_response(content, name=f"{case.title}.json", content_type=JSON)


@login_required
@require_POST
def teaching_case_archive(request: HttpRequest, public_id: str) -> HttpResponse:
    case = get_object_or_404(teaching_cases_of(request.user), public_id=public_id)
    archive_teaching_case(case=case, actor=request.user)
    messages.success(request, _("Archived. Exercises that use it go on."))
    return redirect("teaching-case-list")
