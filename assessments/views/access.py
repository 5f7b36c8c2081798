"""Who gets past the door of the authors' pages; everybody else is told that there is no such page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from ..permissions import may_use_bank

View = Callable[..., HttpResponse]


def author_required(view: View) -> View:
    """Instructors and consultants of a bank; for anybody else the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_use_bank(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


def download(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file to keep; the name may be Chinese."""
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)
