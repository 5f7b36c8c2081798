"""A paper on its way into use, as a trainee sees it, with its keys, and as files."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lms.jobs.actions import enqueue

from ..actions.problems import AssessmentProblem
from ..actions.publish_paper import copy_paper, publish_paper, retire_paper, return_paper, submit_paper
from ..domain.content import LETTERS
from ..enums import QuestionKind
from ..models import Paper
from ..queries.papers import items_of
from ..queries.versions import content_of
from .access import author_required
from .papers import visible_paper


@author_required
@require_GET
def paper_preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """The paper as trainees see it, without keys; there both orders are shuffled for each of them."""
    paper = visible_paper(request, public_id)
    items = [
        {
            "number": item.position,
            "section": item.section,
            "kind": QuestionKind(item.question_version.question.kind),
            "stem": item.question_version.stem,
            "options": item.question_version.options,
            "unit": item.question_version.marking.get("unit", ""),
            "points": f"{item.points.normalize():f}",
        }
        for item in items_of(paper)
    ]
    return render(request, "assessments/paper_preview.html", {"paper": paper, "items": items})


@author_required
@require_GET
def paper_keys(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every question with its key, marking points and explanation, for authors."""
    paper = visible_paper(request, public_id)
    rows = [{"item": item, "content": content_of(item.question_version, item.question_version.question.kind)} for item in items_of(paper)]
    return render(request, "assessments/paper_keys.html", {"paper": paper, "rows": rows, "letters": LETTERS})


def _step(request: HttpRequest, public_id: str, take: Callable[[Paper], object], done: str) -> HttpResponse:
    paper = visible_paper(request, public_id)
    try:
        take(paper)
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("paper-detail", public_id)


@author_required
@require_POST
def paper_submit(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("Submitted. Another author approves and publishes it.")
    return _step(request, public_id, lambda paper: submit_paper(paper=paper, actor=request.user), done)


@author_required
@require_POST
def paper_return(request: HttpRequest, public_id: str) -> HttpResponse:
    comment = request.POST.get("comment", "")[:1000]
    return _step(
        request, public_id, lambda paper: return_paper(paper=paper, actor=request.user, comment=comment), _("The paper is a draft again.")
    )


@author_required
@require_POST
def paper_publish(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("Published. The paper can't be changed any more; an exam can use it now.")
    return _step(request, public_id, lambda paper: publish_paper(paper=paper, actor=request.user), done)


@author_required
@require_POST
def paper_retire(request: HttpRequest, public_id: str) -> HttpResponse:
    return _step(request, public_id, lambda paper: retire_paper(paper=paper, actor=request.user), _("The paper is retired."))


@author_required
@require_POST
def paper_copy(request: HttpRequest, public_id: str) -> HttpResponse:
    paper = visible_paper(request, public_id)
    try:
        copy = copy_paper(paper=paper, code=free_code(paper), actor=request.user)
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
        return redirect("paper-detail", public_id)
    messages.success(request, _("Copied. Change what you need, then draw the questions."))
    return redirect("paper-edit", copy.public_id)


def free_code(paper: Paper) -> str:
    """``C03-1`` → ``C03-1-2``, or the next number that no paper has."""
    taken = set(Paper.objects.filter(bank_id=paper.bank_id).values_list("code", flat=True))
    return next(code for number in range(2, len(taken) + 3) if (code := f"{paper.code[:34]}-{number}") not in taken)


@author_required
@require_POST
def paper_file(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """The paper as PDF with or without answers, or its key as a workbook, made in the background."""
    paper = visible_paper(request, public_id)
    titles = {"paper": _("Paper as PDF"), "answers": _("Paper with answers as PDF"), "key": _("Answer key as Excel")}
    job = enqueue(
        kind="assessments.paper_file",
        title=f"{titles[form]} · {paper.title}",
        owner=request.user,
        bank=request.user.bank,
        args={"paper": paper.public_id, "form": form},
    )
    return redirect("job-detail", job.public_id)
