"""Questions and answers under a lesson."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import CourseProblem, answer_question, ask_question, hide_contribution, settle_question
from ..models import LessonAnswer, LessonPage, LessonQuestion
from ..permissions import may_moderate
from ..queries import answers_visible_to, open_questions, question_visible_to, questions_under
from .fetch import is_part, open_lesson, taken_lesson


@login_required
def lesson_questions(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everybody who may read the lesson reads and asks here; POST asks."""
    reader = open_lesson(request, public_id)
    if request.method == "POST":
        taken = taken_lesson(request, public_id)
        lesson = LessonPage.objects.get(pk=reader.id)
        try:
            ask_question(user=request.user, lesson=lesson, cohort=taken.taken.offering.cohort, text=request.POST.get("text", ""))
            messages.success(request, _("Your question is asked. You get a notice when it is answered."))
        except CourseProblem as problem:
            messages.error(request, problem.message)
        return redirect("lesson-questions", public_id=public_id)
    page = Paginator(questions_under(reader.id, request.user), 20).get_page(request.GET.get("page"))
    context = {"reader": reader, "page": page, "moderates": may_moderate(request.user)}
    return render(request, "courses/questions_part.html" if is_part(request) else "courses/questions_page.html", context)


@login_required
def questions_waiting(request: HttpRequest) -> HttpResponse:
    """For instructors: what nobody has answered yet."""
    if not may_moderate(request.user):
        raise Http404
    page = Paginator(open_questions(request.user), 30).get_page(request.GET.get("page"))
    return render(request, "courses/questions_waiting.html", {"page": page})


@require_POST
@login_required
def question_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    question = get_object_or_404(question_visible_to(request.user), public_id=public_id)
    reader = open_lesson(request, question.lesson.public_id)
    try:
        answer_question(user=request.user, question=question, text=request.POST.get("text", ""))
        messages.success(request, _("Your answer is posted."))
    except CourseProblem as problem:
        messages.error(request, problem.message)
    return redirect("lesson-questions", public_id=reader.public_id)


@require_POST
@login_required
def answer_settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whoever asked, or an instructor, says which answer helped."""
    answer = get_object_or_404(answers_visible_to(request.user).filter(hidden_at__isnull=True), public_id=public_id)
    reader = open_lesson(request, answer.question.lesson.public_id)
    if answer.question.author_id != request.user.pk and not may_moderate(request.user):
        raise Http404
    settle_question(answer=answer)
    return redirect("lesson-questions", public_id=reader.public_id)


@require_POST
@login_required
def contribution_hide(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    if not may_moderate(request.user):
        raise Http404
    row: LessonQuestion | LessonAnswer
    if kind == "question":
        row = question = get_object_or_404(question_visible_to(request.user), public_id=public_id)
    else:
        row = answer = get_object_or_404(answers_visible_to(request.user), public_id=public_id)
        question = answer.question
    reader = open_lesson(request, question.lesson.public_id)
    try:
        hide_contribution(row=row, user=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("Hidden."))
    except CourseProblem as problem:
        messages.error(request, problem.message)
    return redirect("lesson-questions", public_id=reader.public_id)
