"""A value to hold from a day on."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.models import User
from lms.toolkit.date_fields import DayField

from ..domain.catalogue import PolicyProblem, Setting, parse
from ..enums import RegulationState
from ..models import RegulationVersion
from ..queries import regulation_versions_visible_to, value_words
from ..queries.table import UNITS


class VersionChoice(forms.ModelChoiceField):
    """A version of a regulation by its title and number."""

    def label_from_instance(self, obj: RegulationVersion) -> str:
        return _("%(title)s, version %(number)d") % {"title": obj.regulation.title, "number": obj.number}


class PolicyValueForm(forms.Form):
    """Value within the setting's bounds, day, reason, source. ``cleaned_data["value"]`` is what the action takes."""

    effective_on = DayField(label=gettext_lazy("In force from"), initial=timezone.localdate)
    source = VersionChoice(
        label=gettext_lazy("Source document"),
        queryset=RegulationVersion.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("No regulation; the reason says on what it rests"),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["value", "effective_on", "source", "reason"]

    def __init__(self, user: User, setting: Setting, current: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.setting = setting
        self.fields["value"] = self._value_field(current)
        self.order_fields(self.field_order)
        in_force = regulation_versions_visible_to(user).filter(state=RegulationState.IN_FORCE)
        self.fields["source"].queryset = in_force.order_by("regulation__code")

    @property
    def unit(self) -> str:
        return "%" if self.setting.is_share else str(UNITS.get(self.setting.unit, self.setting.unit))

    def _value_field(self, current: Any) -> forms.Field:
        setting, label = self.setting, _("New value")
        if setting.kind == "boolean":
            choices = [("yes", value_words(setting, True)), ("no", value_words(setting, False))]
            return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, initial="yes" if current else "no")
        if setting.kind == "text":
            return forms.CharField(label=label, max_length=200, initial=current)
        initial = Decimal(current) * 100 if setting.is_share else Decimal(current)
        limits = _("From %(low)s to %(high)s.") % {"low": self._bound(setting.minimum), "high": self._bound(setting.maximum)}
        return forms.DecimalField(
            label=label,
            initial=f"{initial.normalize():f}",
            help_text=limits,
            max_digits=12,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )

    def _bound(self, bound: int | None) -> str:
        return "…" if bound is None else value_words(self.setting, bound)

    def clean_value(self) -> Any:
        raw = self.cleaned_data["value"]
        if self.setting.kind == "boolean":
            return raw == "yes"
        value = raw / 100 if self.setting.is_share else raw
        try:
            parse(self.setting.key, value)
        except PolicyProblem as problem:
            words = {
                "type": _("Type a whole number."),
                "minimum": _("The value is too small: at least %(bound)s.") % {"bound": self._bound(self.setting.minimum)},
                "maximum": _("The value is too large: at most %(bound)s.") % {"bound": self._bound(self.setting.maximum)},
            }
            raise forms.ValidationError(words[problem.code]) from problem
        return value

    def clean_effective_on(self) -> date:
        day: date = self.cleaned_data["effective_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("What has happened was done under the old value; choose today or later."))
        return day
