"""Relatives at the bank: what was declared, a new declaration, the end of one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions.kinship import KinshipProblem, declare_kinship, end_kinship
from ..enums import Role
from ..forms.kinship import EndKinshipForm, KinshipForm
from ..permissions import has_role
from ..queries.kinship import kinships_visible_to


@login_required
@require_http_methods(["GET", "POST"])
def kinship_list(request: HttpRequest) -> HttpResponse:
    """Everybody declares their own relatives and sees what concerns them; HR enters and sees those of the people they oversee."""
    user, keeps = request.user, has_role(request.user, Role.HR)
    form = KinshipForm(request.POST or None, user=user, for_others=keeps)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            declare_kinship(person=form.declarer, relative=said["relative"], kin=said["kin"], actor_key=user.key)
        except KinshipProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            messages.success(request, _("Noted. The two no longer pair, sign for each other or vote on each other."))
            return redirect("kinship-list")
    page = Paginator(kinships_visible_to(user), 50).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": page.object_list, "keeps": keeps}
    return render(request, "people/kinship_list.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def kinship_end(request: HttpRequest, public_id: str) -> HttpResponse:
    """HR alone: ending a declaration gives back what it forbade."""
    kinship = get_object_or_404(kinships_visible_to(request.user), public_id=public_id)
    if not has_role(request.user, Role.HR):
        raise PermissionDenied
    form = EndKinshipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_kinship(kinship=kinship, reason=form.cleaned_data["reason"], actor_key=request.user.key)
        except KinshipProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            messages.success(request, _("The declaration has ended."))
            return redirect("kinship-list")
    return render(request, "people/kinship_end.html", {"form": form, "kinship": kinship}, status=422 if form.is_bound else 200)
