"""Tick off, move and shift steps of a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.toolkit.date_fields import DayField

from .fields import reason_field


class CompleteStepForm(forms.Form):
    """A step is done."""

    done_on = DayField(label=_("Done on"))
    note = reason_field(label=_("Note"), required=False, help_text=_("A gate needs a note that says on what opening it rests."))


class ReasonForm(forms.Form):
    """A reason alone."""

    reason = reason_field()


class MoveStepForm(forms.Form):
    """Other days for a step."""

    planned_from = DayField(label=_("Planned from"))
    planned_to = DayField(label=_("Planned until"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("planned_from") and data.get("planned_to") and data["planned_to"] < data["planned_from"]:
            self.add_error("planned_to", _("The last day lies before the first."))
        return data


class ShiftForm(forms.Form):
    """The whole plan by weeks."""

    weeks = forms.IntegerField(
        label=_("Weeks"), min_value=-52, max_value=52, help_text=_("Back with a minus sign; steps already done stay.")
    )
