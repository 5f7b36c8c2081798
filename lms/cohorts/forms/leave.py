"""Ask for leave, answer a request, note what was made up."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.date_fields import MomentField

from ..enums import LeaveKind
from .fields import reason_field


class LeaveForm(forms.Form):
    """From when to when, and why."""

    kind = forms.ChoiceField(label=_("Kind of leave"), choices=LeaveKind.choices, initial=LeaveKind.PERSONAL)
    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))
    reason = reason_field(help_text=_("Only your class teacher and the personnel office read this."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("The end must be after the beginning."))
        return data


def next_morning(now: datetime) -> datetime:
    """What the form proposes: nine o'clock of the next day."""
    return (timezone.localtime(now) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


class DecideLeaveForm(forms.Form):
    """The answer to a request."""

    answer = forms.ChoiceField(
        label=_("Your decision"), choices=[("approve", _("grant")), ("refuse", _("refuse"))], widget=forms.RadioSelect
    )
    make_up_needed = forms.BooleanField(label=_("What is missed has to be made up"), required=False)
    note = reason_field(label=_("Note"), required=False, help_text=_("Needed for a refusal; the trainee reads it."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == "refuse" and not data.get("note", "").strip():
            self.add_error("note", _("Say why it is refused."))
        return data


class MakeUpForm(forms.Form):
    """How missed sessions were made up."""

    note = reason_field(label=_("How it was made up"))
