"""Open and change a cohort, move it on, name its staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.models import User
from lms.toolkit.date_fields import DayField

from ..enums import CohortState, Duty
from ..models import Cohort, Programme
from .fields import NodeField, nodes_managed_by, reason_field


class CohortForm(forms.Form):
    """A cohort; the programme is chosen once, when it is opened."""

    name = forms.CharField(label=_("Name"), max_length=100)
    code = forms.CharField(label=_("Code"), max_length=30, help_text=_("Short and once per bank, for example 2026-01"))
    organisation = NodeField(label=_("Host organisation"), queryset=None, empty_label=None)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))
    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=None,
        required=False,
        empty_label=_("without a plan"),
        help_text=_("The cohort gets its own copy of the plan."),
    )
    week_one = DayField(label=_("A day of the plan's week 1"), required=False, help_text=_("Empty: the week in which the cohort starts"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, user: User, data: Any = None, *, cohort: Cohort | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user, self.cohort = user, cohort
        self.fields["organisation"].queryset = nodes_managed_by(user)
        self.fields["programme"].queryset = Programme.objects.filter(bank_id=user.bank_id)
        if cohort is not None:
            del self.fields["programme"], self.fields["week_one"]
            self.initial = {name: getattr(cohort, name) for name in self.fields}

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        taken = Cohort.objects.filter(bank_id=self.user.bank_id, code=code)
        if self.cohort is not None:
            taken = taken.exclude(pk=self.cohort.pk)
        if taken.exists():
            raise forms.ValidationError(_("Another cohort already has this code."))
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day lies before the first."))
        return data


class MoveCohortForm(forms.Form):
    """The next state of a cohort."""

    state = forms.ChoiceField(label=_("New state"), choices=CohortState.choices)
    reason = reason_field(required=False)


class StaffForm(forms.Form):
    """One person and their duties."""

    person = forms.CharField(max_length=32, widget=forms.HiddenInput)
    duties = forms.MultipleChoiceField(label=_("Duties"), choices=Duty.choices, required=False, widget=forms.CheckboxSelectMultiple)
