"""Hands the frame to the page; it is worked out only where a page shows it. To systems, every no in one shape."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from .queries import frame_for

INTERFACE = "/api/"
# What is refused before the interface's own code is asked: no such address, another method, an address no database would take.
WORDS: dict[int, tuple[str, str | Promise]] = {
    400: ("malformed", _("The message could not be read.")),
    404: ("not_found", _("There is no such address.")),
    405: ("method", _("This address is called in another way.")),
    413: ("too_large", _("The message is too large.")),
}


class InterfaceRefusalMiddleware:
    """A system reads JSON: the pages that people get in its place are put into the shape of the interface's refusals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = self.get_response(request)
        if not request.path.startswith(INTERFACE) or given.status_code not in WORDS or "json" in given.get("Content-Type", ""):
            return given
        code, words = WORDS[given.status_code]
        said = {"error": {"code": code, "message": str(words), "fields": []}}
        answer = JsonResponse(said, status=given.status_code, json_dumps_params={"ensure_ascii": False})
        if "Allow" in given:
            answer["Allow"] = given["Allow"]
        return answer


class FrameMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.frame = SimpleLazyObject(lambda: frame_for(request))  # type: ignore[attr-defined]  # what base.html reads
        return self.get_response(request)
