"""Headers by which a browser refuses what our pages never need: foreign origins, inline code, device access, search engines."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_SHARED = {
    "default-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# Data images: the tick, caret and error marks of form controls, and the QR code of the second factor.
_PAGES = {**_SHARED, "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:"}
# Wagtail's own editor writes inline scripts and styles; only authors get there.
_STUDIO = {
    **_SHARED,
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
}
STUDIO_PREFIX = "/studio/"
DEVICES = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "serial", "usb")


def policy_text(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


PAGE_POLICY = policy_text(_PAGES)
STUDIO_POLICY = policy_text(_STUDIO)
DEVICE_POLICY = ", ".join(f"{device}=()" for device in DEVICES)
WITH_PLACE = DEVICE_POLICY.replace("geolocation=()", "geolocation=(self)")
"""For the one page where somebody says that they are on site."""


class SecurityHeadersMiddleware:
    """Sets the headers; an answer that brings a policy of its own (a private file, a sign-in on site) keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = STUDIO_POLICY if request.path.startswith(STUDIO_PREFIX) else PAGE_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", DEVICE_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response
