"""The three statements and the cross-checks of a case, with the same functions as in the rehearsal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions import CaseProblem
from ..actions.folder import save_sheet
from ..domain.worksheet import benchmark_of, read_figures
from ..enums import MilestoneState
from ..forms import refuse
from ..forms.worksheet import CheckForm, FiguresForm
from ..models import LoanCase
from ..queries.folder_page import check_rows, figures_summary
from .folder import folder_or_404


def _editable(request: HttpRequest, case: LoanCase) -> bool:
    going = case.milestones.filter(code="statements", state=MilestoneState.OPEN).exists()
    return going and request.user.pk == case.lead_id


@login_required
@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, public_id: str) -> HttpResponse:
    case, folder = folder_or_404(request, public_id, works=request.method == "POST")
    form = FiguresForm(request.POST or None, kept=folder.figures)
    if request.method == "POST" and form.is_valid():
        try:
            save_sheet(case=case, step="statements", values={"figures": form.kept()}, actor=request.user)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("case-figures", case.public_id)
    context = {
        "case": case,
        "folder": folder,
        "form": form,
        "editable": _editable(request, case),
        "summary": figures_summary(folder),
        "checks": check_rows(folder),
    }
    return render(request, "operations/figures.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    case, folder = folder_or_404(request, public_id, works=request.method == "POST")
    row = next((one for one in check_rows(folder) if one.line.key == key), None)
    if row is None:
        raise Http404
    benchmark = benchmark_of(key, read_figures(folder.figures), case.amount)
    form = CheckForm(request.POST or None, line=row.line, done=row.done, benchmark=benchmark)
    if request.method == "POST" and form.is_valid():
        try:
            save_sheet(case=case, step="statements", values={"checks": {**folder.checks, key: form.kept()}}, actor=request.user)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Computed and kept."))
            return redirect("case-check", case.public_id, key)
    context = {"case": case, "row": row, "form": form, "editable": _editable(request, case)}
    return render(request, "operations/check.html", context, status=422 if form.is_bound else 200)
