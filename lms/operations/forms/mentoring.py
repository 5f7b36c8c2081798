"""The agreement of a pair, and a talk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.toolkit.date_fields import DayField


class AgreementForm(forms.Form):
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"), help_text=_("Three to six months."))
    goals = forms.CharField(
        label=_("Goals"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line: what, by when, and how both will see it."),
    )


class TalkForm(forms.Form):
    held_on = DayField(label=_("Day"))
    minutes = forms.IntegerField(label=pgettext_lazy("talk", "Minutes"), min_value=5, max_value=480)
    about = forms.CharField(label=_("What it was about"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.CharField(label=_("What was agreed"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"minutes": 30} | (initial or {}))
