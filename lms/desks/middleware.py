"""Hands the frame to the page; it is worked out only where a page shows it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .queries import frame_for


class FrameMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.frame = SimpleLazyObject(lambda: frame_for(request))  # type: ignore[attr-defined]  # what base.html reads
        return self.get_response(request)
