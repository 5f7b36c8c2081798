"""The form of one question: the fields its type needs, and the content that comes out of them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from lms.evidence.enums import CompetencyKind
from lms.evidence.models import Competency

from ..actions.problems import fault_place, fault_text, option_name
from ..domain.content import LETTERS, LIMITS, MOST_CRITERIA, Content, Fault, check, plain
from ..enums import Difficulty, MultipleRule, QuestionKind

TRUTHS = [("T", _("True")), ("F", _("False"))]
code_characters = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", _("Use letters, digits, hyphens and dots only."))


class TopicField(forms.ModelChoiceField):
    """Topics with their code, so that an author finds them as they stand in the course."""

    def label_from_instance(self, obj: Competency) -> str:
        return f"{obj.code} {obj}"


def topic_field(**options: Any) -> TopicField:
    return TopicField(
        queryset=Competency.objects.filter(kind=CompetencyKind.TOPIC).order_by("code"), to_field_name="code", label=_("Topic"), **options
    )


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(forms.Form):
    """One question of a kind that never changes; ``new`` asks for its number too."""

    code = forms.CharField(label=_("Number"), max_length=40, validators=[code_characters], help_text=_("For example C03-061."))
    topic = topic_field()
    difficulty = forms.TypedChoiceField(label=_("Difficulty"), choices=Difficulty.choices, coerce=int, widget=forms.RadioSelect)
    points = forms.DecimalField(label=_("Points"), min_value=Decimal("0.01"), max_value=100, max_digits=6, decimal_places=2)
    stem = forms.CharField(label=_("Stem"), max_length=LIMITS["stem"], widget=_area(4))

    def __init__(self, *args: Any, kind: str, new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if not new:
            del self.fields["code"]
        _ADD_FIELDS.get(kind, _add_choice)(self)
        self.fields["explanation"] = forms.CharField(
            label=_("Explanation"),
            max_length=LIMITS["explanation"],
            widget=_area(4),
            required=False,
            help_text=_("Shown after the results are released: why the key is right and the others are not."),
        )

    def _list(self, name: str) -> list[str]:
        return [str(self.cleaned_data.get(f"{name}_{number}") or "").strip() for number in range(1, MOST_CRITERIA + 1)]

    def content(self) -> Content:
        """What was typed, whether or not it can be used."""
        data = self.cleaned_data
        options = [str(data.get(f"option_{letter.lower()}") or "").strip() for letter in LETTERS]
        while options and not options[-1]:
            options.pop()
        correct = data.get("correct") or []
        letters = [correct] if isinstance(correct, str) else correct
        points = [data.get(f"criterion_points_{number}") for number in range(1, MOST_CRITERIA + 1)]
        rubric = [(text, worth or Decimal(0)) for text, worth in zip(self._list("criterion"), points, strict=True) if text or worth]
        return Content(
            kind=self.kind,
            stem=data.get("stem") or "",
            points=data.get("points") or Decimal(0),
            difficulty=data.get("difficulty") or 0,
            options=tuple(options),
            correct=frozenset(LETTERS.index(letter) for letter in letters),
            truth={"T": True, "F": False}.get(data.get("truth") or ""),
            value=data.get("value"),
            tolerance=data.get("tolerance") or Decimal(0),
            unit=data.get("unit") or "",
            accepted=tuple(line.strip() for line in (data.get("accepted") or "").splitlines() if line.strip()),
            reference=data.get("reference") or "",
            rubric=tuple(rubric),
            rule=data.get("rule") or "",
            explanation=data.get("explanation") or "",
        )

    def clean(self) -> dict[str, Any]:
        for fault in check(self.content()) if not self.errors else []:
            self.add_error(self._field_of(fault), _("“%(place)s” %(reason)s.") % {"place": fault_place(fault), "reason": fault_text(fault)})
        return self.cleaned_data

    def _field_of(self, fault: Fault) -> str | None:
        names = {"option": f"option_{LETTERS[min(fault.index or 0, len(LETTERS) - 1)].lower()}", "key": _KEY_FIELDS.get(self.kind, "")}
        names["rubric"] = f"criterion_{min(fault.index or 0, MOST_CRITERIA - 1) + 1}"
        name = names.get(fault.where, fault.where)
        return name if name in self.fields else None

    # What the template walks through, in groups.
    def option_fields(self) -> list[forms.BoundField]:
        return [self[f"option_{letter.lower()}"] for letter in LETTERS]

    def rubric_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"criterion_{number}"], self[f"criterion_points_{number}"]) for number in range(1, MOST_CRITERIA + 1)]


_KEY_FIELDS = {
    "single": "correct",
    "multiple": "correct",
    "true_false": "truth",
    "numeric": "value",
    "fill_in": "accepted",
    "essay": "reference",
}


def _add_choice(form: QuestionForm) -> None:
    for place, letter in enumerate(LETTERS):
        form.fields[f"option_{letter.lower()}"] = forms.CharField(
            label=option_name(letter), max_length=LIMITS["option"], required=place < 2
        )
    letters = [(letter, letter) for letter in LETTERS]
    if form.kind == QuestionKind.MULTIPLE:
        form.fields["correct"] = forms.MultipleChoiceField(label=_("Key"), choices=letters, widget=forms.CheckboxSelectMultiple)
        form.fields["rule"] = forms.ChoiceField(label=_("Scoring"), choices=MultipleRule.choices, initial=MultipleRule.CN_SUBSET)
    else:
        form.fields["correct"] = forms.ChoiceField(label=_("Key"), choices=letters, widget=forms.RadioSelect)


def _add_truth(form: QuestionForm) -> None:
    form.fields["truth"] = forms.ChoiceField(label=_("Key"), choices=TRUTHS, widget=forms.RadioSelect)


def _add_numeric(form: QuestionForm) -> None:
    form.fields["value"] = forms.DecimalField(label=_("Key"), max_digits=20, decimal_places=6)
    form.fields["tolerance"] = forms.DecimalField(
        label=_("Tolerance"),
        max_digits=20,
        decimal_places=6,
        min_value=0,
        initial=0,
        help_text=_("An answer this far off, up or down, still counts; 0 takes only the exact number."),
    )
    form.fields["unit"] = forms.CharField(label=_("Unit"), max_length=LIMITS["unit"], required=False)


def _add_accepted(form: QuestionForm) -> None:
    form.fields["accepted"] = forms.CharField(
        label=_("Key"), widget=_area(3), help_text=_("One accepted answer per line; the first is the one that is shown.")
    )


def _add_rubric(form: QuestionForm) -> None:
    form.fields["reference"] = forms.CharField(label=_("Reference answer"), max_length=LIMITS["reference"], widget=_area(5))
    for number in range(1, MOST_CRITERIA + 1):
        label = _("Marking point %(number)d") % {"number": number}
        form.fields[f"criterion_{number}"] = forms.CharField(label=label, max_length=LIMITS["criterion"], required=False)
        form.fields[f"criterion_points_{number}"] = forms.DecimalField(
            label=_("Points of marking point %(number)d") % {"number": number},
            max_digits=6,
            decimal_places=2,
            min_value=0,
            required=False,
        )


_ADD_FIELDS = {"true_false": _add_truth, "numeric": _add_numeric, "fill_in": _add_accepted, "essay": _add_rubric}


def initial_of(content: Content, topic: Competency) -> dict[str, Any]:
    """A stored question as the form's initial values."""
    letters = [LETTERS[place] for place in sorted(content.correct)]
    values: dict[str, Any] = {
        "topic": topic.code,
        "difficulty": content.difficulty,
        "points": plain(content.points),
        "stem": content.stem,
        "explanation": content.explanation,
        "correct": letters if content.kind == QuestionKind.MULTIPLE else "".join(letters),
        "rule": content.rule,
        "truth": {True: "T", False: "F"}.get(content.truth) if content.truth is not None else None,
        "value": None if content.value is None else plain(content.value),
        "tolerance": plain(content.tolerance),
        "unit": content.unit,
        "accepted": "\n".join(content.accepted),
        "reference": content.reference,
    }
    values |= {f"option_{letter.lower()}": text for letter, text in zip(LETTERS, content.options, strict=False)}
    for number, (text, worth) in enumerate(content.rubric, start=1):
        values |= {f"criterion_{number}": text, f"criterion_points_{number}": plain(worth)}
    return values
