"""Sittings of the certification panel: the list, a new one, its agenda with progress, members, opening and closing."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.policies.queries import policy

from ..actions import DecisionProblem
from ..actions.panel_sittings import change_members, close_sitting, mark_absent, open_sitting, plan_sitting
from ..enums import ItemState, SittingState
from ..forms.panels import MembersForm, SittingForm, members_initial
from ..models import PanelSitting
from ..permissions import keeps_panels
from ..queries.panel_files import filed_minutes
from ..queries.panel_packet import node_names
from ..queries.panel_room import reads_every_vote, rooms_of
from ..queries.panels import by_office, sits_or_reads, sittings_visible_to, with_progress
from ..tasks import ask_for_panel_minutes
from .access import attempt


def sitting_or_404(request: HttpRequest, public_id: str, *, change: bool = False) -> PanelSitting:
    """Out of scope 404; in scope without keeping it 403."""
    sitting = get_object_or_404(sittings_visible_to(request.user), public_id=public_id)
    if change and not keeps_panels(request.user, sitting.bank):
        raise PermissionDenied
    return sitting


@login_required
@require_GET
def panel_list(request: HttpRequest) -> HttpResponse:
    if not sits_or_reads(request.user):
        raise Http404
    rows = with_progress(sittings_visible_to(request.user))
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    context = {"page": page, "may_keep": _may_keep(request), "by_office": by_office(request.user)}
    return render(request, "decisions/panel_list.html", context)


def _may_keep(request: HttpRequest) -> bool:
    return request.user.bank is not None and keeps_panels(request.user, request.user.bank)


@login_required
@require_http_methods(["GET", "POST"])
def panel_new(request: HttpRequest) -> HttpResponse:
    if not sits_or_reads(request.user):
        raise Http404
    if not _may_keep(request):
        raise PermissionDenied
    bank = request.user.bank
    form = SittingForm(bank, request.POST or None, initial={"quorum": policy(bank, "certification.quorum")})
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = {name: form.cleaned_data[name] for name in ("title", "held_on", "place", "quorum")}
        try:
            sitting = plan_sitting(bank=bank, members=form.seats(), actor=request.user, **values)
        except DecisionProblem as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The sitting is planned; its members are told. Now fill the agenda."))
            return redirect("panel-nominate", sitting.public_id)
    return render(request, "decisions/panel_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_GET
def panel_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The agenda: each person with progress, and the next one that waits for the viewer."""
    sitting = sitting_or_404(request, public_id)
    items = list(sitting.items.select_related("user", "reviewer", "bank", "sitting__bank").exclude(user=request.user))
    members = list(sitting.members.select_related("user"))
    rooms = rooms_of(items, request.user)
    mine = [room for room in rooms if room.may & {"opinion", "vote", "recommend", "conclude", "approve"}]
    minutes, share = filed_minutes("panel", sitting.public_id), sitting.rule.get("own_mentor_share")
    asked = [room for room in rooms if room.row.state != ItemState.WITHDRAWN]
    context = {
        "sitting": sitting,
        "rooms": rooms,
        "members": members,
        "mine": mine,
        "asked": len(asked),
        "done": sum(room.row.state == ItemState.FINAL for room in asked),
        "nodes": node_names(),
        "may_keep": keeps_panels(request.user, sitting.bank),
        "may_change": sitting.state == SittingState.PLANNED,
        "minutes": minutes if minutes is not None and reads_every_vote(sitting, request.user) else None,
        "own_share": None if share is None else Decimal(str(share)),
    }
    return render(request, "decisions/panel_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def panel_members(request: HttpRequest, public_id: str) -> HttpResponse:
    sitting = sitting_or_404(request, public_id, change=True)
    form = MembersForm(sitting.bank, request.POST or None, initial=members_initial(sitting))
    if request.method == "POST" and form.is_valid():
        try:
            change_members(sitting=sitting, members=form.seats(), actor=request.user)
        except DecisionProblem as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The members are changed; whoever is new is told."))
            return redirect("panel-detail", public_id)
    return render(request, "decisions/panel_members.html", {"sitting": sitting, "form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def panel_absent(request: HttpRequest, public_id: str) -> HttpResponse:
    """A member goes or comes; ``member`` names them by key."""
    sitting = sitting_or_404(request, public_id, change=True)
    member = get_object_or_404(sitting.members.select_related("user", "sitting__bank"), user__key=request.POST.get("member", ""))
    absent = request.POST.get("absent") == "1"
    done = _("%(name)s is marked absent.") if absent else _("%(name)s is present.")
    attempt(request, lambda: mark_absent(member=member, absent=absent, actor=request.user), done % {"name": member.user.name})
    return redirect("panel-detail", public_id)


@login_required
@require_POST
def panel_open(request: HttpRequest, public_id: str) -> HttpResponse:
    sitting = sitting_or_404(request, public_id, change=True)
    attempt(request, lambda: open_sitting(sitting=sitting, actor=request.user), _("The sitting is in session."))
    return redirect("panel-detail", public_id)


@login_required
@require_POST
def panel_close(request: HttpRequest, public_id: str) -> HttpResponse:
    """The minutes of the whole sitting are filed as it is closed."""
    sitting = sitting_or_404(request, public_id, change=True)
    if attempt(request, lambda: close_sitting(sitting=sitting, actor=request.user), _("The sitting is closed.")):
        ask_for_panel_minutes(sitting=sitting, actor=request.user, issue=True)
    return redirect("panel-detail", public_id)
