"""A certification profile in figures: how it begins, what holds everywhere, and the gates of the nine nodes side by side."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lms.evidence.domain.content import NODES
from lms.evidence.enums import CompetencyKind, Product
from lms.evidence.models import Competency
from lms.people.enums import Entrustment
from lms.toolkit.date_fields import DayField

from ..domain.certification.scale import SCALE, Target
from ..domain.profile_table import COLUMNS, OPTIONAL, Cell, EntryExam, read_cell, read_entry_exam, write_cell, write_entry_exam
from ..domain.reading import Problem
from ..enums import ProfileOrigin, Requirement
from ..models import CertificationProfile
from ..queries.development import node_names
from .problems import sentence
from .profile_problems import profile_problem
from .rule import number_text

Json = dict[str, Any]
WAN = Decimal(10000)
LIMITS = [
    ("warn", pgettext_lazy("limits", "a warning, while the department is young")),
    ("hard", pgettext_lazy("limits", "a limit that is not passed")),
]
MENTOR_LEVELS = [("5", Entrustment.SUPERVISES.label), ("4", Entrustment.CERTIFIED.label)]
LEVELS = [(level, Entrustment(level).label) for level in SCALE[1:]]
ADVICE = ("industries", "kinds", "variety", "difficulty", "mentor_share", "held_days", "other_signer", "proof")


def node_labels() -> dict[str, str]:
    """Code → name of each node in the reader's language, in the order of the process."""
    english = (get_language() or "").startswith("en")
    return {code: name_en if english else name for code, name, name_en in NODES}


