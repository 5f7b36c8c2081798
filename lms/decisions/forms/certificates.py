"""Why a certificate is taken away or replaced, and the number somebody holds in hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..domain.certificate_number import tidy_number
from ..enums import CertificateState


class CertificateStateForm(forms.Form):
    """Suspended or revoked, with the reason that stays."""

    state = forms.ChoiceField(
        label=_("What shall happen"),
        choices=[
            (CertificateState.SUSPENDED, _("suspend until a panel has looked at it")),
            (CertificateState.REVOKED, _("revoke for good")),
        ],
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: object = None, *, may_revoke: bool) -> None:
        super().__init__(data, auto_id="id_state_%s")
        if not may_revoke:
            self.fields["state"].choices = self.fields["state"].choices[:1]


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
