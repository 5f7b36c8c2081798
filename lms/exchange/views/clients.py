"""Connected systems: the list, one of them, a new one, a change."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..actions import change_client, connect_client, switch_client
from ..enums import EventKind, Scope
from ..forms import ClientForm
from ..permissions import may_keep_clients
from ..queries import calls_of, client_list, days_of, deliveries_of, described, tokens_of
from .access import client_or_404, keeper_or_403, reader_or_404


@login_required
@require_GET
def list_clients(request: HttpRequest) -> HttpResponse:
    reader_or_404(request)
    rows = list(client_list(request.user))
    return render(request, "exchange/client_list.html", {"rows": rows, "keeps": may_keep_clients(request.user)})


@login_required
@require_GET
def show_client(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it may do, its tokens, what it asked and was told."""
    system, now = client_or_404(request, public_id), timezone.now()
    tokens = list(tokens_of(system)[:10])
    for token in tokens:
        token.state = "revoked" if token.revoked_at else "expired" if token.expires_at <= now else "active"
    days = list(days_of(system)[:14])
    context = {
        "system": system,
        "keeps": may_keep_clients(request.user),
        "scopes": [scope.label for scope in Scope if scope in system.scopes],
        "kinds": [kind.label for kind in EventKind if kind in system.webhook_kinds],
        "tokens": tokens,
        "holding": sum(token.state == "active" for token in tokens),
        "days": days,
        "deliveries": list(deliveries_of(system)[:5]),
        "calls": described(calls_of(system)[:5]),
    }
    return render(request, "exchange/client_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_client(request: HttpRequest) -> HttpResponse:
    keeper_or_403(request)
    form = ClientForm(request.user.bank, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        system = connect_client(bank=request.user.bank, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The system is entered. Make a token for it, so that it can call."))
        return redirect("client-detail", system.public_id)
    return render(request, "exchange/client_form.html", {"form": form, "system": None}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def edit_client(request: HttpRequest, public_id: str) -> HttpResponse:
    system = client_or_404(request, public_id, keep=True)
    form = ClientForm(system.bank, request.POST if request.method == "POST" else None, system=system)
    if form.is_bound and form.is_valid():
        moved = form.cleaned_data["webhook_url"] != system.webhook_url
        change_client(system=system, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        if moved and form.cleaned_data["webhook_url"]:
            messages.info(request, _("The address is another one now: make a new signing key for it."))
        return redirect("client-detail", system.public_id)
    return render(request, "exchange/client_form.html", {"form": form, "system": system}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def switch(request: HttpRequest, public_id: str) -> HttpResponse:
    system = client_or_404(request, public_id, keep=True)
    switch_client(system=system, active=not system.is_active, actor=request.user)
    messages.success(request, _("Switched off: its tokens open nothing.") if system.is_active else _("Switched on."))
    return redirect("client-detail", system.public_id)
