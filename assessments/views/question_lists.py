"""The question bank as a list, and the queue of versions that wait for a second author."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ..actions.problems import AssessmentProblem
from ..actions.review_question import approve_versions
from ..enums import Difficulty, QuestionKind, ReviewState
from ..queries.questions import (
    FILTERS,
    OWN,
    SHARED,
    WAITING,
    chosen_questions,
    questions_visible_to,
    topics_of,
    versions_waiting_for,
    with_row_facts,
)
from ..queries.versions import changes_since, content_of
from .access import author_required

PER_PAGE = 30
REVIEWS_PER_PAGE = 10


def _filters(request: HttpRequest) -> list[tuple[str, str, list[tuple[Any, str]], str]]:
    topics = [(topic.code, f"{topic.code} {topic}") for topic in topics_of(questions_visible_to(request.user))]
    states = [*ReviewState.choices, (WAITING, _("change in review"))]
    sources = [(OWN, _("own bank")), (SHARED, _("shared library"))]
    return [
        ("topic", _("Topic"), topics, request.GET.get("topic", "")),
        ("kind", _("Question type"), list(QuestionKind.choices), request.GET.get("kind", "")),
        ("difficulty", _("Difficulty"), list(Difficulty.choices), request.GET.get("difficulty", "")),
        ("state", _("State"), states, request.GET.get("state", "")),
        ("source", _("Source"), sources, request.GET.get("source", "")),
    ]


@author_required
@require_GET
def question_list(request: HttpRequest) -> HttpResponse:
    rows = with_row_facts(chosen_questions(request.user, request.GET), request.user).order_by("code", "id")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    wanted = {name: request.GET[name] for name in ("q", *FILTERS) if request.GET.get(name)}
    context = {
        "page": page,
        "q": request.GET.get("q", ""),
        "filters": _filters(request),
        "waiting": versions_waiting_for(request.user).count(),
        "narrowed": bool(wanted),
        "export_query": urlencode(wanted),
    }
    return render(request, "assessments/question_list.html", context)


@author_required
@require_GET
def question_review(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person, in full, so that it can be read before it is approved."""
    page = Paginator(versions_waiting_for(request.user), REVIEWS_PER_PAGE).get_page(request.GET.get("page"))
    rows = []
    for version in page:
        current = version.question.current_version
        earlier = current if current is not None and current.pk != version.pk else None
        kind = version.question.kind
        rows.append({"version": version, "content": content_of(version, kind), "changes": changes_since(version, earlier, kind)})
    return render(request, "assessments/question_review.html", {"page": page, "rows": rows})


@author_required
@require_POST
def question_review_approve(request: HttpRequest) -> HttpResponse:
    """Approve the versions ticked, all or none."""
    wanted = [int(pk) for pk in request.POST.getlist("version") if pk.isdecimal() and len(pk) < 19]
    versions = list(versions_waiting_for(request.user).filter(pk__in=wanted))
    try:
        count = len(approve_versions(versions=versions, reviewer=request.user))
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
    else:
        if count:
            text = ngettext("%(count)d question approved.", "%(count)d questions approved.", count)
            messages.success(request, text % {"count": count})
        else:
            messages.warning(request, _("Tick the questions you want to approve."))
    return redirect(reverse("question-review"))
