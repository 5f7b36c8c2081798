"""Enrol one person, amend a row, change a state."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.toolkit.date_fields import DayField

from ..domain.enrolments import LEFT, choices_from
from ..enums import EnrolmentState, LegalFooting
from ..models import Cohort, Enrolment
from .fields import NodeField, reason_field


class RowForm(forms.Form):
    """What stands in a row of the class list; the seat must be free."""

    seat_number = forms.IntegerField(label=_("Seat"), required=False, min_value=1, max_value=999)
    organisation = NodeField(label=_("Branch"), queryset=None, required=False, empty_label=_("none"))
    legal_footing = forms.ChoiceField(label=_("Legal footing"), choices=LegalFooting.choices)
    joined_on = DayField(label=_("Joined on"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, cohort: Cohort, data: Any = None, *, enrolment: Enrolment | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.cohort, self.enrolment = cohort, enrolment
        self.fields["organisation"].queryset = cohort.bank.nodes.filter(is_active=True).order_by("path")
        if enrolment is not None:
            self.initial = {
                name: getattr(enrolment, name) for name in ("seat_number", "organisation", "legal_footing", "joined_on", "note")
            }

    def clean_seat_number(self) -> int | None:
        seat: int | None = self.cleaned_data["seat_number"]
        taken = Enrolment.objects.filter(cohort=self.cohort, seat_number=seat)
        if self.enrolment is not None:
            taken = taken.exclude(pk=self.enrolment.pk)
        if seat is not None and taken.exists():
            raise forms.ValidationError(_("Somebody else has this seat."))
        return seat


class EnrolForm(RowForm):
    """A person found by search, and their row."""

    person = forms.CharField(max_length=32, widget=forms.HiddenInput)


class AmendForm(RowForm):
    """A corrected row; the reason goes into the log."""

    reason = reason_field()


class ChangeStateForm(forms.Form):
    """The next state of one enrolment."""

    state = forms.ChoiceField(label=_("New state"))
    left_on = DayField(label=_("Last day in the class"), required=False, help_text=_("Only for who leaves; empty: today"))
    reason = reason_field()

    def __init__(self, enrolment: Enrolment, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.enrolment = enrolment
        possible = choices_from(enrolment.state)
        self.fields["state"].choices = [(code, label) for code, label in EnrolmentState.choices if code in possible]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        left_on = data.get("left_on")
        if left_on and data.get("state") in LEFT and left_on < self.enrolment.joined_on:
            self.add_error("left_on", _("The person can't have left before joining."))
        return data
