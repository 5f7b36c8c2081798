"""Tokens and signing keys: each is shown once, on the page that made it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..actions import ExchangeProblem, make_token, make_webhook_secret, revoke_token
from ..forms import TokenForm
from ..queries import tokens_of
from .access import client_or_404


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_token(request: HttpRequest, public_id: str) -> HttpResponse:
    system = client_or_404(request, public_id, keep=True)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            token = make_token(system=system, days=form.cleaned_data["days"], actor=request.user)
        except ExchangeProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            return render(request, "exchange/secret_once.html", {"system": system, "secret": token, "kind": "token"})
    return render(request, "exchange/token_form.html", {"form": form, "system": system}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def token_revoke(request: HttpRequest, public_id: str, token_id: str) -> HttpResponse:
    system = client_or_404(request, public_id, keep=True)
    revoke_token(token=get_object_or_404(tokens_of(system).select_related("system__bank"), public_id=token_id), actor=request.user)
    messages.success(request, _("Revoked. It opens nothing from the next call on."))
    return redirect("client-detail", system.public_id)


@login_required
@never_cache
@require_POST
def new_secret(request: HttpRequest, public_id: str) -> HttpResponse:
    system = client_or_404(request, public_id, keep=True)
    if not system.webhook_url:
        messages.error(request, _("Enter the address first that the system is told at."))
        return redirect("client-detail", system.public_id)
    secret = make_webhook_secret(system=system, actor=request.user)
    return render(request, "exchange/secret_once.html", {"system": system, "secret": secret, "kind": "key"})
