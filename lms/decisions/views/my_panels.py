"""A person's own side of the panel: what is asked, what was decided, the appeal; and what one holds. Never another's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ..actions.panel_appeals import file_appeal
from ..actions.panel_votes import speak
from ..enums import ItemState
from ..forms.panels import PanelAppealForm, StatementForm
from ..models import PanelItem, Suspension
from ..queries.panel_conditions import conditions_in_force, open_conditions
from ..queries.panel_packet import node_names
from ..queries.panel_parts import BEFORE_VOTES
from ..queries.panels import own_authorities, own_items
from .access import attempt


@login_required
@require_GET
def my_panels(request: HttpRequest) -> HttpResponse:
    """The stages one holds, what stopped them, and every item about oneself."""
    nodes = node_names()
    items = list(own_items(request.user).exclude(state=ItemState.WITHDRAWN).order_by("-nominated_at")[:50])
    for item in items:
        item.node_name = nodes.get(item.node, item.node)
    context = {
        "items": items,
        "held": own_authorities(request.user, nodes),
        "suspensions": Suspension.objects.filter(user=request.user)[:20],
        "sees_to": open_conditions(conditions_in_force()).filter(owner=request.user).count(),
        "recognitions": request.user.recognitions.all()[:20],
    }
    return render(request, "decisions/my_panels.html", context)


def _own(request: HttpRequest, public_id: str) -> PanelItem:
    return get_object_or_404(own_items(request.user), public_id=public_id)


@login_required
@require_GET
def my_panel(request: HttpRequest, public_id: str) -> HttpResponse:
    """A letter: what was asked, what the panel decided and why, and how to appeal."""
    item = _own(request, public_id)
    today = timezone.localdate()
    decided = item.state == ItemState.FINAL
    appeal = getattr(item, "appeal", None)
    context = {
        "item": item,
        "node": node_names().get(item.node, item.node),
        "decided": decided,
        "appeal": appeal,
        "may_appeal": decided and appeal is None and item.appeal_until is not None and today <= item.appeal_until,
        "may_speak": item.state in BEFORE_VOTES,
        "conditions": item.conditions.select_related("owner", "met_by") if decided else (),
        "said": item.statements.filter(user=request.user),
        "form": PanelAppealForm() if decided else StatementForm(),
    }
    return render(request, "decisions/my_panel.html", context)


@login_required
@require_POST
def my_panel_say(request: HttpRequest, public_id: str) -> HttpResponse:
    """One's own view, for the panel."""
    item = _own(request, public_id)
    form = StatementForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what the panel should hear."))
    else:
        attempt(request, lambda: speak(item=item, text=form.cleaned_data["text"], actor=request.user), _("The panel reads your statement."))
    return redirect("my-panel", public_id)


@login_required
@require_POST
def my_panel_appeal(request: HttpRequest, public_id: str) -> HttpResponse:
    item = _own(request, public_id)
    form = PanelAppealForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what you want to say."))
    else:
        done = _("Your appeal is filed. Somebody who had no part in the decision answers in writing.")
        attempt(request, lambda: file_appeal(item=item, user=request.user, text=form.cleaned_data["text"]), done)
    return redirect("my-panel", public_id)
