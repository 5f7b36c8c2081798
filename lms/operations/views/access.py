"""Fetches what a page is about: out of scope is 404, in scope without the right is 403; outside mode steps back."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.people.models import User

from ..enums import OperationsMode
from ..models import LoanCase
from ..permissions import may_see_customers, may_see_signals
from ..queries import cases_visible_to, mode_of
from ..queries.scope import folders_visible_to

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def case_or_404(request: HttpRequest, public_id: str, right: Callable[[User], bool] | None = None) -> LoanCase:
    """The case, if the user sees it; with ``right`` only if they may do that."""
    case = get_object_or_404(cases_visible_to(request.user), public_id=public_id)
    if right is not None and not right(request.user):
        raise PermissionDenied
    return case


def folder_case_or_404(request: HttpRequest, public_id: str) -> LoanCase:
    """The case, if the user may open its folder."""
    case: LoanCase = get_object_or_404(folders_visible_to(request.user), public_id=public_id)
    return case


def stepped_back(request: HttpRequest) -> HttpResponse | None:
    """The page that says why nothing is typed here, where the bank's own system reports the cases; else None."""
    if request.user.bank is None or mode_of(request.user.bank) != OperationsMode.OUTSIDE:
        return None
    return render(request, "operations/stepped_back.html", status=200 if request.method == "GET" else 409)


def tabs_for(user: User, here: str) -> list[tuple[str, str, bool]]:
    """Address, words and whether it is this page: what belongs to loan cases and ``user`` may open."""
    pages = [("case-list", pgettext("loan case", "Cases"), True), ("node-control", _("Node control"), True)]
    pages += [("customer-list", _("Customers"), may_see_customers(user)), ("signal-list", _("Signals"), may_see_signals(user))]
    return [(reverse(route), words, route == here) for route, words, shown in pages if shown]
