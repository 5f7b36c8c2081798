"""The provincial union: open one of its banks with a reason, and leave it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.people.actions import leave_bank
from lms.people.forms import OpenBankForm
from lms.people.queries import banks_below

from ..actions.read_bank import read_bank


@login_required
@require_http_methods(["GET", "POST"])
def bank_open(request: HttpRequest, public_id: str) -> HttpResponse:
    """A reason and a time; from then on everything is read as the bank's auditor reads it."""
    bank = get_object_or_404(banks_below(request.user), public_id=public_id)
    form = OpenBankForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        read_bank(user=request.user, bank=bank, **form.cleaned_data)
        messages.success(request, _("You read %(bank)s now. The bank has been told.") % {"bank": bank.name})
        return redirect("today")
    return render(request, "desks/bank_open.html", {"bank": bank, "form": form}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def bank_leave(request: HttpRequest) -> HttpResponse:
    """Whoever reads no bank has nothing to leave."""
    if not leave_bank(user=request.user):
        raise Http404
    messages.success(request, _("You have left the bank."))
    return redirect("today")
