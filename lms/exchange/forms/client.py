"""A connected system, and a token for it."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation

from ..domain.targets import LONGEST, address_problem, url_problem
from ..enums import TOLD_BY_SCOPE, TOLD_KINDS, EventKind, Scope
from ..models import ClientSystem

URL_PROBLEMS = {
    "characters": _("The address has characters that do not belong there, or is too long."),
    "scheme": _("The address must begin with https://."),
    "host": _("The address names no host."),
    "userinfo": _("The address must not hold a name or password."),
    "port": _("The port of the address is not valid."),
    "fragment": _("The address must not hold a #."),
}
ADDRESS_PROBLEMS = {
    "never": _("Nothing can be sent to this address."),
    "loopback": _("This address is the machine itself; nothing is sent there."),
    "private": _("This address lies in a private network. Whoever runs the site must allow that first (DUZUO_WEBHOOK_PRIVATE)."),
}


class ClientForm(forms.Form):
    """``bank`` is where the name has to be new; ``system`` the one that is changed."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("What people call it, such as the name of the loan system."))
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, help_text=_("No more than it needs.")
    )
    calls_per_minute = forms.IntegerField(
        label=_("Calls per minute"),
        min_value=10,
        max_value=60_000,
        initial=1200,
        help_text=_("Per token; further calls are refused until the minute is over."),
    )
    webhook_url = forms.CharField(
        label=_("Address to be told at"), max_length=LONGEST, required=False, help_text=_("Empty where the system is to be told nothing.")
    )
    webhook_kinds = forms.MultipleChoiceField(
        label=_("What it is told"),
        choices=[(kind.value, kind.label) for kind in TOLD_KINDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, bank: Organisation, data: Any = None, *, system: ClientSystem | None = None) -> None:
        initial = {name: getattr(system, name) for name in self.base_fields} if system else {"webhook_kinds": [EventKind.AUTHORITY_CHANGED]}
        super().__init__(data, initial=initial)
        self.others = ClientSystem.objects.filter(bank=bank).exclude(pk=system.pk if system else None)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if self.others.filter(name=name).exists():
            raise forms.ValidationError(_("There is a system of this name already."))
        return name

    def clean_webhook_url(self) -> str:
        url: str = self.cleaned_data["webhook_url"].strip()
        if not url:
            return ""
        if code := url_problem(url, https_only=settings.WEBHOOK_HTTPS_ONLY):
            raise forms.ValidationError(URL_PROBLEMS[code])
        # A name is judged by what it leads to, each time something is sent; an address can be judged now.
        host = urlsplit(url).hostname or ""
        code = address_problem(host, private_allowed=settings.WEBHOOK_PRIVATE, loopback_allowed=settings.WEBHOOK_LOOPBACK)
        if code in ADDRESS_PROBLEMS:
            raise forms.ValidationError(ADDRESS_PROBLEMS[code])
        return url

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("webhook_url") and not data.get("webhook_kinds"):
            self.add_error("webhook_kinds", _("Choose what it is told, or leave the address empty."))
        if data.get("webhook_url") and "scopes" in data:
            self._refuse_what_it_may_not_know(data.get("webhook_kinds", []), data["scopes"])
        return data

    def _refuse_what_it_may_not_know(self, kinds: list[str], scopes: list[str]) -> None:
        for kind in kinds:
            if TOLD_BY_SCOPE[kind] not in scopes:
                words = _("To be told “%(kind)s” it must also be allowed to “%(scope)s”: tick that right, or untick this.")
                self.add_error("webhook_kinds", words % {"kind": EventKind(kind).label, "scope": TOLD_BY_SCOPE[kind].label})


class TokenForm(forms.Form):
    days = forms.IntegerField(
        label=_("Holds for"), min_value=1, max_value=366, initial=180, help_text=_("At most a year; replace it before it runs out.")
    )
