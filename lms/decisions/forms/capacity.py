"""产能体检: what a department expects of its cases, its people and its mentors."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.evidence.enums import CaseKind

from ..domain.certification.profile import NODE_CODES
from .profiles import node_labels
from .rule import number_text

Json = dict[str, Any]


def _whole(label: Any, most: int, least: int = 0, **more: Any) -> forms.IntegerField:
    attrs = {"inputmode": "numeric", "autocomplete": "off"}
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=forms.TextInput(attrs=attrs), **more)


def _rate(label: Any, most: int, **more: Any) -> forms.DecimalField:
    attrs = {"inputmode": "decimal", "autocomplete": "off"}
    return forms.DecimalField(label=label, min_value=0, max_value=most, decimal_places=2, widget=forms.TextInput(attrs=attrs), **more)


class CapacityForm(forms.Form):
    """Cases a month at each node with cases, the share of each kind, and whose time there is."""

    people = _whole(_("People who are to get there"), 10_000, 1)
    months = _whole(_("Within months"), 120, 1)
    mentors = _whole(_("Mentors"), 1000, 1)
    hours_per_week = _rate(_("Hours a week that one mentor has for it"), 60)
    minutes = _rate(_("Minutes for one observation, on the way and talking included"), 600)
    observer_seats = _whole(_("Trainees who can watch one case together"), 10, 1)
    industries = _whole(_("Trades the customers come from"), 100, 0, required=False, help_text=_("Empty: not known"))

    def __init__(self, content: Json, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        labels = node_labels()
        self.nodes = [code for code in NODE_CODES if content["nodes"][code]["available"]]
        for code in self.nodes:
            self.fields[f"cases-{code}"] = _rate(labels[code], 100_000)
        for kind in CaseKind:
            self.fields[f"share-{kind.value}"] = _whole(kind.label, 100, required=False)

    @property
    def case_fields(self) -> list[forms.BoundField]:
        return [self[f"cases-{code}"] for code in self.nodes]

    @property
    def share_fields(self) -> list[forms.BoundField]:
        return [self[f"share-{kind}"] for kind in CaseKind.values]

    def to_plan(self) -> Json:
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("people", "months", "mentors", "observer_seats", "industries")},
            "hours_per_week": number_text(data["hours_per_week"]),
            "minutes": number_text(data["minutes"]),
            "cases": {code: number_text(data[f"cases-{code}"]) for code in self.nodes},
            "kinds": {kind: data[f"share-{kind}"] for kind in CaseKind.values},
        }


def capacity_initial(capacity: Json | None, people: int, mentors: int) -> Json:
    """What was entered last; before that, the bank's own people and mentors and careful guesses."""
    if capacity is None:
        return {
            "people": people or 1,
            "mentors": mentors or 1,
            "months": 12,
            "hours_per_week": Decimal(2),
            "minutes": 45,
            "observer_seats": 2,
        }
    plan = capacity["plan"]
    return {
        **plan,
        **{f"cases-{code}": value for code, value in plan["cases"].items()},
        **{f"share-{kind}": value for kind, value in plan["kinds"].items()},
    }


class OfferForm(forms.Form):
    """Ask for signatures; where something is short, with the reason for going on."""

    short_reason = forms.CharField(
        label=_("Why it is locked although cases or mentors are short"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
