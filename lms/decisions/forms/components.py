"""One part of a rule, and all of them together."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Competency
from lms.people.models import User
from lms.toolkit.activities import choices_for, kinds

from .rule import number, number_text

Json = dict[str, Any]

AGGREGATES = [
    ("mean", _("the mean of all")),
    ("latest", _("the latest")),
    ("best", _("the best")),
    ("sum", _("the sum")),
    ("share", _("points reached of points possible")),
]
MISSING = [
    ("required", _("the person is incomplete and not ranked")),
    ("excused_reweight", _("excused: the other parts count for more")),
    ("zero", _("counts as 0")),
    ("informational", _("nothing: the part is for information only")),
]


class ComponentForm(forms.Form):
    """A part; its code is made once and kept through all versions. Initial values are what an untouched empty row sends."""

    code = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the part"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    weight = number(_("Weight"), help_text=_("0 for a part that only has to be passed"))
    maximum = number(_("Full points"), initial=Decimal(100))
    floor = number(_("Minimum"), required=False, help_text=_("In points of this part"))
    gate = forms.BooleanField(label=_("The minimum must be passed"), required=False)
    kind = forms.ChoiceField(label=_("Read from"), choices=EvidenceKind.choices, initial=EvidenceKind.EXAM)
    aggregate = forms.ChoiceField(label=_("Several become one by"), choices=AGGREGATES, initial="mean")
    competency = forms.ChoiceField(label=_("Only about"), required=False)
    activities = forms.MultipleChoiceField(
        label=_("Only these"), required=False, help_text=_("Nothing chosen: every one of this kind since the class began")
    )
    raters = forms.IntegerField(label=_("Raters needed"), min_value=1, max_value=50, initial=1)
    trimmed = forms.BooleanField(label=_("Without the highest and lowest of five or more raters"), required=False)
    missing = forms.ChoiceField(label=_("When a score is missing"), choices=MISSING, initial="required")
    reliability = number(
        _("Expected reliability"), required=False, help_text=_("0 to 1; a paper's own measured one takes precedence. Empty: not known")
    )
    fact = forms.BooleanField(label=_("Counted without error of measurement (attendance)"), required=False)

    def __init__(self, *args: Any, competencies: list[Any], offered: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competency"].choices = [("", pgettext_lazy("competency", "anything")), *competencies]
        known = {str(value) for _label, group in offered for value, _words in group}
        kept = [value for value in (self.initial.get("activities") or []) if value not in known]
        extra = [(_("Chosen earlier"), [(value, value) for value in kept])] if kept else []
        self.fields["activities"].choices = [*offered, *extra]

    def to_json(self, code: str) -> Json:
        """The part's JSON under ``code``."""
        data = self.cleaned_data
        return {
            "code": code,
            "name": data["name"],
            "name_en": data["name_en"],
            "weight": number_text(data["weight"]),
            "maximum": number_text(data["maximum"]),
            "floor": None if data["floor"] is None else number_text(data["floor"]),
            "gate": data["gate"],
            "source": {
                "kind": data["kind"],
                "competency": data["competency"] or None,
                "activities": data["activities"] or None,
                "aggregate": data["aggregate"],
            },
            "raters": {"minimum": data["raters"], "trimmed": data["trimmed"]},
            "missing": data["missing"],
            "reliability": None if data["reliability"] is None else number_text(data["reliability"]),
            "fact": data["fact"],
        }


def component_initial(part: Json) -> Json:
    """What the form shows for a stored part."""
    return {
        "code": part["code"],
        "name": part["name"],
        "name_en": part["name_en"],
        "weight": part["weight"],
        "maximum": part["maximum"],
        "floor": part["floor"],
        "gate": part["gate"],
        "kind": part["source"]["kind"],
        "competency": part["source"]["competency"] or "",
        "activities": part["source"]["activities"] or [],
        "aggregate": part["source"]["aggregate"],
        "raters": part["raters"]["minimum"],
        "trimmed": part["raters"]["trimmed"],
        "missing": part["missing"],
        "reliability": part["reliability"],
        "fact": part["fact"],
    }


class BaseComponents(forms.BaseFormSet):
    """Parts in their order; one empty row at the end for a further part."""

    def present(self) -> list[ComponentForm]:
        """The rows that stay: filled in and not marked for removal."""
        gone = self.deleted_forms
        return [form for form in self.forms if form not in gone and (form.has_changed() or form.initial)]

    def to_json(self) -> list[Json]:
        taken = {form.cleaned_data["code"] for form in self.present() if form.cleaned_data.get("code")}
        found = []
        for form in self.present():
            code = form.cleaned_data.get("code") or _free_code(taken)
            taken.add(code)
            found.append(form.to_json(code))
        return found


def _free_code(taken: set[str]) -> str:
    return next(code for place in range(1, 1000) if (code := f"part_{place}") not in taken)


def components_formset(user: User, body: Json, data: Any = None) -> BaseComponents:
    """The parts of ``body`` with what this user may choose for them."""
    factory = forms.formset_factory(ComponentForm, formset=BaseComponents, extra=1, can_delete=True, max_num=40)
    counting = [kind for kind in kinds() if kind.scored]
    offered = [(kind.label, [(one.id, one.label) for one in choices]) for kind in counting if (choices := choices_for(user, kind.code))]
    competencies = [(one.code, str(one)) for one in Competency.objects.all()]
    initial = [component_initial(part) for part in body["components"]]
    return factory(data, initial=initial, prefix="part", form_kwargs={"competencies": competencies, "offered": offered})
