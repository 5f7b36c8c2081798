"""One item: the packet, whose turn it is, and every act of a member, each by a POST of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lms.people.models import User
from lms.people.queries import people_with_role
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..actions import DecisionProblem
from ..actions.panel_outcomes import HINDRANCES, conclude, may_be_refused
from ..actions.panel_votes import adjourn, call_vote, cast_vote, open_discussion, pre_vote, recommend, speak, step_back
from ..documents.panel_page import packet_page
from ..domain.certification.panel import result
from ..domain.certification.panel_rule import BALLOTS, GRANTING, IN_FAVOUR, WITH_CONDITIONS
from ..enums import Ballot, ItemState, PanelAction, Seat
from ..forms import PasswordForm, ReasonForm
from ..forms.panels import (
    BallotForm,
    ChairForm,
    ReasonsForm,
    RecommendForm,
    RecuseForm,
    RefuseSigningForm,
    ReviewerForm,
    StatementForm,
    seatable,
)
from ..models import PanelItem
from ..permissions import keeps_panels
from ..queries.panel_files import filed_minutes
from ..queries.panel_hindrance import hindrance
from ..queries.panel_people import declared_since
from ..queries.panel_room import Room, room_of
from ..queries.panels import items_visible_to, sittings_visible_to
from .access import attempt


def item_or_404(request: HttpRequest, public_id: str, *, keep: bool = False) -> PanelItem:
    item = get_object_or_404(items_visible_to(request.user), public_id=public_id)
    if keep and not keeps_panels(request.user, item.bank):
        raise PermissionDenied
    return item


@login_required
@require_GET
def panel_item(request: HttpRequest, public_id: str) -> HttpResponse:
    item = item_or_404(request, public_id)
    return _page(request, item, room_of(item, request.user), {})


def _page(request: HttpRequest, item: PanelItem, room: Room, forms: dict[str, Form], status: int = 200) -> HttpResponse:
    log_act(
        organisation_key=item.bank.public_id,
        actor_key=request.user.key,
        verb=Verb.VIEWED,
        object_kind="panel_item",
        object_id=item.public_id,
        details={"person": item.user.key},
    )
    context = {
        "item": item,
        "room": room,
        "may": room.may,
        "packet": packet_page(item),
        "statements": item.statements.select_related("user"),
        "conditions": item.conditions.select_related("owner", "met_by"),
        "minutes": filed_minutes("panel_item", item.public_id) if room.reads_minutes else None,
        "hindrance": _hindrance(item, room),
        "may_refuse": "approve" in room.may and may_be_refused(item),
        "neighbours": _neighbours(request, item),
        "declared_since": declared_since(item) if keeps_panels(request.user, item.bank) else [],
        "on_panel": sittings_visible_to(request.user).filter(pk=item.sitting_id).exists(),
        **_forms(request, item, room),
        **forms,
    }
    return render(request, "decisions/panel_item.html", context, status=status)


def _hindrance(item: PanelItem, room: Room) -> str:
    """Why what the votes allowed is not granted, where that is so."""
    granting = item.action in GRANTING or (not item.action and room.item.hindered and result(room.item) in IN_FAVOUR)
    return str(HINDRANCES.get(hindrance(item), "")) if room.item.hindered and granting else ""


def _neighbours(request: HttpRequest, item: PanelItem) -> dict[str, PanelItem | None]:
    """The items before and after it on the same agenda, as far as the viewer sees them."""
    rows = items_visible_to(request.user).filter(sitting=item.sitting).exclude(state=ItemState.WITHDRAWN)
    return {
        "previous": rows.filter(pk__lt=item.pk).order_by("-pk").first(),
        "next": rows.filter(pk__gt=item.pk).order_by("pk").first(),
    }


def _forms(request: HttpRequest, item: PanelItem, room: Room) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if room.may & {"opinion", "vote"}:
        found["ballot_form"] = BallotForm(_ballots(item))
    if "recommend" in room.may:
        found["recommend_form"] = RecommendForm()
    if "recuse" in room.may:
        found["recuse_form"] = RecuseForm()
    if "speak" in room.may:
        found["speak_form"] = StatementForm()
    if "conclude" in room.may:
        found["reasons_form"] = _reasons_form(item, room, None)
    if "approve" in room.may:
        found["sign_form"] = PasswordForm(request.user, initial={"digest": item.outcome_digest})
        found["refuse_form"] = RefuseSigningForm(request.user, auto_id="refuse_%s")
    if "name" in room.may:
        found["reviewer_form"] = ReviewerForm(seated(item))
        found["withdraw_form"] = ReasonForm()
    if "chair" in room.may:
        found["chair_form"] = ChairForm(seated(item))
    return found


def seated(item: PanelItem) -> QuerySet[User]:
    """Everybody with a seat but the secretary."""
    seats = item.sitting.members.exclude(seat=Seat.SECRETARY)
    return item.bank.accounts.filter(pk__in=seats.values("user"))


def _ballots(item: PanelItem) -> list[tuple[str, str]]:
    kind = "review" if item.kind == "review" else "grant"
    return [(code, str(Ballot(code).label)) for code in BALLOTS[kind]]  # type: ignore[index]  # one of the two kinds


def _reasons_form(item: PanelItem, room: Room, data: Any) -> ReasonsForm:
    """The outcomes that the votes allow, with the conditions that voters named."""
    lines = room.item.outcomes()
    actions = [(line.action, str(PanelAction(line.action).label)) for line in lines]
    asked = list(dict.fromkeys(text for vote in room.item.votes.values() for text in vote.conditions))
    conditional = any(line.action.endswith(WITH_CONDITIONS) for line in lines)
    owners = (seatable(item.bank) | people_with_role(item.bank, "trainee").filter(pk=item.user_id)).distinct()
    return ReasonsForm(owners, actions, asked if conditional else None, data)


def _act(
    request: HttpRequest, public_id: str, name: str, form: Callable[[PanelItem], Form], run: Callable[..., Any], done: str
) -> HttpResponse:
    """Check the form, run the act; what was written stays on the page where it was wrong. Whoever may not is told why."""
    item = item_or_404(request, public_id)
    room = room_of(item, request.user)
    filled = form(item)
    if not filled.is_valid():
        return _page(request, item, room, {name: filled}, status=422)
    attempt(request, lambda: run(item, filled), done)
    return redirect("panel-item", public_id)


@login_required
@require_POST
def panel_recommend(request: HttpRequest, public_id: str) -> HttpResponse:
    return _act(
        request,
        public_id,
        "recommend_form",
        lambda item: RecommendForm(request.POST),
        lambda item, form: recommend(item=item, text=form.cleaned_data["text"], actor=request.user),
        _("The recommendation is written. Everybody on the panel now gives an opinion of their own."),
    )


@login_required
@require_POST
def panel_vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """The pre-vote or the final vote, by where the item stands."""

    def run(item: PanelItem, form: Form) -> object:
        values = form.cleaned_data
        given = {"ballot": values["ballot"], "reason": values["reason"], "conditions": form.conditions()}
        keep = pre_vote if item.state == ItemState.OPINIONS else cast_vote
        return keep(item=item, actor=request.user, **given)

    return _act(
        request,
        public_id,
        "ballot_form",
        lambda item: BallotForm(_ballots(item), request.POST),
        run,
        _("Your vote is in its envelope. It opens together with all the others."),
    )


@login_required
@require_POST
def panel_recuse(request: HttpRequest, public_id: str) -> HttpResponse:
    return _act(
        request,
        public_id,
        "recuse_form",
        lambda item: RecuseForm(request.POST),
        lambda item, form: step_back(item=item, actor=request.user, **form.cleaned_data),
        _("You have stepped back from this item."),
    )


@login_required
@require_POST
def panel_speak(request: HttpRequest, public_id: str) -> HttpResponse:
    return _act(
        request,
        public_id,
        "speak_form",
        lambda item: StatementForm(request.POST),
        lambda item, form: speak(item=item, text=form.cleaned_data["text"], actor=request.user),
        _("The panel reads your statement."),
    )


@login_required
@require_POST
def panel_step(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next step of the item: ``step`` is discuss, vote or adjourn."""
    item = item_or_404(request, public_id)
    steps = {
        "discuss": (open_discussion, _("The pre-votes are open; the discussion begins.")),
        "vote": (call_vote, _("The final vote is called.")),
        "adjourn": (adjourn, _("The item is adjourned. What was written stays unread, and everybody begins anew.")),
    }
    chosen = steps.get(request.POST.get("step", ""))
    if chosen is None:
        messages.error(request, _("Choose what comes next."))
    else:
        attempt(request, lambda: chosen[0](item=item, actor=request.user), chosen[1])
    return redirect("panel-item", public_id)


@login_required
@require_POST
def panel_conclude(request: HttpRequest, public_id: str) -> HttpResponse:
    item = item_or_404(request, public_id)
    room = room_of(item, request.user)
    if "conclude" not in room.may:
        messages.error(request, _("The chair writes the outcome when all votes are in."))
        return redirect("panel-item", public_id)
    form = _reasons_form(item, room, request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            conclude(item=item, action=values["action"], reasons=values["reasons"], conditions=form.conditions(), actor=request.user)
        except DecisionProblem as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The outcome is written. It takes effect with the signature."))
            return redirect("panel-item", public_id)
    return _page(request, item, room, {"reasons_form": form}, status=422)
