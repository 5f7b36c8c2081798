"""Parts in cases: my own, a new one, asking for the card, closing one, the note."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.people.models import User

from ..actions.card_problem import CardProblem, refused
from ..actions.notes import write_note
from ..actions.parts import ask_for_card, close_part, start_part
from ..enums import PartState
from ..forms.card import refuse
from ..forms.part import ClosePartForm, NoteForm, PartForm
from ..models import CasePart, LoanCase
from ..permissions import may_ask_for_parts, may_mentor, may_place_trainees, may_watch_mentors
from ..queries.cards import OPEN_PARTS, card_of, case_for_part, case_suggestions, parts_of
from ..queries.mentors import mentors_for, mentors_of_bank, trainee_by_number, trainees_for
from ..queries.scope import parts_visible_to
from .cards import with_nodes


@login_required
@require_GET
def part_list(request: HttpRequest) -> HttpResponse:
    """A trainee's own parts with their state; HR and the leader see everybody's they oversee."""
    user, state, q = request.user, request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    own = may_ask_for_parts(user)
    if not own and not may_watch_mentors(user):
        raise Http404
    rows = parts_of(user) if own else parts_visible_to(user).select_related("note").prefetch_related("observations")
    if state in PartState.values:
        rows = rows.filter(state=state)
    if q:
        rows = rows.filter(Q(case__number__icontains=q) | Q(mentor__name__icontains=q) | Q(trainee__name__icontains=q))
    page = Paginator(rows.order_by("-started_at", "-pk"), 30).get_page(request.GET.get("page"))
    parts = with_nodes(page.object_list)
    for part in parts:
        part.card, part.is_open = card_of(part), part.state in OPEN_PARTS
        part.has_note, part.closable = hasattr(part, "note"), may_close(user, part)
        part.may_note = part.state not in (PartState.DECLINED, PartState.CANCELLED)
    context = {
        "own": own,
        "page": page,
        "parts": parts,
        "q": q,
        "narrowed": bool(state or q),
        "filters": [("state", _("Any state"), PartState.choices, state)],
        "places": may_place_trainees(user),
    }
    return render(request, "operations/part_list.html", context)


def _form(user: User, data: Any, initial: dict[str, Any]) -> PartForm:
    """HR chooses both people, a mentor the trainee, a trainee the mentor."""
    if may_place_trainees(user):
        return PartForm(data, trainees=trainees_for(user), mentors=mentors_of_bank(user.bank), initial=initial)
    if may_mentor(user):
        return PartForm(data, trainees=trainees_for(user), by_number=True, initial=initial)
    return PartForm(data, mentors=mentors_for(user), initial=initial)


def _people(user: User, said: dict[str, Any]) -> tuple[User, User]:
    """Trainee and mentor of what was sent. Raises CardProblem for an employee number that is no trainee's."""
    if may_place_trainees(user):
        return said["trainee"], said["mentor"]
    if may_mentor(user):
        trainee = said["trainee"] or trainee_by_number(user, said.get("number_of_trainee", ""))
        if trainee is None:
            raise refused("not_trainee")
        return trainee, user
    return user, said["mentor"]


def _case(user: User, said: dict[str, Any], trainee: User, mentor: User) -> LoanCase:
    number = said["case"].strip()
    case = case_for_part(user, number, trainee=trainee, mentor=mentor, node=said["node"])
    if case is None:
        raise refused("unknown_case", case=number)
    return case


@login_required
@require_http_methods(["GET", "POST"])
def part_new(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not (may_place_trainees(user) or may_mentor(user) or may_ask_for_parts(user)):
        raise Http404
    asked = {name: request.GET[name] for name in ("case", "node", "trainee", "role") if name in request.GET}
    form = _form(user, request.POST or None, {"planned_on": timezone.localdate(), **asked})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            trainee, mentor = _people(user, said)
            case = _case(user, said, trainee, mentor)
            part = start_part(
                case=case,
                node=said["node"],
                trainee=trainee,
                mentor=mentor,
                role=said["role"],
                planned_on=said["planned_on"],
                started_by=user,
            )
        except CardProblem as problem:
            refuse(form, problem)
        else:
            return _started(request, part)
    context = {"form": form, "cases": case_suggestions(user), "proposes": "trainee" not in form.fields}
    return render(request, "operations/part_form.html", context, status=422 if form.is_bound else 200)


def _started(request: HttpRequest, part: CasePart) -> HttpResponse:
    proposed = part.trainee_id == request.user.pk
    messages.success(request, _("The mentor is asked for a card.") if proposed else _("The trainee has the part; both have been told."))
    return redirect("card-list" if part.mentor_id == request.user.pk else "part-list")


def _visible(request: HttpRequest, public_id: str) -> CasePart:
    return get_object_or_404(parts_visible_to(request.user), public_id=public_id)


@login_required
@require_POST
def part_ask(request: HttpRequest, public_id: str) -> HttpResponse:
    part = _visible(request, public_id)
    if part.trainee_id != request.user.pk:
        raise PermissionDenied
    try:
        ask_for_card(part=part, actor=request.user)
    except CardProblem as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("The mentor is asked for a card."))
    return redirect("part-list")


def may_close(user: User, part: CasePart) -> bool:
    """The mentor declines; HR, and the trainee who proposed it, take it back."""
    return user.pk == part.mentor_id or may_place_trainees(user) or (user.pk == part.trainee_id and part.started_by_key == user.key)


@login_required
@require_http_methods(["GET", "POST"])
def part_close(request: HttpRequest, public_id: str) -> HttpResponse:
    part = _visible(request, public_id)
    if not may_close(request.user, part):
        raise PermissionDenied
    form = ClosePartForm(request.POST or None)
    declines = part.mentor_id == request.user.pk
    if request.method == "POST" and form.is_valid():
        try:
            close_part(part=part, actor=request.user, reason=form.cleaned_data["reason"])
        except CardProblem as problem:
            refuse(form, problem)
        else:
            messages.success(
                request, _("Declined; the trainee has been told.") if declines else _("Taken back; the others have been told.")
            )
            return redirect("card-list" if declines else "part-list")
    with_nodes([part])
    return render(
        request, "operations/part_close.html", {"form": form, "part": part, "declines": declines}, status=422 if form.is_bound else 200
    )


@login_required
@require_http_methods(["GET", "POST"])
def part_note(request: HttpRequest, public_id: str) -> HttpResponse:
    part = _visible(request, public_id)
    if part.trainee_id != request.user.pk:
        raise PermissionDenied
    note = getattr(part, "note", None)
    form = NoteForm(request.POST or None, initial={"saw": note.saw, "would_do": note.would_do} if note else None)
    if request.method == "POST" and form.is_valid():
        try:
            write_note(part=part, actor=request.user, **form.cleaned_data)
        except CardProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Your note is kept; the mentor reads it beside the card."))
            return redirect("part-list")
    with_nodes([part])
    return render(request, "operations/part_note.html", {"form": form, "part": part}, status=422 if form.is_bound else 200)
