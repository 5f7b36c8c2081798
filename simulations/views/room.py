"""The committee room: its page, the news everybody asks for every two seconds, and what people do in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ..actions.act_in_committee import ActRefused, act_in_committee
from ..actions.issue_minutes import issue_minutes
from ..actions.problems import CommitteeProblem
from ..actions.tickets import room_ticket
from ..documents.committee_minutes import minutes_pdf
from ..domain.committee.state import Seat
from ..enums import CommitteeState
from ..forms.acts import FORMS
from ..models import Committee
from ..queries.room import ONLOOKER, Room, load_room
from .committees import may_watch, visible_or_404
from .live import act_key, admitted, answer, news, wants_json, words_of
from .room_context import PARTS, room_context


def parts_of(request: HttpRequest, room: Room, seat: Seat) -> dict[str, str]:
    """The pieces of the page as this seat sees them."""
    context = {**room_context(room, seat), "csrf": get_token(request)}
    return {name: render_to_string(f"simulations/pieces/room_{name}.html", context) for name in PARTS}


@login_required
@require_GET
@never_cache
def committee_room(request: HttpRequest, public_id: str) -> HttpResponse:
    committee = visible_or_404(request, public_id)
    if not may_watch(request, committee):
        raise Http404
    if committee.state == CommitteeState.CANCELLED:
        return redirect("committee-detail", public_id)
    room = load_room(committee)
    seat = room.seat_of(request.user)
    now = timezone.now()
    config = {
        "version": committee.version,
        "ticket": room_ticket(room=public_id, person_key=request.user.key, seat=seat.number, now=now),
        "stateUrl": reverse("committee-state", args=[public_id]),
        "words": {
            "offline": _("No connection. What you wrote stays here; the room is shown again as soon as there is a network."),
            "over": _("Time is up for this phase"),
            "left": _("%(time)s left"),
        },
    }
    context = {"committee": committee, "room": room, "seat": seat, "parts": parts_of(request, room, seat), "config": config}
    return render(request, "simulations/committee_room.html", context)


@require_GET
def committee_state(request: HttpRequest, public_id: str) -> HttpResponse:
    """The room as it is now, for the seat that the ticket names; that nothing has changed is said before this is asked."""
    ticket = admitted(request, public_id)
    if isinstance(ticket, HttpResponse):
        return ticket
    room = load_room(get_object_or_404(Committee.objects.select_related("bank", "cohort", "created_by"), public_id=public_id))
    seat = room.sitting.seat(int(ticket.nonce)) or ONLOOKER
    return news(parts_of(request, room, seat), room.committee.version)


@login_required
@require_POST
def committee_act(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """One act. With script the answer is JSON and nothing typed is lost; without, the page comes again with a message."""
    committee = visible_or_404(request, public_id)
    if not may_watch(request, committee) or kind not in FORMS:
        raise Http404
    room = load_room(committee)
    form = FORMS[kind](request.POST, room=room)
    if not form.is_valid():
        return _refuse(request, public_id, {name: [str(error) for error in errors] for name, errors in form.errors.items()}, kind)
    item = request.POST.get("item", "")
    try:
        version = act_in_committee(
            committee=committee,
            user=request.user,
            kind=kind,
            data=form.event_data(),
            item=int(item) if item.isdecimal() and len(item) < 4 else -1,
            key=act_key(request.POST.get("key", "")),
        )
    except (ActRefused, CommitteeProblem) as problem:
        return _refuse(request, public_id, {"__all__": [str(problem)]}, kind)
    issue_signed_minutes(request, committee)
    if wants_json(request):
        return answer({"version": version})
    return redirect("committee-room", public_id)


def _refuse(request: HttpRequest, public_id: str, errors: dict[str, list[str]], kind: str) -> HttpResponse:
    if wants_json(request):
        return answer({"errors": errors, "kind": kind}, 422)
    for words in words_of(errors):
        messages.error(request, words)
    return redirect("committee-room", public_id)


def issue_signed_minutes(request: HttpRequest, committee: Committee) -> None:
    """The file is made when the case has gone on from its minutes; made anew from the same events it is the same."""
    room = load_room(Committee.objects.select_related("bank", "cohort", "created_by").get(pk=committee.pk))
    for position, row in enumerate(room.items):
        item = room.sitting.items[position]
        if item.signatures and item.phase in {"reveal", "scoring", "done"} and not row.minutes_document:
            now = timezone.now()
            content = minutes_pdf(room, position, printed_by=request.user.name, now=now)
            issue_minutes(item=row, content=content, actor=request.user, now=now)
