"""What a system was told and what it called: two lists, a test message, another attempt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from ..actions import ExchangeProblem, ping_client, retry_delivery
from ..enums import DeliveryState
from ..permissions import may_keep_clients
from ..queries import attempts_of, calls_of, deliveries_of, described
from .access import client_or_404


@login_required
@require_GET
def list_messages(request: HttpRequest, public_id: str) -> HttpResponse:
    system, state = client_or_404(request, public_id), request.GET.get("state", "")
    rows = deliveries_of(system)
    rows = rows.filter(state=state) if state in DeliveryState.values else rows
    context = {
        "system": system,
        "keeps": may_keep_clients(request.user),
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "filters": [("state", _("Any state"), DeliveryState.choices, state)],
        "narrowed": bool(state),
    }
    return render(request, "exchange/message_list.html", context)


@login_required
@require_GET
def show_message(request: HttpRequest, public_id: str, event_id: str) -> HttpResponse:
    """What was sent, and each attempt."""
    system = client_or_404(request, public_id)
    delivery = get_object_or_404(deliveries_of(system), event__public_id=event_id)
    context = {"system": system, "delivery": delivery, "keeps": may_keep_clients(request.user), "attempts": attempts_of(delivery)}
    return render(request, "exchange/message_detail.html", context)


@login_required
@require_POST
def message_retry(request: HttpRequest, public_id: str, event_id: str) -> HttpResponse:
    system = client_or_404(request, public_id, keep=True)
    delivery = get_object_or_404(deliveries_of(system).select_related("system__bank"), event__public_id=event_id)
    if retry_delivery(delivery=delivery, actor=request.user):
        messages.success(request, _("It is sent again within seconds."))
    else:
        messages.info(request, _("It has arrived; nothing is sent again."))
    return redirect("client-message", system.public_id, event_id)


@login_required
@require_POST
def ping(request: HttpRequest, public_id: str) -> HttpResponse:
    system = client_or_404(request, public_id, keep=True)
    try:
        delivery = ping_client(system=system)
    except ExchangeProblem as problem:
        messages.error(request, problem.sentence)
        return redirect("client-detail", system.public_id)
    messages.success(request, _("The test message is sent within seconds; open the page again to see what came of it."))
    return redirect("client-message", system.public_id, delivery.event.public_id)


@login_required
@require_GET
def list_calls(request: HttpRequest, public_id: str) -> HttpResponse:
    system, state = client_or_404(request, public_id), request.GET.get("state", "")
    rows = calls_of(system)
    if state in {"done", "refused"}:
        rows = rows.filter(status__lt=400) if state == "done" else rows.filter(status__gte=400)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    page.object_list = described(page.object_list)
    context = {
        "system": system,
        "page": page,
        "filters": [("state", _("Any answer"), [("done", _("changed something")), ("refused", pgettext("interface", "refused"))], state)],
        "narrowed": bool(state),
    }
    return render(request, "exchange/call_list.html", context)
