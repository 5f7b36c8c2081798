"""Close a signal; make a teaching case."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import SignalResult


class CloseSignalForm(forms.Form):
    result = forms.ChoiceField(label=_("Result"), choices=SignalResult.choices)
    note = forms.CharField(label=_("What was found"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class TeachingForm(forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("For example “Clothing shop, stock for autumn”; no name, no place.")
    )
    customer = forms.CharField(label=_("Invented name of the customer"), max_length=20)
    factor = forms.DecimalField(
        label=_("Scale amounts by"),
        initial=Decimal("1.2"),
        min_value=Decimal("0.6"),
        max_value=Decimal("1.6"),
        max_digits=3,
        decimal_places=2,
    )
    story = forms.CharField(
        label=_("What the loan really was"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Shown at the reveal of the rehearsal."),
    )
