"""Fetches the lesson a request is about; the fetch is the access check."""

from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from ..queries import LearnerLesson, Reader, reader_of


def english() -> bool:
    return (get_language() or "").startswith("en")


def now() -> datetime:
    return timezone.now()


def open_lesson(request: HttpRequest, public_id: str) -> Reader:
    """The lesson for somebody who may read it now; a closed one does not exist for what lies inside it."""
    found = reader_of(request.user, public_id, now=now(), english=english())
    if not isinstance(found, Reader):
        raise Http404
    return found


def taken_lesson(request: HttpRequest, public_id: str) -> LearnerLesson:
    """The lesson for somebody who takes it now."""
    taken = open_lesson(request, public_id).taken
    if taken is None:
        raise Http404
    return taken


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of a page rather than a page."""
    return request.headers.get("HX-Request") == "true"
