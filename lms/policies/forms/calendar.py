"""Days off or worked in exchange, as an announcement lists them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.toolkit.date_fields import DayField

from ..actions.calendar import LONGEST


class CalendarForm(forms.Form):
    """A span of days, what they are, and on what it rests."""

    kind = forms.ChoiceField(
        label=_("Kind of day"),
        choices=[("off", _("day off (public holiday)")), ("worked", _("worked in exchange (make-up day)"))],
        widget=forms.RadioSelect,
        initial="off",
    )
    first = DayField(label=_("From"))
    last = DayField(label=_("Until"), required=False, help_text=_("Leave empty for a single day."))
    note = forms.CharField(label=_("Announcement"), max_length=200, help_text=_("Its title and number."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first: date | None = data.get("first")
        if first is None:
            return data
        last = data["last"] = data.get("last") or first
        if last < first:
            self.add_error("last", _("The last day lies before the first."))
        elif (last - first).days >= LONGEST:
            self.add_error("last", _("A span has at most %(days)d days.") % {"days": LONGEST})
        return data

    def values(self) -> dict[str, Any]:
        """The cleaned input as the action takes it."""
        data = self.cleaned_data
        return {"first": data["first"], "last": data["last"], "is_working": data["kind"] == "worked", "note": data["note"]}


class SpanForm(forms.Form):
    """Which entered days to take out."""

    first = DayField()
    last = DayField()
