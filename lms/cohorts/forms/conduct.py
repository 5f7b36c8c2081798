"""Give or take conduct points, withdraw an entry."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.date_fields import DayField

from ..domain.conduct import MOST_POINTS
from ..enums import ConductCategory
from ..models import Enrolment
from .fields import reason_field


class PersonField(forms.ModelChoiceField):
    """A person of the class by seat and name."""

    def label_from_instance(self, obj: Enrolment) -> str:
        return f"{obj.seat_number or '—'} · {obj.user.name}"


class ConductForm(forms.Form):
    """Points with their reason; the direction is chosen, so that nobody has to type a minus sign on a phone."""

    enrolment = PersonField(label=_("Person"), queryset=None, to_field_name="public_id")
    direction = forms.ChoiceField(
        label=_("Direction"), choices=[("-", _("take points")), ("+", _("give points"))], widget=forms.RadioSelect, initial="-"
    )
    amount = forms.IntegerField(label=_("Points"), min_value=1, max_value=MOST_POINTS)
    category = forms.ChoiceField(label=_("Category"), choices=ConductCategory.choices)
    happened_on = DayField(label=_("Day"))
    reason = reason_field(help_text=_("What happened, in one sentence; the person reads it."))

    def __init__(self, people: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["enrolment"].queryset = people

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future."))
        return day

    @property
    def points(self) -> int:
        amount: int = self.cleaned_data["amount"]
        return amount if self.cleaned_data["direction"] == "+" else -amount


class WithdrawConductForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
