"""The rule editor: what counts, for how much, with which minimum, and what follows."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.cohorts.enums import CohortState
from lms.cohorts.models import Cohort
from lms.people.models import User
from lms.policies.enums import RegulationState
from lms.policies.models import RegulationVersion
from lms.policies.queries import regulation_versions_visible_to

from ..permissions import may_decide
from ..queries.scope import cohorts_decided_by

Json = dict[str, Any]

GATE_MODES = [
    ("separate", _("not ranked: they are assessed again")),
    ("below", _("ranked behind everybody who passed")),
]
TIE_RULES = [("1224", _("1, 2, 2, 4")), ("1334", _("1, 3, 3, 4")), ("dense", _("1, 2, 2, 3"))]
LINES = [
    ("none", pgettext_lazy("line", "nobody is under a line")),
    ("number", pgettext_lazy("line", "this many people (may be 0)")),
    ("share", pgettext_lazy("line", "this share of the people, rounded down (0.10 = 10 %)")),
]
STANDARDISATIONS = [("raw", _("points as they are")), ("z", _("standardised (20 people or more; relative, never for passing)"))]


def usable_regulations(user: User) -> QuerySet[RegulationVersion]:
    """Versions in force whose consultation is on record."""
    rows = regulation_versions_visible_to(user).filter(state=RegulationState.IN_FORCE).exclude(consultation_record="")
    return rows.order_by("regulation__code")


def number_text(value: Decimal) -> str:
    """As the domain writes numbers: plain, without a tail of zeros."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def number(label: Any, **options: Any) -> forms.DecimalField:
    places = options.pop("places", 4)
    return forms.DecimalField(
        label=label,
        max_digits=12,
        decimal_places=places,
        min_value=Decimal(0),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        **options,
    )


class NewRuleForm(forms.Form):
    """Which class, resting on which regulation; everything else begins with the suggested rule."""

    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=None, empty_label=None)
    regulation = forms.ModelChoiceField(
        label=_("Rests on the regulation"),
        queryset=None,
        empty_label=None,
        help_text=_("Only regulations in force whose consultation is on record are offered."),
    )
    title = forms.CharField(label=_("Title"), max_length=200)

    def __init__(self, user: User, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        rows = cohorts_decided_by(user).exclude(state=CohortState.CLOSED).select_related("organisation", "bank")
        allowed = [cohort.pk for cohort in rows if may_decide(user, cohort)]
        self.fields["cohort"].queryset = Cohort.objects.filter(pk__in=allowed).select_related("organisation", "bank")
        self.fields["regulation"].queryset = usable_regulations(user)


class RuleForm(forms.Form):
    """The rule as a whole; its parts stand in a formset beside it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    regulation = forms.ModelChoiceField(label=_("Rests on the regulation"), queryset=None, empty_label=None)
    note = forms.CharField(label=_("What is new in this version"), max_length=500, required=False)
    standard = number(
        _("Standard for the whole"), required=False, help_text=_("Points of 100. Who reaches it meets the standard, whatever the position.")
    )
    line_kind = forms.ChoiceField(label=_("Places under the line"), choices=LINES)
    line_value = number(_("How many, or which share"), required=False)
    gates_count = forms.BooleanField(label=_("Who failed a part that must be passed uses up one of these places"), required=False)
    gate_mode = forms.ChoiceField(label=_("Who fails a part that must be passed is"), choices=GATE_MODES)
    tie_rule = forms.ChoiceField(label=_("Equal people are numbered"), choices=TIE_RULES)
    tie_first = forms.ChoiceField(label=_("Equal: first look at"), required=False)
    tie_second = forms.ChoiceField(label=_("then at"), required=False)
    tie_third = forms.ChoiceField(label=_("last at"), required=False, help_text=_("Who is still equal stays equal."))
    standardisation = forms.ChoiceField(label=_("Scale"), choices=STANDARDISATIONS)
    guard_band = number(
        _("Width of the band around the standard"), help_text=_("In standard errors, to both sides. Within it a re-assessment comes first.")
    )
    propose = number(_("Certainty a proposal needs"), help_text=_("That somebody truly is among the last, 0.50 to 1"))
    standard_chance = number(_("Highest chance of meeting the standard"), help_text=_("above which nothing is proposed, 0 to 0.50"))
    review = number(_("Certainty from which a case is looked at"))
    target = number(_("Reliability a proposal needs"))
    reweight_limit = number(_("Highest weight that may be excused"), help_text=_("0 to 0.50"))
    cohort_minimum = forms.IntegerField(label=_("Fewest people for a proposal"), min_value=2, max_value=1000)

    def __init__(self, user: User, body: Json, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["regulation"].queryset = usable_regulations(user)
        parts = [("", "—"), *((part["code"], part["name"]) for part in body["components"])]
        for name in ("tie_first", "tie_second", "tie_third"):
            self.fields[name].choices = parts

    def to_body(self, components: list[Json]) -> Json:
        """The rule's JSON from what was entered."""
        data = self.cleaned_data
        kept = {part["code"] for part in components}
        chain = dict.fromkeys(data[name] for name in ("tie_first", "tie_second", "tie_third") if data[name] in kept)
        line: Json = {"kind": data["line_kind"], "gates_count": data["gates_count"]}
        if data["line_value"] is not None and data["line_kind"] != "none":
            line["value"] = number_text(data["line_value"])
        return {
            "kind": "ranking",
            "components": components,
            "gate_mode": data["gate_mode"],
            "tie_rule": data["tie_rule"],
            "tie_chain": list(chain),
            "standard": None if data["standard"] is None else number_text(data["standard"]),
            "standardisation": data["standardisation"],
            "line": line,
            "guard_band": number_text(data["guard_band"]),
            "thresholds": {
                "propose": number_text(data["propose"]),
                "standard": number_text(data["standard_chance"]),
                "review": number_text(data["review"]),
                "reliability": number_text(data["target"]),
            },
            "reweight_limit": number_text(data["reweight_limit"]),
            "cohort_minimum": data["cohort_minimum"],
        }


def rule_initial(body: Json) -> Json:
    """What the form shows for a stored rule."""
    chain = [*body["tie_chain"], "", "", ""]
    return {
        "standard": body["standard"],
        "line_kind": body["line"]["kind"],
        "line_value": body["line"]["value"],
        "gates_count": body["line"]["gates_count"],
        "gate_mode": body["gate_mode"],
        "tie_rule": body["tie_rule"],
        "tie_first": chain[0],
        "tie_second": chain[1],
        "tie_third": chain[2],
        "standardisation": body["standardisation"],
        "guard_band": body["guard_band"],
        "propose": body["thresholds"]["propose"],
        "standard_chance": body["thresholds"]["standard"],
        "review": body["thresholds"]["review"],
        "target": body["thresholds"]["reliability"],
        "reweight_limit": body["reweight_limit"],
        "cohort_minimum": body["cohort_minimum"],
    }
