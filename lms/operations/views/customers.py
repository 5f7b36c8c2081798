"""Customers of full mode: masked in every list; the full data after a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..actions import CaseProblem
from ..actions.customers import add_customer, correct_customer, show_customer, show_tie
from ..enums import OperationsMode
from ..forms import refuse
from ..forms.folder import CorrectionForm, CustomerForm, ShowForm
from ..models import CaseTie
from ..permissions import may_see_customers, works_on
from ..queries import cases_visible_to, mode_of
from ..queries.customers import customer_list as list_customers
from ..queries.customers import customers_visible_to
from .access import case_or_404, stepped_back, tabs_for


@login_required
@require_GET
def customer_list(request: HttpRequest) -> HttpResponse:
    if not may_see_customers(request.user):
        raise PermissionDenied
    q = request.GET.get("q", "").strip()[:40]
    context = {
        "page": Paginator(list_customers(request.user, q), 50).get_page(request.GET.get("page")),
        "tabs": tabs_for(request.user, "customer-list"),
        "q": q,
        "full": mode_of(request.user.bank) == OperationsMode.FULL,
    }
    return render(request, "operations/customer_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def customer_new(request: HttpRequest) -> HttpResponse:
    if not may_see_customers(request.user):
        raise PermissionDenied
    form = CustomerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_customer(bank=request.user.bank, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The customer is entered; from now on only masked data are shown."))
            return redirect("customer-detail", made.public_id)
    return render(request, "operations/customer_form.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def customer_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The office and whoever works on a case of the customer put right what is wrong."""
    customer = get_object_or_404(customers_visible_to(request.user), public_id=public_id)
    if back := stepped_back(request):
        return back
    form = CorrectionForm(request.POST or None, customer=customer)
    if request.method == "POST" and form.is_valid():
        try:
            correct_customer(customer=customer, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("customer-detail", customer.public_id)
    context = {"form": form, "customer": customer}
    return render(request, "operations/customer_form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def tie_show(request: HttpRequest, public_id: str, tie: int) -> HttpResponse:
    """Somebody who stands behind a case, masked; in full as the answer to a POST with a reason, for those who work on the case."""
    case = case_or_404(request, public_id)
    row = get_object_or_404(CaseTie.objects.select_related("case__bank"), case=case, pk=tie)
    if not works_on(request.user, case):
        raise PermissionDenied
    form, values = ShowForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            values = show_tie(tie=row, reason=form.cleaned_data["reason"], actor=request.user)
        except CaseProblem as problem:
            refuse(form, problem)
    context = {"tie": row, "case": case, "form": form, "values": values}
    return render(request, "operations/tie.html", context, status=422 if form.is_bound and values is None else 200)


@login_required
@require_GET
def customer_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    customer = get_object_or_404(customers_visible_to(request.user), public_id=public_id)
    cases = cases_visible_to(request.user).filter(folder__customer=customer)
    return render(request, "operations/customer_detail.html", {"customer": customer, "cases": cases, "form": ShowForm()})


@login_required
@require_POST
@never_cache
def customer_show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The answer to this POST alone holds the full data: no address leads to it."""
    customer = get_object_or_404(customers_visible_to(request.user), public_id=public_id)
    form, values = ShowForm(request.POST), None
    if form.is_valid():
        try:
            values = show_customer(customer=customer, reason=form.cleaned_data["reason"], actor=request.user)
        except CaseProblem as problem:
            refuse(form, problem)
    cases = cases_visible_to(request.user).filter(folder__customer=customer)
    context = {"customer": customer, "cases": cases, "form": form, "values": values}
    return render(request, "operations/customer_detail.html", context, status=200 if values else 422)
