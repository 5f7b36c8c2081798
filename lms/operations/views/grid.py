"""The map of the grid, the funnel, and the areas themselves."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from lms.people.queries import organisations_visible_to

from ..actions.grid import give_area, keep_area, retire_area
from ..actions.problems import CaseProblem
from ..forms.visits import AreaForm, GiveAreaForm
from ..models import GridArea
from ..permissions import may_keep_grid, reads_ledgers
from ..queries.coverage import coverage
from ..queries.ledger_scope import areas_visible_to, ledger_keepers, ledger_people
from ..queries.visits import funnels
from .ledger_access import for_those
from .ledger_periods import PERIODS, period_days


@for_those(reads_ledgers)
def coverage_map(request: HttpRequest) -> HttpResponse:
    """Every branch's grid with what was visited, and the same as a table."""
    wanted = request.GET.get("branch", "")
    maps = coverage(request.user)
    branches = [(one.branch.public_id, str(one.branch)) for one in maps]
    shown = [one for one in maps if not wanted or one.branch.public_id == wanted]
    context = {"maps": shown, "branches": branches, "wanted": wanted, "keeps": may_keep_grid(request.user), "tab": "map"}
    return render(request, "operations/coverage_map.html", context)


@for_those(reads_ledgers)
def funnel(request: HttpRequest) -> HttpResponse:
    """From a knock at the door to an approved loan; this month unless asked otherwise."""
    when, today = request.GET.get("when", "month"), timezone.localdate()
    first, last = period_days(when, today)
    if first is None or last is None:
        when, first, last = "", today - timedelta(days=90), today
    total, each = funnels(request.user, first=first, last=last)
    words = [pgettext("funnel", "visited"), _("talked with"), _("intent A or B"), _("became a case"), _("approved")]
    points = list(zip(words, total.counts.values(), strict=True))
    context = {"total": total, "rows": each, "points": points, "first": first, "last": last, "tab": "funnel"}
    # Room behind the longest bar for the figure it stands for.
    context["longest"] = max(1, total.counts["visited"]) * 1.25
    context["filters"] = [("when", _("Last 90 days"), PERIODS, when)]
    return render(request, "operations/funnel.html", context)


def _area_form(request: HttpRequest, area: GridArea | None = None, *, bound: bool = True) -> AreaForm:
    start: dict[str, Any] = {}
    if area is not None:
        start = {name: getattr(area, name) for name in ("name", "row", "column", "merchants")} | {"branch": area.branch.public_id}
    branches = organisations_visible_to(request.user).filter(is_active=True).order_by("path")
    return AreaForm((request.POST or None) if bound else None, branches=branches, initial=start)


@for_those(may_keep_grid)
def area_add(request: HttpRequest) -> HttpResponse:
    form = _area_form(request)
    if request.method == "POST" and form.is_valid() and _kept(request, form, None):
        return redirect("coverage-map")
    return render(request, "operations/area_form.html", {"form": form}, status=422 if form.is_bound else 200)


def _kept(request: HttpRequest, form: AreaForm, area: GridArea | None) -> bool:
    try:
        kept = keep_area(bank=request.user.bank, actor=request.user, area=area, **form.cleaned_data)
    except CaseProblem as problem:
        form.add_error(None, problem.sentence)
        return False
    messages.success(request, _("%(area)s is on the map.") % {"area": kept.name})
    return True


def _area(request: HttpRequest, public_id: str) -> GridArea:
    area = get_object_or_404(areas_visible_to(request.user).select_related("bank", "branch"), public_id=public_id)
    if not may_keep_grid(request.user):
        raise PermissionDenied
    return area


@login_required
def area_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name, place, size; below it who looks after the area."""
    area = _area(request, public_id)
    form = _area_form(request, area)
    if request.method == "POST" and form.is_valid() and _kept(request, form, area):
        return redirect("coverage-map")
    return _page(request, area, form=form, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, area: GridArea, *, form: Form, give: Form | None = None, status: int = 200) -> HttpResponse:
    known = area.assignments.filter(user__in=ledger_people(request.user).values("pk"))
    running = known.filter(ends_on__isnull=True)
    start = {"people": [one.user.key for one in running.select_related("user")], "on": timezone.localdate()}
    give = give or GiveAreaForm(people=ledger_keepers(request.user), initial=start)
    history = known.select_related("user").order_by("-starts_on", "-pk")[:30]
    context = {"area": area, "form": form, "give_form": give, "history": list(history)}
    return render(request, "operations/area_form.html", context, status=status)


@login_required
@require_POST
def area_give(request: HttpRequest, public_id: str) -> HttpResponse:
    area = _area(request, public_id)
    give = GiveAreaForm(request.POST, people=ledger_keepers(request.user))
    if give.is_valid():
        try:
            give_area(area=area, actor=request.user, **give.cleaned_data)
        except CaseProblem as problem:
            give.add_error(None, problem.sentence)
        else:
            messages.success(request, _("%(area)s is given.") % {"area": area.name})
            return redirect("coverage-map")
    return _page(request, area, form=_area_form(request, area, bound=False), give=give, status=422)


@login_required
@require_POST
def area_retire(request: HttpRequest, public_id: str) -> HttpResponse:
    area = _area(request, public_id)
    retire_area(area=area, actor=request.user)
    messages.success(request, _("%(area)s has left the map; its visits stay.") % {"area": area.name})
    return redirect("coverage-map")
