"""Why a certificate is suspended or replaced, and the number somebody holds in hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..domain.certificate_number import tidy_number
from ..enums import SuspensionCause


class CertificateSuspendForm(forms.Form):
    """What happened, as everywhere else where authority is stopped; taking it away for good is the panel's."""

    cause = forms.ChoiceField(label=_("Event"), choices=SuspensionCause.choices)
    reason = forms.CharField(
        label=_("What has happened"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The person reads it. No customer's name; a case number is enough."),
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, auto_id="id_suspend_%s")


class ReplacementForm(forms.Form):
    """The old paper is void from that moment."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example a lost paper or a changed name."),
    )


class NumberForm(forms.Form):
    """Typed from paper: spaces, small letters and full-width signs are understood."""

    number = forms.CharField(label=_("Certificate number"), max_length=60, help_text=_("It stands below the code on the certificate."))

    def clean_number(self) -> str:
        return tidy_number(self.cleaned_data["number"])
