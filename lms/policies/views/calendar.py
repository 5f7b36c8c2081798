"""The bank's public holidays and make-up days, as far as the product does not know them yet."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lms.toolkit.working_days import covered_years

from ..actions import enter_calendar_days, remove_calendar_days
from ..forms import CalendarForm, SpanForm
from ..permissions import may_see_policies, may_set_policies
from ..queries import calendar_of, unknown_years


@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Read by those who oversee, kept by HR and administrators of the bank."""
    user = request.user
    if not may_see_policies(user):
        raise PermissionDenied
    form = CalendarForm(request.POST if request.method == "POST" else None) if may_set_policies(user) else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            count = enter_calendar_days(bank=user.bank, actor_key=user.key, **form.values())
            messages.success(request, ngettext("%(n)d day is entered.", "%(n)d days are entered.", count) % {"n": count})
            return redirect("policy-calendar")
    context = {
        "form": form,
        "spans": calendar_of(user.bank),
        "known_until": covered_years()[-1],
        "unknown": unknown_years(user.bank, today=timezone.localdate()),
    }
    return render(request, "policies/policy_calendar.html", context)


@login_required
@require_POST
def calendar_remove(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not may_set_policies(user):
        raise PermissionDenied
    form = SpanForm(request.POST)
    if not form.is_valid() or not 0 <= (form.cleaned_data["last"] - form.cleaned_data["first"]).days < 366:
        raise Http404
    try:
        count = remove_calendar_days(bank=user.bank, actor_key=user.key, **form.cleaned_data)
    except ValueError as error:
        raise Http404 from error
    if not count:
        raise Http404
    messages.success(request, _("Taken out."))
    return redirect("policy-calendar")
