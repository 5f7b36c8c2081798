"""Language by choice, never by browser header; and the account's first duties."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

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
