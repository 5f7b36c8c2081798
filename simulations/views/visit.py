"""The investigation itself: its page with five sheets, a paper beside it, the news of the partner, and what people do."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ..actions.act_in_investigation import NotDoneError, act_in_investigation
from ..actions.issue_report import issue_report
from ..actions.problems import InvestigationProblem
from ..actions.tickets import room_ticket
from ..documents.investigation_report import report_pdf
from ..enums import InvestigationState
from ..forms.check import CheckForm
from ..forms.visit import FORMS, VisitForm
from ..models import Investigation
from ..queries.investigations import investigations_of
from ..queries.visit import Visit, load_visit
from .live import act_key, admitted, answer, news, wants_json, words_of
from .visit_context import PARTS, Asked, visit_context


def own_or_404(request: HttpRequest, public_id: str) -> Investigation:
    """One's own, once its exercise has opened."""
    rows = investigations_of(request.user).select_related("bank", "cohort", "exercise")
    found = get_object_or_404(rows, public_id=public_id)
    if found.exercise is not None and found.exercise.opens_at > timezone.now():
        raise Http404
    return found


def parts_of(request: HttpRequest, visit: Visit, seat: Any, asked: Asked) -> dict[str, str]:
    """The pieces of the page as this seat sees them; only what is in hand is in them."""
    context = {**visit_context(visit, seat, asked), "csrf": get_token(request)}
    names = {"head": "head", "main": asked.tab, "piece": "piece"}
    return {part: render_to_string(f"simulations/pieces/visit_{names[part]}.html", context) for part in PARTS}


@login_required
@require_GET
@never_cache
def investigation_room(request: HttpRequest, public_id: str) -> HttpResponse:
    investigation = own_or_404(request, public_id)
    if investigation.state != InvestigationState.OPEN:
        return redirect("investigation-score", public_id)
    visit = load_visit(investigation)
    seat = visit.seat_of(request.user)
    assert seat is not None
    asked = Asked.read(request.GET)
    config = {
        "visit": public_id,
        "version": investigation.version,
        "ticket": room_ticket(room=public_id, person_key=request.user.key, seat=seat.number, now=timezone.now()),
        "stateUrl": f"{reverse('investigation-state', args=[public_id])}?live=1",
        "doneUrl": reverse("investigation-score", args=[public_id]),
        "words": {
            "offline": _("No connection. What you wrote stays here and is sent as soon as there is a network."),
            "saved": _("Saved %(time)s"),
            "waits": _("%(count)s changes wait for the network"),
        },
    }
    parts = parts_of(request, visit, seat, asked)
    return render(request, "simulations/visit_room.html", {"investigation": investigation, "parts": parts, "config": config})


@require_GET
def investigation_state(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page as it is now, for the seat that the ticket names; that nothing has changed is said before this is asked."""
    ticket = admitted(request, public_id)
    if isinstance(ticket, HttpResponse):
        return ticket
    rows = Investigation.objects.select_related("bank", "cohort", "exercise")
    visit = load_visit(get_object_or_404(rows, public_id=public_id))
    seat = next((one for one in visit.seats if one.number == int(ticket.nonce)), None)
    if seat is None or visit.investigation.state != InvestigationState.OPEN:
        return answer({"error": "over"}, 403)
    return news(parts_of(request, visit, seat, Asked.read(request.GET)), visit.investigation.version)


@login_required
@require_POST
def investigation_act(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """One act. With script the answer is JSON and nothing typed is lost; without, the page comes again with a message."""
    investigation = own_or_404(request, public_id)
    visit = load_visit(investigation)
    form = _form(request, visit, kind)
    if not form.is_valid():
        return _refuse(request, public_id, {name: _labelled(form, name) for name in form.errors}, kind)
    try:
        done = act_in_investigation(
            investigation=investigation,
            user=request.user,
            kind=kind,
            data=form.act_data(),
            key=act_key(request.POST.get("key", "")),
        )
    except (NotDoneError, InvestigationProblem) as problem:
        return _refuse(request, public_id, {"__all__": [str(problem)]}, kind)
    if done.handed_in:
        _issue_signed_report(request, investigation)
    if wants_json(request):
        return answer({"version": done.version, "pieces": list(done.pieces), "handed_in": done.handed_in})
    if done.handed_in:
        return redirect("investigation-score", public_id)
    back = Asked.read(request.POST)
    return redirect(f"{reverse('investigation-room', args=[public_id])}{back.query(piece=done.pieces[0] if done.pieces else back.piece)}")


def _issue_signed_report(request: HttpRequest, investigation: Investigation) -> None:
    """Made from the acts, so that a hand-in sent twice makes the same file and keeps the first."""
    now = timezone.now()
    visit = load_visit(Investigation.objects.select_related("bank", "cohort", "exercise").get(pk=investigation.pk))
    content = report_pdf(visit, reader=None, printed_by=request.user.name, now=now)
    issue_report(investigation=investigation, content=content, actor=request.user, now=now)


def _form(request: HttpRequest, visit: Visit, kind: str) -> VisitForm:
    if kind == "check":
        line = next((one for one in visit.sheet if one.key == request.POST.get("key_of_check")), None)
        if line is None:
            raise Http404
        return CheckForm(request.POST, visit=visit, line=line)
    if kind not in FORMS:
        raise Http404
    return FORMS[kind](request.POST, visit=visit)


def _labelled(form: VisitForm, name: str) -> list[str]:
    """Each message with the field it is about."""
    words = [str(error) for one in form.errors.as_data()[name] for error in ValidationError(one).messages]
    if name == "__all__" or name not in form.fields:
        return words
    return [_("%(field)s: %(problem)s") % {"field": form.fields[name].label, "problem": word} for word in words]


def _refuse(request: HttpRequest, public_id: str, errors: dict[str, list[str]], kind: str) -> HttpResponse:
    if wants_json(request):
        return answer({"errors": errors, "kind": kind}, 422)
    for words in words_of(errors):
        messages.error(request, words)
    return redirect(f"{reverse('investigation-room', args=[public_id])}{Asked.read(request.POST).query()}")
