"""One question: written, previewed, looked at in all its versions, reviewed and retired."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..actions.problems import AssessmentProblem
from ..actions.review_question import approve_version, restore_question, retire_question, return_version, submit_version, withdraw_version
from ..actions.write_question import add_question, change_question
from ..domain.content import LETTERS
from ..enums import QuestionKind, ReviewState
from ..forms.question import QuestionForm, initial_of
from ..models import Question, QuestionVersion
from ..permissions import may_edit_question, may_review_version
from ..queries.questions import papers_using, questions_editable_by, questions_visible_to
from ..queries.versions import changes_since, content_of, versions_of
from .access import author_required


def _visible(request: HttpRequest, public_id: str) -> Question:
    rows = questions_visible_to(request.user).select_related("topic", "bank", "current_version", "created_by")
    return get_object_or_404(rows, public_id=public_id)


def _editable(request: HttpRequest, public_id: str) -> Question:
    return get_object_or_404(questions_editable_by(request.user).select_related("topic", "bank", "current_version"), public_id=public_id)


@author_required
@require_GET
def question_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    question = _visible(request, public_id)
    versions = versions_of(question)
    number = request.GET.get("v", "")
    shown = next((one for one in versions if str(one.number) == number), versions[0] if versions else None)
    if shown is None or (number and str(shown.number) != number):
        raise Http404
    newest = versions[0]
    earlier = next((one for one in versions if one.number < shown.number), None)
    own = may_edit_question(request.user, question)
    context = {
        "question": question,
        "versions": versions,
        "shown": shown,
        "newest": newest,
        "content": content_of(shown, question.kind),
        "letters": LETTERS,
        "earlier": earlier,
        "changes": changes_since(shown, earlier, question.kind),
        "papers": papers_using(question, request.user),
        "own": own,
        "may_edit": own and question.state != ReviewState.RETIRED and newest.state != ReviewState.IN_REVIEW,
        "may_review": own and shown.state == ReviewState.IN_REVIEW and may_review_version(request.user, shown),
    }
    return render(request, "assessments/question_detail.html", context)


def _form_page(request: HttpRequest, form: QuestionForm, question: Question | None = None) -> HttpResponse:
    context = {
        "form": form,
        "kind": QuestionKind(form.kind),
        "kinds": QuestionKind.choices,
        "question": question,
        # A live preview of what was typed so far would have to be typed again after an error, so it is rendered here too.
        "item": _preview_item(request.POST if form.is_bound else form.initial, form.kind),
    }
    return render(request, "assessments/question_form.html", context)


@author_required
@require_http_methods(["GET", "POST"])
def question_new(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("kind", QuestionKind.SINGLE)
    if kind not in QuestionKind.values:
        raise Http404
    if request.method == "GET":
        return _form_page(request, QuestionForm(kind=kind, initial={"difficulty": 1}))
    form = QuestionForm(request.POST, kind=kind)
    if form.is_valid():
        try:
            question = add_question(
                bank=request.user.bank,
                code=form.cleaned_data["code"],
                topic=form.cleaned_data["topic"],
                content=form.content(),
                author=request.user,
            )
        except AssessmentProblem as problem:
            form.add_error("code", str(problem))
        else:
            messages.success(request, _("Draft kept. Submit it for review when it is ready."))
            return redirect("question-detail", question.public_id)
    return _form_page(request, form)


@author_required
@require_http_methods(["GET", "POST"])
def question_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    question = _editable(request, public_id)
    newest = question.versions.order_by("-number").first()
    if newest is None:
        raise Http404
    initial = initial_of(content_of(newest, question.kind), question.topic)
    if request.method == "GET":
        return _form_page(request, QuestionForm(kind=question.kind, new=False, initial=initial), question)
    form = QuestionForm(request.POST, kind=question.kind, new=False)
    if form.is_valid():
        try:
            version = change_question(question=question, topic=form.cleaned_data["topic"], content=form.content(), author=request.user)
        except AssessmentProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Version %(number)d kept as a draft.") % {"number": version.number})
            return redirect("question-detail", question.public_id)
    return _form_page(request, form, question)


def _preview_item(data: Any, kind: str) -> dict[str, Any]:
    options = [str(data.get(f"option_{letter.lower()}") or "").strip() for letter in LETTERS]
    return {
        "kind": QuestionKind(kind),
        "stem": str(data.get("stem") or ""),
        "points": str(data.get("points") or "")[:12],
        "unit": str(data.get("unit") or ""),
        "options": [{"token": letter, "text": text} for letter, text in zip(LETTERS, options, strict=True) if text],
    }


@author_required
@require_POST
def question_preview(request: HttpRequest, kind: str) -> HttpResponse:
    """What a trainee would see of the form as it stands; nothing is kept."""
    if kind not in QuestionKind.values:
        raise Http404
    return render(request, "assessments/pieces/question_body.html", {"item": _preview_item(request.POST, kind)})


def _step(request: HttpRequest, public_id: str, take: Callable[[QuestionVersion], object], done: str) -> HttpResponse:
    """One step of the review, on the version the form names."""
    question = _editable(request, public_id)
    number = request.POST.get("version", "")
    version = get_object_or_404(question.versions, number=int(number) if number.isdecimal() and len(number) < 6 else 0)
    try:
        take(version)
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("question-detail", public_id)


@author_required
@require_POST
def question_submit(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("In review now. Another author will look at it.")
    return _step(request, public_id, lambda version: submit_version(version=version, actor=request.user), done)


@author_required
@require_POST
def question_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    return _step(
        request, public_id, lambda version: withdraw_version(version=version, actor=request.user), _("Taken back; it is a draft again.")
    )


@author_required
@require_POST
def question_approve(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("Approved. The question can be put on papers.")
    return _step(request, public_id, lambda version: approve_version(version=version, reviewer=request.user), done)


@author_required
@require_POST
def question_return(request: HttpRequest, public_id: str) -> HttpResponse:
    comment = request.POST.get("comment", "")[:1000]
    done = _("Returned to its author.")
    return _step(request, public_id, lambda version: return_version(version=version, reviewer=request.user, comment=comment), done)


@author_required
@require_POST
def question_retire(request: HttpRequest, public_id: str) -> HttpResponse:
    question = _editable(request, public_id)
    try:
        retire_question(question=question, actor=request.user, reason=request.POST.get("reason", "")[:300])
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Retired. Papers that hold the question keep it."))
    return redirect("question-detail", public_id)


@author_required
@require_POST
def question_restore(request: HttpRequest, public_id: str) -> HttpResponse:
    question = _editable(request, public_id)
    try:
        restore_question(question=question, actor=request.user)
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The question is in use again."))
    return redirect("question-detail", public_id)
