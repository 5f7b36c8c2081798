"""How much of its loan business the bank keeps here, since when and why."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions import CaseProblem, choose_mode
from ..forms import ModeForm, refuse
from ..models import ModeChange
from ..permissions import may_choose_mode, sees_all_cases
from ..queries import mode_of


@login_required
@require_http_methods(["GET", "POST"])
def mode_page(request: HttpRequest) -> HttpResponse:
    """Read by the offices, chosen by the leader."""
    user = request.user
    chooses = may_choose_mode(user)
    if user.bank is None or not (chooses or sees_all_cases(user)) or (request.method == "POST" and not chooses):
        raise PermissionDenied
    form = ModeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            choose_mode(bank=user.bank, actor=user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The mode is changed."))
            return redirect("operations-mode")
    context = {
        "form": form if chooses else None,
        "mode": mode_of(user.bank),
        "history": ModeChange.objects.filter(bank=user.bank).select_related("decided_by").order_by("-decided_at", "-id")[:50],
    }
    return render(request, "operations/mode.html", context, status=422 if form.is_bound else 200)
