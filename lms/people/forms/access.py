"""Opening a bank from above it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import TidyField


class OpenBankForm(forms.Form):
    reason = TidyField(label=_("Reason"), max_length=300, help_text=_("The bank's personnel office and administrators read it at once."))
    hours = forms.TypedChoiceField(
        label=_("For how long"), coerce=int, initial=1, choices=[(1, _("1 hour")), (4, _("4 hours")), (8, _("8 hours"))]
    )
