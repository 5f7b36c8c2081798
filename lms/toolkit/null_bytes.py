"""Requests with null bytes in them: no person types one, and a database may refuse it in the middle of the work."""

import re
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
# Its own parser reads these bodies: whoever reads one earlier answers for its size and its mistakes in another shape.
INTERFACE = "/api/"
# In JSON a backslash before it makes it the six characters, not the byte.
_ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def has_null_byte(request: HttpRequest) -> bool:
    """Looks at the address and at the bodies that are read as text; an upload's file may hold any byte."""
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return True
    if request.method != "POST" or request.content_type not in (FORM, JSON) or request.path.startswith(INTERFACE):
        return False
    return (b"%00" in request.body or b"\0" in request.body) if request.content_type == FORM else bool(_ESCAPED.search(request.body))


class NullByteMiddleware:
    """Refuses them with 400 before any view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if has_null_byte(request):
            if request.content_type == JSON and not request.path.startswith(INTERFACE):  # a script of a page reads the answer
                return JsonResponse({"error": "malformed", "detail": "null_byte"}, status=400)
            raise SuspiciousOperation("null byte in a request")
        return self.get_response(request)
