"""Marking essays: all answers to one question in a row, without names."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ..actions.exam_problems import ExamProblem
from ..actions.mark_essay import mark_essay
from ..domain.question import Question
from ..domain.sitting import frozen_questions
from ..enums import ResultsState
from ..forms.marking import MarkForm
from ..models import Exam, Sitting, SittingKey
from ..queries.exams import exams_marked_by
from ..queries.marking import Pile, Script, marking_piles, piles_for
from ..queries.results import late_answers


@dataclass(frozen=True)
class Desk:
    """What lies before the marker: one answer, its question with the key, and the pile it comes from."""

    exam: Exam
    pile: Pile
    script: Script
    sitting: Sitting
    question: Question

    @property
    def number(self) -> int:
        return self.pile.scripts.index(self.script) + 1

    @property
    def neighbours(self) -> tuple[Script | None, Script | None]:
        place, scripts = self.number - 1, self.pile.scripts
        return scripts[place - 1] if place else None, scripts[place + 1] if place + 1 < len(scripts) else None


@login_required
@require_GET
@never_cache
def marking_list(request: HttpRequest) -> HttpResponse:
    return render(request, "assessments/marking_list.html", {"piles": marking_piles(request.user)})


def _pile(request: HttpRequest, exam_id: str, position: int) -> tuple[Exam, Pile]:
    exam = get_object_or_404(exams_marked_by(request.user).select_related("cohort", "bank"), public_id=exam_id)
    pile = next((one for one in piles_for(request.user, [exam]) if one.essay.position == position), None)
    if pile is None:
        raise Http404
    return exam, pile


@login_required
@require_GET
def marking_next(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    """The next answer that waits for this marker, or back to the list."""
    _exam, pile = _pile(request, public_id, position)
    if pile.next is None:
        messages.success(request, _("Nothing of this question waits for you any more."))
        return redirect("marking-list")
    return redirect("marking-sheet", public_id, position, pile.next.public_id)


def _desk(request: HttpRequest, exam_id: str, position: int, script_id: str) -> Desk:
    exam, pile = _pile(request, exam_id, position)
    script = next((one for one in pile.scripts if one.public_id == script_id), None)
    # An answer that nobody asks this marker about, and that they have not marked, is none of their business.
    if script is None or (script.round is None and script.own is None):
        raise Http404
    sitting = Sitting.objects.select_related("exam").get(pk=script.sitting_id)
    key = SittingKey.objects.filter(sitting=sitting).order_by("-number").first()
    if key is None:
        raise Http404
    return Desk(exam, pile, script, sitting, frozen_questions(key.key)[position - 1])


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def marking_sheet(request: HttpRequest, public_id: str, position: int, script_id: str) -> HttpResponse:
    desk = _desk(request, public_id, position, script_id)
    form = MarkForm(desk.question.criteria, desk.script.own, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            mark_essay(
                sitting=desk.sitting,
                position=position,
                marker=request.user,
                points=form.points(),
                comment=form.cleaned_data["comment"],
            )
        except ExamProblem as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("marking-next", public_id, position)
    context = {
        "desk": desk,
        "form": form,
        "late": late_answers(desk.sitting).get(position),
        "may_change": desk.exam.results != ResultsState.RELEASED,
    }
    return render(request, "assessments/marking_sheet.html", context, status=422 if form.is_bound else 200)
