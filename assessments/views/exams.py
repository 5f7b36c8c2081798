"""Exams: the list, one exam for its trainee or its staff, set, change, schedule, cancel."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.cohorts.permissions import may_read_reasons

from ..actions.exam_problems import ExamProblem
from ..actions.write_exam import add_exam, cancel_exam, change_exam, schedule_exam
from ..enums import ExamPhase, ExamState
from ..forms.exam import AccommodationForm, CancelForm, ExamForm, ExtendForm
from ..models import Exam
from ..queries.exam_lists import exam_phase, my_exams, own_exams, staff_exams
from ..queries.exams import cohorts_examined_by, exams_overseen_by, exams_to_sit, present_enrolments, published_papers
from ..queries.monitor import seats_of, tally
from ..queries.release import release_state
from .exam_access import WITH, overseen_or_404, run_or_404, runs


@login_required
@require_GET
@never_cache
def exam_list(request: HttpRequest) -> HttpResponse:
    """A trainee's own exams; below or instead, those of the classes a person works with."""
    now = timezone.now()
    q, phase = request.GET.get("q", "")[:60], request.GET.get("phase", "")
    page = Paginator(staff_exams(request.user, text=q, phase=phase, now=now), 30).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    for exam in rows:
        exam.phase = exam_phase(exam, now)
    context = {
        "own": my_exams(request.user, now),
        "page": page,
        "rows": rows,
        "q": q,
        "narrowed": bool(q or phase),
        "filters": [("phase", _("State"), list(ExamPhase.choices), phase)],
        "may_add": cohorts_examined_by(request.user).exists(),
    }
    return render(request, "assessments/exam_list.html", context)


@login_required
@require_GET
@never_cache
def exam_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    exam = exams_overseen_by(request.user).select_related(*WITH).filter(public_id=public_id).first()
    if exam is not None:
        return _staff_page(request, exam)
    exam = get_object_or_404(exams_to_sit(request.user).select_related("cohort", "paper"), public_id=public_id)
    own = own_exams(request.user, [exam], timezone.now())[0]
    return render(request, "assessments/exam_intro.html", {"own": own, "exam": exam, "questions": exam.paper.items.count()})


def _staff_page(request: HttpRequest, exam: Exam) -> HttpResponse:
    now = timezone.now()
    seats = seats_of(exam, now)
    people = present_enrolments(exam)
    phase = exam_phase(exam, now)
    context = {
        "exam": exam,
        "phase": phase,
        "seats": seats,
        "tally": tally(seats),
        "shows_reasons": may_read_reasons(request.user, exam.cohort),
        "may_run": runs(request, exam),
        "running": exam.state in {ExamState.DRAFT, ExamState.SCHEDULED},
        "extend_form": ExtendForm(people=people),
        "accommodation_form": AccommodationForm(people=people),
        "cancel_form": CancelForm(),
        "release": release_state(exam, now),
    }
    return render(request, "assessments/exam_monitor.html", context)


@login_required
@require_GET
@never_cache
def exam_seats(request: HttpRequest, public_id: str) -> HttpResponse:
    """The part of the monitor that is fetched again and again."""
    exam = overseen_or_404(request, public_id)
    now = timezone.now()
    seats = seats_of(exam, now)
    context = {"exam": exam, "seats": seats, "tally": tally(seats), "shows_reasons": may_read_reasons(request.user, exam.cohort)}
    return render(request, "assessments/pieces/exam_seats.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def exam_add(request: HttpRequest) -> HttpResponse:
    cohorts = cohorts_examined_by(request.user)
    if not cohorts.exists():
        raise Http404
    form = ExamForm(
        request.POST or None,
        cohorts=cohorts,
        papers=published_papers(request.user),
        initial={"cohort": request.GET.get("cohort", ""), "paper": request.GET.get("paper", ""), "pass_mark": 60, "duration_minutes": 60},
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            exam = add_exam(cohort=data.pop("cohort"), paper=data.pop("paper"), actor=request.user, **data)
        except ExamProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Draft kept. Schedule the exam when it is ready; only then the class sees it."))
            return redirect("exam-detail", exam.public_id)
    return render(request, "assessments/exam_form.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def exam_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    exam = run_or_404(request, public_id)
    form = ExamForm(request.POST or None, cohorts=cohorts_examined_by(request.user), papers=published_papers(request.user), exam=exam)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "cohort"}
        try:
            change_exam(exam=exam, actor=request.user, **data)
        except ExamProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Kept."))
            return redirect("exam-detail", public_id)
    return render(request, "assessments/exam_form.html", {"form": form, "exam": exam}, status=422 if form.is_bound else 200)


def act(request: HttpRequest, public_id: str, step: Callable[[], object], done: str) -> HttpResponse:
    """One step and back to the exam's page, with what was done or why not."""
    try:
        step()
    except ExamProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("exam-detail", public_id)


@login_required
@require_POST
def exam_schedule(request: HttpRequest, public_id: str) -> HttpResponse:
    exam = run_or_404(request, public_id)
    return act(request, public_id, lambda: schedule_exam(exam=exam, actor=request.user), _("Scheduled. The class has been told."))


@login_required
@require_POST
def exam_cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    exam = run_or_404(request, public_id)
    reason = request.POST.get("reason", "")[:300]
    return act(request, public_id, lambda: cancel_exam(exam=exam, actor=request.user, reason=reason), _("The exam is cancelled."))
