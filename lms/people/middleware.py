"""Language by choice, never by browser header; the account's first duties; reading a bank from above it."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from .actions import log_look
from .queries import access_of, as_reader

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The profile's language, else the cookie's, else Chinese: a browser's default must not turn the site English."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.codes = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in self.codes:
            chosen = getattr(request.user, "language", "") or settings.LANGUAGE_CODE
        if chosen not in self.codes:
            chosen = settings.LANGUAGE_CODE
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", chosen)
            return response


class AccountMiddleware:
    """Whoever still has an initial password changes it first."""

    open_prefixes = ("/password/", "/logout/", "/login/", "/static/", "/language/", "/2fa/", "/brand/")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not request.path.startswith(self.open_prefixes) and user.is_authenticated and user.must_change_password:
            return redirect(reverse("password-change"))
        response = self.get_response(request)
        if user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class BankAccessMiddleware:
    """Somebody of the union who has opened a bank is its auditor until they leave: they read, change nothing, and each look is logged."""

    own_prefixes = ("/union/", "/logout/", "/language/", "/static/", "/2fa/", "/password/", "/account/")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or request.path.startswith(self.own_prefixes):
            return self.get_response(request)
        access = access_of(user, timezone.now())
        if access is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        request.user = as_reader(user, access)
        request.bank_access = access  # type: ignore[attr-defined]  # what base.html reads
        response = self.get_response(request)
        if response.status_code < 400:
            log_look(access=access, address=request.path)
        return response
