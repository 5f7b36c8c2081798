"""Fetches what a page is about: out of scope is 404, in scope without the right is 403."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from lms.people.models import User

from ..models import Cohort
from ..queries import cohorts_visible_to

Right = Callable[[User, Cohort], bool]


def cohort_or_404(request: HttpRequest, public_id: str, right: Right | None = None) -> Cohort:
    """The cohort, if the user sees it; with ``right`` only if they may do that with it."""
    rows = cohorts_visible_to(request.user).select_related("bank", "organisation", "programme")
    cohort = get_object_or_404(rows, public_id=public_id)
    if right is not None and not right(request.user, cohort):
        raise PermissionDenied
    return cohort
