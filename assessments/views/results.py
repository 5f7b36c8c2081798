"""Results: the summary before the release, the class analysis, the regrade, and one person's own result."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lms.jobs.actions import enqueue

from ..actions.exam_problems import TEXTS, ExamProblem
from ..actions.regrade import regrade_question
from ..actions.release_exam import release_exam
from ..actions.submit_sitting import close_if_overdue, close_overdue
from ..domain.item_statistics import topic_shares
from ..enums import SittingState
from ..forms.exam import RegradeForm
from ..models import Exam
from ..permissions import may_mark
from ..queries.release import Summary, has_passed, percentage, release_state, summary_of, topic_names, vector_of, weakest
from ..queries.results import lines_of, results_visible
from ..queries.sittings import sittings_of
from .exam_access import overseen_or_404, run_or_404, runs
from .reasons import RELIABILITY_REASONS

WEAK = Decimal("0.6")
TONES = ((80, "good"), (60, "none"), (40, "warn"))


def _keys_shown(request: HttpRequest, exam: Exam) -> bool:
    """Questions with their keys are for those who teach the class; an office sees figures."""
    return exam.cohort is not None and may_mark(request.user, exam.cohort)


@login_required
@require_GET
@never_cache
def exam_results(request: HttpRequest, public_id: str) -> HttpResponse:
    """How the class did. For who runs the exam also the way to the release."""
    exam = overseen_or_404(request, public_id)
    close_overdue()
    may_run = runs(request, exam)
    if not may_run and not results_visible(exam):
        raise PermissionDenied
    summary = summary_of(exam)
    state = release_state(exam, timezone.now())
    shows = _keys_shown(request, exam)
    context = {
        "exam": exam,
        "summary": summary,
        "state": state,
        "blockers": [TEXTS[code] for code in state.blockers],
        "may_run": may_run,
        "shows_keys": shows,
        "pass_share_text": f"{percentage_of(summary.passed, summary.people)}%",
        "bands": [(label, count, "bad" if label.startswith("0") else "") for label, count in summary.bands],
        "weakest": weakest(summary) if shows else [],
        "reasons": {
            "alpha": RELIABILITY_REASONS.get(summary.alpha.reason or ""),
            "kr20": RELIABILITY_REASONS.get(summary.kr20.reason or ""),
        },
        "rows": _rows(exam, summary),
    }
    return render(request, "assessments/exam_results.html", context)


def percentage_of(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _rows(exam: Exam, summary: Summary) -> list[dict[str, Any]]:
    """One row per person, best first."""
    rows = [
        {
            "user": one.user,
            "score": one.score,
            "maximum": one.maximum,
            "share": percentage(one.score, one.maximum),
            "passed": has_passed(exam, one),
        }
        for one in summary.sittings
    ]
    return sorted(rows, key=lambda row: (-row["share"], row["user"].name_pinyin))


@login_required
@require_POST
def exam_release(request: HttpRequest, public_id: str) -> HttpResponse:
    exam = run_or_404(request, public_id)
    try:
        release_exam(exam=exam, actor=request.user)
    except ExamProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Released. Everybody who sat the exam has been told."))
    return redirect("exam-results", public_id)


@login_required
@require_GET
@never_cache
def exam_analysis(request: HttpRequest, public_id: str) -> HttpResponse:
    """Topic by topic and question by question."""
    exam = overseen_or_404(request, public_id)
    if not runs(request, exam) and not results_visible(exam):
        raise PermissionDenied
    summary = summary_of(exam)
    topics = [question.topic for question in summary.questions]
    names = topic_names(topics)
    maxima = [question.points for question in summary.questions]
    order = list(dict.fromkeys(topics))
    heat = []
    for sitting in sorted(summary.sittings, key=lambda one: one.user.name_pinyin):
        shares = topic_shares(topics, vector_of(sitting), maxima)
        heat.append((sitting.user.name, [_cell(shares[topic] * 100) for topic in order]))
    context = {
        "exam": exam,
        "summary": summary,
        "topics": [{"code": row.topic, "name": names.get(row.topic, row.topic), "row": row} for row in summary.topics],
        "bars": [
            (names.get(row.topic, row.topic), (row.facility * 100).quantize(1), "bad" if row.facility < WEAK else "")
            for row in summary.topics
        ],
        "columns": [str(number) for number in range(1, len(order) + 1)],
        "heat": heat,
        "items": [
            (row, question, names.get(question.topic, question.topic))
            for row, question in zip(summary.figures, summary.questions, strict=True)
        ],
        "shows_keys": _keys_shown(request, exam),
        "may_run": runs(request, exam),
    }
    return render(request, "assessments/exam_analysis.html", context)


def _cell(share: Any) -> tuple[str, str, str]:
    mark = str(round(share / 10))
    return next((tone for low, tone in TONES if share >= low), "bad"), mark, f"{round(share)}%"


@login_required
def exam_regrade(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    """One question's key put right for everybody."""
    exam = run_or_404(request, public_id)
    if not _keys_shown(request, exam):
        raise PermissionDenied
    summary = summary_of(exam)
    if not 1 <= position <= len(summary.questions):
        raise Http404
    form = RegradeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        key = data["key"] if data["how"] == RegradeForm.KEY else None
        try:
            changed = regrade_question(
                exam=exam, position=position, actor=request.user, reason=data["reason"], key=key, tolerance=data["tolerance"]
            )
        except ExamProblem as problem:
            form.add_error("key" if problem.code == "key_unreadable" else None, str(problem))
        else:
            messages.success(request, ngettext("%(n)d score changed.", "%(n)d scores changed.", changed) % {"n": changed})
            return redirect("exam-results", public_id)
    context = {"exam": exam, "position": position, "question": summary.questions[position - 1], "form": form}
    return render(request, "assessments/exam_regrade.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def exam_export(request: HttpRequest, public_id: str) -> HttpResponse:
    """The results as a workbook, made in the background."""
    exam = run_or_404(request, public_id)
    job = enqueue(
        kind="assessments.results_export", title=_("Results: %(title)s") % {"title": exam.title}, owner=request.user, bank=exam.bank,
        args={"exam": exam.public_id},
    )  # fmt: skip
    return redirect("job-detail", job.public_id)


@login_required
@require_GET
@never_cache
def sitting_result(request: HttpRequest, public_id: str) -> HttpResponse:
    """Handed in; the score and the questions only once the results are out."""
    own = close_if_overdue(sitting=get_object_or_404(sittings_of(request.user), public_id=public_id))
    if own.state == SittingState.OPEN:
        return redirect("sitting", public_id)
    context: dict[str, Any] = {"sitting": own, "exam": own.exam, "out": results_visible(own.exam) and own.score is not None}
    if context["out"]:
        context |= {"lines": lines_of(own), "passed": has_passed(own.exam, own), "share": percentage(own.score, own.maximum)}
    return render(request, "assessments/sitting_result.html", context)
