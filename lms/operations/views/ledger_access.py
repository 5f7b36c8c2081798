"""Who gets to the pages of the ledgers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from lms.people.models import User

View = Callable[..., HttpResponseBase]


def for_those(right: Callable[[User], bool]) -> Callable[[View], View]:
    """Signed in, and with the right; for pages that are about nothing in particular."""

    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            if not right(request.user):
                raise PermissionDenied
            return view(request, *args, **options)

        return guarded

    return guard
