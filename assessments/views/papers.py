"""Papers: the list, the blueprint with what the bank can give for it, the draw, and questions changed by hand."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..actions.papers import NotEnough, add_paper, change_paper, draw_paper, replace_item
from ..actions.problems import AssessmentProblem
from ..domain.blueprint import Feasibility, feasibility
from ..enums import Difficulty, ExamKind, PaperState, QuestionKind
from ..forms.paper import BlueprintFormSet, PaperForm, blueprint_formset
from ..models import Paper
from ..permissions import may_approve_paper
from ..queries.papers import (
    cells_of,
    items_of,
    needs_second_person,
    papers_visible_to,
    pool_of,
    replacements_for,
    topic_choices,
    usable_questions,
    with_item_count,
)
from .access import author_required

PER_PAGE = 30
REPLACEMENTS_SHOWN = 30


def visible_paper(request: HttpRequest, public_id: str) -> Paper:
    return get_object_or_404(papers_visible_to(request.user).select_related("bank"), public_id=public_id)


def draft_paper(request: HttpRequest, public_id: str) -> Paper:
    """A paper that still may be changed; a published one has no such page."""
    paper = visible_paper(request, public_id)
    if paper.state != PaperState.DRAFT:
        raise Http404
    return paper


@author_required
@require_GET
def paper_list(request: HttpRequest) -> HttpResponse:
    rows = with_item_count(papers_visible_to(request.user))
    q, state, kind = request.GET.get("q", "")[:60], request.GET.get("state", ""), request.GET.get("kind", "")
    if q:
        rows = rows.filter(title__icontains=q) | rows.filter(code__icontains=q)
    if state in PaperState.values:
        rows = rows.filter(state=state)
    if kind in ExamKind.values:
        rows = rows.filter(kind=kind)
    filters = [("state", _("State"), list(PaperState.choices), state), ("kind", _("Kind"), list(ExamKind.choices), kind)]
    page = Paginator(rows.order_by("-created_at", "-id"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "assessments/paper_list.html", {"page": page, "q": q, "filters": filters, "narrowed": bool(q or state or kind)})


@author_required
@require_http_methods(["GET", "POST"])
def paper_new(request: HttpRequest) -> HttpResponse:
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            paper = add_paper(bank=request.user.bank, author=request.user, **form.cleaned_data)
        except AssessmentProblem as problem:
            form.add_error("code", str(problem))
        else:
            return redirect("paper-edit", paper.public_id)
    return render(request, "assessments/paper_new.html", {"form": form})


def report_rows(report: Feasibility, topics: dict[str, str]) -> list[dict[str, Any]]:
    """What the bank can give, one line per row of the blueprint, in words."""
    return [
        {
            "topic": topics.get(one.cell.topic, one.cell.topic) if one.cell.topic else _("any topic"),
            "difficulty": Difficulty(one.cell.difficulty).label if one.cell.difficulty else _("any difficulty"),
            "kind": QuestionKind(one.cell.kind).label if one.cell.kind else _("any type"),
            "wanted": one.cell.count,
            "available": one.available,
            "short": one.short,
            "points": one.cell.points * one.cell.count,
        }
        for one in report.cells
    ]


def _feasibility(bank_id: int, blueprint: list[dict[str, Any]], topics: list[tuple[str, str]]) -> dict[str, Any]:
    report = feasibility(cells_of(blueprint), pool_of(bank_id))
    return {"report": report, "rows": report_rows(report, dict(topics)), "count": sum(one.cell.count for one in report.cells)}


@author_required
@require_http_methods(["GET", "POST"])
def paper_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Settings and blueprint; the table beside says what the bank can give for it."""
    paper = draft_paper(request, public_id)
    topics = topic_choices(paper.bank_id)
    settings = {"title": paper.title, "code": paper.code, "kind": paper.kind, "instructions": paper.instructions}
    form = PaperForm(request.POST or None, initial=settings)
    rows = blueprint_formset(request.POST or None, blueprint=paper.blueprint, topics=topics, extra=1 if paper.blueprint else 3)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            change_paper(paper=paper, blueprint=rows.stored(), actor=request.user, **form.cleaned_data)
        except AssessmentProblem as problem:
            form.add_error("code", str(problem))
        else:
            messages.success(request, _("Paper kept."))
            return redirect("paper-detail", paper.public_id)
    context = {"paper": paper, "form": form, "rows_form": rows, **_feasibility(paper.bank_id, _blueprint_of(rows, paper), topics)}
    return render(request, "assessments/paper_edit.html", context)


def _blueprint_of(rows: BlueprintFormSet, paper: Paper) -> list[dict[str, Any]]:
    """The rows as they stand in the form where they can be read, else as they are stored."""
    return rows.stored() if rows.is_bound and rows.is_valid() else paper.blueprint


@author_required
@require_POST
def paper_feasibility(request: HttpRequest, public_id: str) -> HttpResponse:
    """The table beside the editor for the rows as they are typed; nothing is kept."""
    paper = draft_paper(request, public_id)
    topics = topic_choices(paper.bank_id)
    rows = blueprint_formset(request.POST, blueprint=paper.blueprint, topics=topics)
    context: dict[str, Any] = {"unreadable": True}
    if rows.is_valid():
        context = _feasibility(paper.bank_id, rows.stored(), topics)
    return render(request, "assessments/pieces/feasibility.html", context)


@author_required
@require_GET
def paper_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    paper = visible_paper(request, public_id)
    items = list(items_of(paper))
    second = needs_second_person(paper)
    context = {
        "paper": paper,
        "items": items,
        "draft": paper.state == PaperState.DRAFT,
        "needs_second": second,
        "may_approve": paper.state == PaperState.IN_REVIEW and (may_approve_paper(request.user, paper) or not second),
        "steps": [("draft", _("Blueprint and questions")), ("in_review", _("Approval")), ("published", _("Published"))],
    }
    if context["draft"] or paper.state == PaperState.IN_REVIEW:
        context |= _feasibility(paper.bank_id, paper.blueprint, topic_choices(paper.bank_id))
        usable = set(usable_questions(paper.bank_id).values_list("current_version", flat=True))
        context["stale"] = [item.position for item in items if item.question_version_id not in usable]
    return render(request, "assessments/paper_detail.html", context)


@author_required
@require_POST
def paper_draw(request: HttpRequest, public_id: str) -> HttpResponse:
    paper = draft_paper(request, public_id)
    try:
        draw_paper(paper=paper, actor=request.user)
    except NotEnough:
        messages.error(request, _("The bank doesn't hold enough approved questions for this blueprint. The table shows what is short."))
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Questions drawn. Look through them, and replace what doesn't fit."))
    return redirect("paper-detail", public_id)


@author_required
@require_http_methods(["GET", "POST"])
def paper_replace(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    """Other questions for one place; one is chosen, or the lot decides."""
    paper = draft_paper(request, public_id)
    item = get_object_or_404(items_of(paper), position=position)
    if request.method == "POST":
        chosen = request.POST.get("question", "")
        question = get_object_or_404(usable_questions(paper.bank_id), public_id=chosen) if chosen else None
        try:
            replace_item(paper=paper, position=position, question=question, actor=request.user)
        except AssessmentProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Question %(number)d replaced.") % {"number": position})
        return redirect("paper-detail", public_id)
    options = replacements_for(paper, position)
    context = {"paper": paper, "item": item, "options": options[:REPLACEMENTS_SHOWN], "total": len(options)}
    return render(request, "assessments/paper_replace.html", context)
