"""What happens inside a lesson: reading, finishing, notes, quiz, recordings."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assessments.domain.question import BadAnswer
from lms.people.models import User
from media.actions import play_link
from media.models import MediaItem
from media.queries import watch_progress_of

from ..actions import CourseProblem, Standing, note_progress, note_try, save_note
from ..queries import Reader, check_answer, quiz_questions
from .fetch import is_part, open_lesson, taken_lesson

LARGEST_REPORT = 20_000


def _missing_words(standing: Standing, reader: Reader) -> list[str]:
    labels = {section.id: section.label for section in reader.body.sections}
    places = {pk: section for section, pk in reader.body.recordings.items()}
    words = [_("not read: %(part)s") % {"part": labels[section]} for section in standing.missing.sections]
    asked = [code for quiz in reader.body.quizzes.values() for code in quiz]
    words += [_("quiz not tried: question %(number)d") % {"number": asked.index(code) + 1} for code in standing.missing.questions]
    words += [_("not watched: %(part)s") % {"part": labels[places[pk]]} for pk in standing.missing.recordings]
    return words


@require_POST
@login_required
def lesson_progress(request: HttpRequest, public_id: str) -> JsonResponse:
    """What the reading module reports: sections that were on the screen, and the place."""
    reader = open_lesson(request, public_id)
    taken = taken_lesson(request, public_id) if reader.taken is None else reader.taken
    try:
        data = json.loads(request.body) if len(request.body) <= LARGEST_REPORT else None
    except ValueError:
        data = None
    seen = data.get("seen", []) if isinstance(data, dict) else None
    if not isinstance(seen, list) or not all(isinstance(section, str) for section in seen):
        return JsonResponse({"error": _("The report can't be read.")}, status=HTTPStatus.BAD_REQUEST)
    standing = note_progress(user=request.user, taken=taken, seen=seen, position=str(data.get("position", ""))[:40])
    missing = _missing_words(standing, reader)
    return JsonResponse({"done": standing.done, "seen": len(standing.row.seen), "total": len(reader.body.sections), "missing": missing})


@require_POST
@login_required
def lesson_complete(request: HttpRequest, public_id: str) -> HttpResponse:
    """The person thinks they are done; the answer says what is missing, or goes on."""
    reader = open_lesson(request, public_id)
    standing = note_progress(user=request.user, taken=taken_lesson(request, public_id))
    if not standing.done:
        words = "；".join(_missing_words(standing, reader)[:5])
        messages.warning(request, _("Not done yet: %(parts)s") % {"parts": words})
        return redirect("lesson", public_id=public_id)
    messages.success(request, _("Lesson done."))
    if reader.after:
        return redirect("lesson", public_id=reader.after[0])
    return redirect("course-detail", public_id=reader.course_id)


@require_POST
@login_required
def lesson_note(request: HttpRequest, public_id: str) -> HttpResponse:
    taken = taken_lesson(request, public_id)
    quiet = request.headers.get("Accept", "").startswith("application/json")
    try:
        save_note(user=request.user, lesson_id=taken.line.id, text=request.POST.get("text", ""))
    except CourseProblem as problem:
        if quiet:
            return JsonResponse({"saved": False, "error": problem.message}, status=HTTPStatus.BAD_REQUEST)
        messages.error(request, problem.message)
        return redirect("lesson", public_id=public_id)
    if quiet:
        return JsonResponse({"saved": True})
    messages.success(request, _("Notes saved."))
    return redirect("lesson", public_id=public_id)


def _quiz_context(reader: Reader, section: str, user: User) -> dict[str, object]:
    """The questions of the reader's own bank and the shared ones, also in a lesson of the shared library."""
    codes = reader.body.quizzes.get(section)
    if codes is None:
        raise Http404
    found = quiz_questions(codes, bank_id=user.bank_id)
    tried = reader.taken.line.quiz if reader.taken else {}
    rows = [{"row": found[code], "version": found[code].current_version, "tried": tried.get(code)} for code in codes if code in found]
    return {"reader": reader, "section": section, "questions": rows}


@require_GET
@login_required
def lesson_quiz(request: HttpRequest, public_id: str, section: str) -> HttpResponse:
    """The questions of one quiz; inside the lesson, or as a page of its own where scripts don't run."""
    context = _quiz_context(open_lesson(request, public_id), section, request.user)
    return render(request, "courses/quiz_part.html" if is_part(request) else "courses/quiz_page.html", context)


@require_POST
@login_required
def lesson_try(request: HttpRequest, public_id: str, section: str, code: str) -> HttpResponse:
    """One answer: marked here, explained at once."""
    reader = open_lesson(request, public_id)
    question = quiz_questions([code], bank_id=request.user.bank_id).get(code)
    if question is None or code not in reader.body.quizzes.get(section, ()):
        raise Http404
    try:
        feedback = check_answer(question, request.POST.getlist("answer"))
    except BadAnswer:
        feedback = None
    if feedback is not None and reader.taken is not None:
        note_try(user=request.user, taken=reader.taken, code=code, correct=feedback.correct)
    context = {
        "reader": reader,
        "section": section,
        "question": {"row": question, "version": question.current_version, "tried": None},
        "feedback": feedback,
        "given": request.POST.getlist("answer"),
    }
    return render(request, "courses/quiz_question.html" if is_part(request) else "courses/quiz_answer_page.html", context)


@require_GET
@login_required
def lesson_recording(request: HttpRequest, public_id: str, section: str) -> HttpResponse:
    """The player with an address for this person; the same address renews it, after asking again."""
    reader = open_lesson(request, public_id)
    item = MediaItem.objects.filter(pk=reader.body.recordings.get(section, 0)).select_related("bank").first()
    if item is None or item.bank_id not in {None, reader.bank_id}:
        raise Http404
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"url": play_link(item, request.user)})
    context = {
        "reader": reader,
        "item": item,
        "renew_url": reverse("lesson-recording", args=[public_id, section]),
        "watched": watch_progress_of(request.user, [item]).get(item.pk),
    }
    return render(request, "courses/recording_part.html" if is_part(request) else "courses/recording_page.html", context)
