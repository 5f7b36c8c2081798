"""The bank's settings: all of them, and one with its history."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..actions import set_policy_value
from ..domain.catalogue import CATALOGUE, parse
from ..forms import PolicyValueForm
from ..permissions import may_see_policies, may_set_policies
from ..queries import policy, setting_history, settings_table, value_words


@login_required
def list_settings(request: HttpRequest) -> HttpResponse:
    if not may_see_policies(request.user):
        raise PermissionDenied
    return render(request, "policies/policy_list.html", {"groups": settings_table(request.user.bank)})


@login_required
def one_setting(request: HttpRequest, key: str) -> HttpResponse:
    """Read by those who oversee, set by HR and administrators of the bank."""
    user = request.user
    if not may_see_policies(user):
        raise PermissionDenied
    if key not in CATALOGUE:
        raise Http404
    setting, sets = CATALOGUE[key], may_set_policies(user)
    current = policy(user.bank, key)
    form = PolicyValueForm(user, setting, current, request.POST if request.method == "POST" else None) if sets else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            set_policy_value(bank=user.bank, key=key, actor_key=user.key, **form.cleaned_data)
            messages.success(request, _("The value is laid down."))
            return redirect("policy-set", key)
    context = {
        "setting": setting,
        "label": _(setting.label),
        "help": _(setting.help) if setting.help else "",
        "words": value_words(setting, current),
        "default_words": value_words(setting, parse(key, setting.default)),
        "history": setting_history(user.bank, setting),
        "form": form,
    }
    return render(request, "policies/policy_set.html", context)
