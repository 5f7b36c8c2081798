"""Conditions of grants: what one sees to oneself, and all of the bank for those who read sittings by office."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ..actions.panel_conditions import may_meet, meet_condition
from ..forms.panels import ConditionMetForm
from ..models import PanelCondition
from ..queries.panel_conditions import conditions_visible_to, open_conditions, overdue_conditions
from ..queries.panel_packet import node_names
from ..queries.panels import by_office
from .access import attempt


@login_required
@require_GET
def panel_conditions(request: HttpRequest) -> HttpResponse:
    """Open ones first, the overdue ones marked; ``show=met`` for those that are met, ``show=overdue`` for the overdue alone."""
    rows, today, show = conditions_visible_to(request.user), timezone.localdate(), request.GET.get("show", "")
    overdue = overdue_conditions(rows, today)
    chosen = {"met": rows.filter(met_on__isnull=False).order_by("-met_on", "-pk"), "overdue": overdue}.get(show, open_conditions(rows))
    page = Paginator(chosen, 30).get_page(request.GET.get("page"))
    nodes = node_names()
    lines = [_line(row, request, nodes) for row in page]
    context = {
        "page": page,
        "lines": lines,
        "show": show,
        "today": today,
        "overdue": overdue.count(),
        "by_office": by_office(request.user),
    }
    return render(request, "decisions/panel_conditions.html", context)


def _line(row: PanelCondition, request: HttpRequest, nodes: dict[str, str]) -> dict[str, object]:
    form = ConditionMetForm(auto_id=f"condition_{row.pk}_%s") if row.met_on is None and may_meet(row, request.user) else None
    return {"row": row, "node": nodes.get(row.item.node, row.item.node), "form": form}


@login_required
@require_POST
def panel_condition_met(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(conditions_visible_to(request.user), pk=pk)
    if not may_meet(row, request.user):
        raise PermissionDenied
    form = ConditionMetForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    attempt(request, lambda: meet_condition(condition=row, note=note, actor=request.user), _("The condition is noted as met."))
    return redirect("panel-conditions")