class NewProfileForm(forms.Form):
    """Begin a draft with a shipped profile or with one of the bank's own."""

    begin_with = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=200)
    effective_on = DayField(label=_("In force from"))
    reason = forms.CharField(label=_("Why this profile"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, earlier: Iterable[CertificationProfile], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        shipped = [(ProfileOrigin.FIRST.value, _("First intake: for a department that counts its first cases")),
                   (ProfileOrigin.MATURE.value, _("Mature department: more cases, more mentors, more variety"))]  # fmt: skip
        own = [
            (row.public_id, _("A copy of version %(number)s: %(title)s") % {"number": row.number, "title": row.title}) for row in earlier
        ]
        self.fields["begin_with"].choices = [*shipped, *own]


def _whole(label: Any, most: int, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most)


class ProfileForm(forms.Form):
    """What holds at every node."""

    title = forms.CharField(label=_("Title"), max_length=200)
    effective_on = DayField(label=_("In force from"))
    reason = forms.CharField(label=_("Why this profile"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    limits = forms.ChoiceField(label=_("The limit of mentees per mentor is"), choices=LIMITS)
    mentor_limit = _whole(_("Mentees per mentor"), 20, 1)
    mentor_level = forms.ChoiceField(label=_("A card counts from a mentor who held"), choices=MENTOR_LEVELS)
    advisory = forms.MultipleChoiceField(
        label=_("These only warn the panel and hold nobody up"),
        choices=[(code, Requirement(code).label) for code in ADVICE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    entry_topic = forms.ChoiceField(
        label=_("Exam before taking part anywhere"),
        required=False,
        help_text=_("A topic of the question bank, for example compliance. Without one the nodes ask for their own exams only."),
    )
    entry_percent = forms.IntegerField(label=_("with at least (%)"), required=False, min_value=1, max_value=100)
    available = forms.MultipleChoiceField(
        label=_("Nodes that have cases"),
        help_text=_("A node without cases has nothing to certify and blocks nothing else."),
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.MultipleChoiceField(label=_("Key nodes"), required=False, widget=forms.CheckboxSelectMultiple)
    every_level = forms.ChoiceField(label=_("Independent qualification: at least, at every node"), choices=LEVELS)
    key_level = forms.ChoiceField(label=_("and at the key nodes"), choices=LEVELS)
    warn_days = _whole(_("Warned after days without use"), 3660, 1)
    lapse_days = _whole(_("Lapses after days without use"), 3660, 1)
    expiry_warn_days = _whole(_("Warned before the end of the certificate (days)"), 3660)
    fresh_observations = _whole(_("Fresh cards that bring it back after disuse"), 20, 1)
    falling_run = _whole(_("Low cards in a row that send somebody back to taking part"), 20, 1)

    def __init__(self, content: Json, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.content = content
        for name in ("available", "key"):
            self.fields[name].choices = list(node_labels().items())
        topics = Competency.objects.filter(kind=CompetencyKind.TOPIC)
        self.fields["entry_topic"].choices = [("", _("none")), *((topic.code, str(topic)) for topic in topics)]

    def clean(self) -> Json:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("entry_topic") and not cleaned.get("entry_percent") and "entry_percent" not in self.errors:
            self.add_error("entry_percent", _("Say how much of it must be right."))
        return cleaned

    def to_content(self) -> Json:
        data = self.cleaned_data
        nodes = {
            code: node | {"available": code in data["available"], "key": code in data["key"]}
            for code, node in self.content["nodes"].items()
        }
        kept = [code for code in self.content["advisory"] if code not in ADVICE]
        exam = EntryExam(data["entry_topic"], data["entry_percent"]) if data["entry_topic"] else None
        return write_entry_exam(self.content | {"nodes": nodes}, exam) | {
            "limits": data["limits"],
            "mentor_limit": data["mentor_limit"],
            "mentor_level": data["mentor_level"],
            "advisory": [*kept, *data["advisory"]],
            "overall": {"every": data["every_level"], "key": data["key_level"]},
            "lapse": self.content["lapse"]
            | {name: data[name] for name in ("warn_days", "lapse_days", "expiry_warn_days", "fresh_observations")},
            "falling": self.content["falling"] | {"run": data["falling_run"]},
        }

    def attach(self, problems: Sequence[Problem]) -> None:
        """Put each problem beside its field, or above the form."""
        places = {"$.nodes": "available", "$.falling.run": "falling_run"}
        for problem in problems:
            field = places.get(problem.path, problem.path.rpartition(".")[2])
            add_problem(self, field, problem)


def profile_initial(profile: CertificationProfile) -> Json:
    """What the form shows for a stored profile."""
    content = profile.content
    nodes, exam = content["nodes"].items(), read_entry_exam(content)
    return {
        **{name: getattr(profile, name) for name in ("title", "effective_on", "reason")},
        **{name: content[name] for name in ("limits", "mentor_limit", "mentor_level", "advisory")},
        "available": [code for code, node in nodes if node["available"]],
        "key": [code for code, node in nodes if node["key"]],
        "entry_topic": exam.competency if exam else "",
        "entry_percent": exam.percent if exam else "",
        "every_level": content["overall"]["every"],
        "key_level": content["overall"]["key"],
        **content["lapse"],
        "falling_run": content["falling"]["run"],
    }


def add_problem(form: forms.Form, field: str, problem: Problem) -> None:
    """Beside its field; a fault that has none on this page stands above the form and names its place."""
    if field in form.fields:
        form.add_error(field, sentence(problem))
    else:
        form.add_error(None, profile_problem(problem, node_names()))


class GatesForm(forms.Form):
    """The figures of one stage: a row for each requirement, a cell for each node."""

    def __init__(self, content: Json, target: Target, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.content, self.target, self.labels = content, target, node_labels()
        for column in COLUMNS[target]:
            for node, label in self.labels.items():
                held = read_cell(content["nodes"][node]["gates"][target], column)
                field = _cell(column, f"{Requirement(column).label} · {label}", held)
                field.initial = _shown(held, column)
                self.fields[f"{node}-{column}"] = field

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, forms.BoundField]]]]:
        """(requirement, cells); for the template."""
        return [
            (str(Requirement(column).label), [(label, self[f"{node}-{column}"]) for node, label in self.labels.items()])
            for column in COLUMNS[self.target]
        ]

    def to_content(self) -> Json:
        nodes = {}
        for code, node in self.content["nodes"].items():
            gate = node["gates"][self.target]
            for column in COLUMNS[self.target]:
                gate = write_cell(gate, column, _stored(self.cleaned_data[f"{code}-{column}"], column))
            nodes[code] = node | {"gates": node["gates"] | {self.target: gate}}
        return self.content | {"nodes": nodes}

    def attach(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            steps = problem.path.split(".")
            field = f"{steps[2]}-{steps[-1]}" if len(steps) > 3 else ""
            add_problem(self, field, problem)


def _cell(column: str, label: str, held: Cell) -> forms.Field:
    if isinstance(held, tuple) or column == "products":
        return _product_cell(label, held if isinstance(held, tuple) else ())
    attrs = {"aria-label": label, "autocomplete": "off", "class": "form-control figure"}
    required = column not in OPTIONAL
    if column == "amount_limit":
        widget = forms.TextInput(attrs=attrs | {"inputmode": "decimal"})
        return forms.DecimalField(label=label, required=required, min_value=0, max_value=100000, decimal_places=4, widget=widget)
    most = 100 if column in {"mentor_share", "level_share", "score", "exam", "simulation"} else 3660
    widget = forms.TextInput(attrs=attrs | {"inputmode": "numeric"})
    return forms.IntegerField(label=label, required=required, min_value=0, validators=[MaxValueValidator(most)], widget=widget)


def _product_cell(label: str, held: Sequence[str]) -> forms.Field:
    """Products to tick; a name of the bank's own that stands there already can be kept."""
    own = [(name, name) for name in held if name not in Product.values]
    widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input", "aria-label": label})
    return forms.MultipleChoiceField(label=label, required=False, choices=[*Product.choices, *own], widget=widget)


def _shown(value: Cell, column: str) -> Cell | str:
    """An amount is typed in ten thousands."""
    return number_text(value / WAN) if column == "amount_limit" and isinstance(value, Decimal) else value


def _stored(value: int | Decimal | list[str] | None, column: str) -> Cell:
    if isinstance(value, list):
        return tuple(sorted(value)) or None
    return value * WAN if column == "amount_limit" and isinstance(value, Decimal) else value
