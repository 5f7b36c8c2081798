"""An appeal against the panel, and its written answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions import DecisionProblem
from ..actions.panel_appeals import answer_appeal, why_not_answer_appeal
from ..forms.panels import PanelAppealAnswerForm
from ..queries.panel_packet import node_names
from ..queries.panels import panel_appeals_visible_to


@login_required
@require_http_methods(["GET", "POST"])
def panel_appeal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read by office; answered by somebody who had no part in the decision."""
    appeal = get_object_or_404(panel_appeals_visible_to(request.user), public_id=public_id)
    refusal = why_not_answer_appeal(appeal, request.user)
    form = PanelAppealAnswerForm(request.POST or None)
    if request.method == "POST":
        if refusal:
            raise PermissionDenied
        if form.is_valid():
            try:
                answer_appeal(appeal=appeal, user=request.user, **form.cleaned_data)
            except DecisionProblem as problem:
                form.add_error(None, problem)
            else:
                messages.success(request, _("The answer is recorded and sent."))
                return redirect("panel-appeal", public_id)
    context = {
        "appeal": appeal,
        "item": appeal.item,
        "node": node_names().get(appeal.item.node, appeal.item.node),
        "refusal": refusal,
        "form": form,
    }
    return render(request, "decisions/panel_appeal.html", context, status=422 if form.errors else 200)
