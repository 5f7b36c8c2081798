"""A loan that ends is renewed: the application for a new case of the same customer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions import CaseProblem
from ..actions.renewal import Terms, renew_case, renewal_problem
from ..enums import OperationsMode
from ..forms import refuse
from ..forms.application import RenewalForm
from ..queries import mode_of
from .access import stepped_back
from .folder import folder_or_404


@login_required
@require_http_methods(["GET", "POST"])
def case_renew(request: HttpRequest, public_id: str) -> HttpResponse:
    case, folder = folder_or_404(request, public_id, works=True)
    if back := stepped_back(request):
        return back
    if mode_of(case.bank_id) != OperationsMode.FULL:
        raise Http404
    form = RenewalForm(request.POST or None, case=case, folder=folder, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = renew_case(case=case, terms=Terms(**form.cleaned_data), actor=request.user)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The renewal is entered; the case stands at acceptance."))
            return redirect("case-folder", made.public_id)
    context = {
        "form": form,
        "case": case,
        "folder": folder,
        "leads": request.user.pk == case.lead_id,
        "problem": renewal_problem(case, folder),
    }
    return render(request, "operations/renewal.html", context, status=422 if form.is_bound else 200)
