"""Keeps a session to the bank's policies: signed out when idle, and first duties first."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User

from .queries.duties import duties_of

KEY = "duties"
# The policies are asked again, and the last activity noted, at most this often: a request in between costs no query.
REFRESH_SECONDS = 60


def _note(session: Any, user: User) -> dict[str, int]:
    duties = duties_of(user)
    noted = {
        "seen": int(timezone.now().timestamp()),
        "idle": duties.idle_minutes,
        "confidentiality": int(duties.confidentiality),
        "second_factor": int(duties.second_factor),
    }
    if session.get(KEY) != noted:
        session[KEY] = noted
    return noted


def start_session(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    """Receiver of ``user_logged_in``: the first request then needs to ask nothing."""
    _note(request.session, user)


class DutiesMiddleware:
    """Idle sign-out; then the confidentiality undertaking and the second factor where they are due."""

    open_prefixes = ("/login/", "/logout/", "/password/", "/language/", "/2fa/", "/account/confidentiality/", "/brand/", "/static/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        noted = request.session.get(KEY) or _note(request.session, request.user)
        away = timezone.now().timestamp() - noted["seen"]
        if away > noted["idle"] * 60:
            return self._sign_out(request)
        if away >= REFRESH_SECONDS or noted["confidentiality"] or noted["second_factor"]:
            noted = _note(request.session, request.user)
        if not request.path.startswith(self.open_prefixes):
            if noted["confidentiality"]:
                return redirect("confidentiality")
            if noted["second_factor"]:
                return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _sign_out(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        messages.info(request, _("You were signed out because nothing happened for a while. Your saved work is there."))
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/", reverse("sign-in"))
