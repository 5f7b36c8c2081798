"""Cards: those that wait for a mentor, the card itself, what was given, and its correction."""

import json
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lms.people.models import User
from lms.toolkit.random_ids import public_id as new_key

from ..actions.card_problem import CardProblem
from ..actions.cards import correct_card, give_card
from ..domain.observing import may_correct
from ..enums import RedLine
from ..forms.card import CardForm, CorrectCardForm, refuse, said_on
from ..models import CasePart, Observation
from ..permissions import may_mentor, may_watch_mentors
from ..queries.cards import (
    OPEN_PARTS,
    cards_visible_to,
    coming_for,
    given_by,
    marks_of,
    node_name,
    sentence_of,
    since,
    standing_cards,
    waiting_for,
)
from ..queries.scope import parts_visible_to

OUTBOX_WAIT = timedelta(minutes=1)


def with_nodes(rows: Any) -> list[Any]:
    """Rows with the name of their node in the reader's language."""
    found = list(rows)
    for row in found:
        row.node_name = node_name(row.node)
    return found


@login_required
@require_GET
def card_list(request: HttpRequest) -> HttpResponse:
    """For mentors: what waits on top, one tap each. By office: the cards of the people one sees."""
    user, day = request.user, timezone.localdate()
    mentor = may_mentor(user)
    if not mentor and not may_watch_mentors(user):
        raise Http404
    waiting = with_nodes(waiting_for(user, day)) if mentor else []
    for part in waiting:
        part.days = (day - since(part)).days
    rows = given_by(user) if mentor else standing_cards(cards_visible_to(user)).order_by("-observed_on", "-pk")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    context = {
        "mentor": mentor,
        "waiting": waiting,
        "coming": with_nodes(coming_for(user, day)) if mentor else [],
        "page": page,
        "cards": with_nodes(page.object_list),
        "watches": may_watch_mentors(user),
    }
    return render(request, "operations/card_list.html", context)


def _part(request: HttpRequest, public_id: str) -> CasePart:
    """A part one sees; only its mentor goes on to the card."""
    part = get_object_or_404(parts_visible_to(request.user), public_id=public_id)
    if part.mentor_id != request.user.pk:
        raise PermissionDenied
    return part


@login_required
@require_http_methods(["GET", "POST"])
def card_give(request: HttpRequest, public_id: str) -> HttpResponse:
    """The card as a page; its outbox sends the same as JSON, at once or when there is network again."""
    part = _part(request, public_id)
    if request.content_type == "application/json":
        return _take(request, part)
    given = standing_cards(Observation.objects.filter(part=part)).first()
    if given is not None and request.method == "GET":
        return redirect("card-detail", given.public_id)
    day = timezone.localdate()
    form = CardForm(request.POST or None, part=part, initial={"observed_on": min(part.planned_on or day, day), "client_key": new_key()})
    if request.method == "POST" and form.is_valid():
        try:
            row, new = give_card(part=part, mentor=request.user, card=form.card())
        except CardProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _taken_words(new))
            return redirect("card-detail", row.public_id)
    context = {"form": form, "part": part, "node": node_name(part.node), "open": part.state in OPEN_PARTS}
    return render(request, "operations/card_give.html", context, status=422 if form.is_bound else 200)


def _taken_words(new: bool) -> str:
    return _("The card is given.") if new else _("This card is here already; nothing was stored twice.")


def _sent(request: HttpRequest) -> dict[str, Any]:
    """The fields of a card from an outbox; what waited there for a minute was written without network."""
    try:
        said = json.loads(request.body)
    except ValueError:
        return {}
    if not isinstance(said, dict):
        return {}
    fields = {str(name): value for name, value in said.items() if isinstance(value, str | int)}
    written = parse_datetime(str(fields.get("entered_at", ""))[:40])
    aware = written is not None and timezone.is_aware(written)
    waited = timezone.now() - written if written is not None and aware else OUTBOX_WAIT * 0
    return fields | {"offline": "on" if waited > OUTBOX_WAIT else ""}


def _take(request: HttpRequest, part: CasePart) -> JsonResponse:
    """The same ``client_key`` again is told that its card is here already."""
    form = CardForm(_sent(request), part=part)
    if not form.is_valid():
        errors = {name: [f"{_label(form, name)}{text}" for text in found] for name, found in form.errors.items()}
        return JsonResponse({"message": _("The card is not complete."), "errors": errors}, status=422)
    try:
        row, new = give_card(part=part, mentor=part.mentor, card=form.card())
    except CardProblem as problem:
        return JsonResponse({"message": problem.sentence, "code": problem.code, "errors": {}}, status=422)
    address = reverse("card-detail", args=[row.public_id])
    return JsonResponse({"url": address, "message": _taken_words(new), "repeated": not new}, status=201 if new else 200)


def _label(form: CardForm, name: str) -> str:
    return _("%(field)s: ") % {"field": form.fields[name].label} if name in form.fields else ""


def _card(request: HttpRequest, public_id: str) -> Observation:
    return get_object_or_404(cards_visible_to(request.user), public_id=public_id)


@login_required
@require_GET
def card_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    card = _card(request, public_id)
    newer = Observation.objects.filter(supersedes=card).first()
    own = card.mentor_id == request.user.pk
    context = {
        "card": card,
        "node": node_name(card.node),
        "marks": marks_of(card),
        "sentence": sentence_of(card),
        "red_line": RedLine(card.red_line_kind).label if card.red_line else "",
        "newer": newer,
        "older": card.supersedes,
        "note": getattr(card.part, "note", None),
        "own": own,
        "mine": card.trainee_id == request.user.pk,
        "may_correct": own and newer is None and may_correct(card.received_at, timezone.now()),
    }
    return render(request, "operations/card_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def card_correct(request: HttpRequest, public_id: str) -> HttpResponse:
    card = _card(request, public_id)
    if card.mentor_id != request.user.pk:
        raise PermissionDenied
    form = CorrectCardForm(request.POST or None, part=card.part, initial={**said_on(card), "client_key": new_key()})
    if request.method == "POST" and form.is_valid():
        try:
            row = _correct(request.user, card, form)
        except CardProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The card is corrected; the trainee has been told."))
            return redirect("card-detail", row.public_id)
    context = {"form": form, "part": card.part, "card": card, "node": node_name(card.node), "open": True}
    return render(request, "operations/card_give.html", context, status=422 if form.is_bound else 200)


def _correct(mentor: User, card: Observation, form: CorrectCardForm) -> Observation:
    return correct_card(observation=card, mentor=mentor, card=form.card(), reason=form.cleaned_data["reason"])
