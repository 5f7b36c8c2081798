"""Who is put on the agenda, who reviews, and who is taken off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ..actions import DecisionProblem
from ..actions.panel_items import nominate, nominate_ready, withdraw_item
from ..actions.panel_votes import name_member
from ..enums import Seat
from ..forms import ReasonForm
from ..forms.panels import NominateForm, ReviewerForm
from ..queries.panel_packet import node_names
from ..queries.readiness import candidates, ready_people
from .access import attempt
from .panel_items import item_or_404
from .panels import sitting_or_404


@login_required
@require_http_methods(["GET", "POST"])
def panel_nominate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everybody who is ready, ticked; below, one person by exception or about a suspension."""
    sitting = sitting_or_404(request, public_id, change=True)
    people = candidates(sitting.bank)
    form = NominateForm(people, request.POST if "user" in request.POST else None)
    if request.method == "POST":
        try:
            if "user" not in request.POST:
                made = nominate_ready(sitting=sitting, chosen=request.POST.getlist("ready"), actor=request.user)
                words = ngettext("%(count)d question is on the agenda now.", "%(count)d questions are on the agenda now.", len(made))
                messages.success(request, words % {"count": len(made)})
                return redirect("panel-detail", public_id)
            if form.is_valid():
                item = nominate(sitting=sitting, actor=request.user, **form.cleaned_data)
                messages.success(request, _("%(name)s is on the agenda now.") % {"name": item.user.name})
                return redirect("panel-detail", public_id)
        except DecisionProblem as problem:
            if form.is_bound:
                form.add_error(None, problem)
            else:
                messages.error(request, problem.sentence)
    context = {"sitting": sitting, "ready": ready_people(sitting.bank, timezone.now()), "form": form, "people": people}
    context["nodes"] = node_names()
    return render(request, "decisions/panel_nominate.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def panel_name(request: HttpRequest, public_id: str) -> HttpResponse:
    """The primary reviewer of an item, or who takes its chair."""
    item = item_or_404(request, public_id, keep=True)
    seats = item.sitting.members.exclude(seat=Seat.SECRETARY)
    form = ReviewerForm(item.sitting.bank.accounts.filter(pk__in=seats.values("user")), request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a member with a vote."))
        return redirect("panel-item", public_id)
    member = form.cleaned_data["reviewer"]
    if request.POST.get("seat") == "chair":
        done = _("%(name)s takes the chair for this item.") % {"name": member.name}
        attempt(request, lambda: name_member(item=item, member=member, seat="chair", actor=request.user), done)
    else:
        done = _("%(name)s is the primary reviewer.") % {"name": member.name}
        attempt(request, lambda: name_member(item=item, member=member, seat="primary", actor=request.user), done)
    return redirect("panel-item", public_id)


@login_required
@require_POST
def panel_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    item = item_or_404(request, public_id, keep=True)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    attempt(request, lambda: withdraw_item(item=item, reason=reason, actor=request.user), _("The item is taken off the agenda."))
    return redirect("panel-detail", item.sitting.public_id)
