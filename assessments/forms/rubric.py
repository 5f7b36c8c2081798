"""A scoring sheet: criteria with points and four anchors, and red lines one per row."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..domain.content import plain
from ..domain.default_rubrics import points_of, stored_criterion
from ..enums import RubricPurpose
from ..models import Rubric

MOST_CRITERIA = 12
PURPOSES = [(value, label) for value, label in RubricPurpose.choices if value != RubricPurpose.ESSAY]


class RubricForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    purpose = forms.ChoiceField(label=_("Counts as"), choices=PURPOSES)
    red_lines = forms.CharField(
        label=_("Red lines"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per row. Crossing one is shown beside the score and never hidden in it."),
    )

    def __init__(self, *args: Any, rubric: Rubric | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: Mapping[str, str] = rubric.red_lines if rubric and isinstance(rubric.red_lines, dict) else {}
        if rubric is not None:
            self.initial = {"title": rubric.title, "purpose": rubric.purpose, "red_lines": "\n".join(self.known.values())}
            self.fields["purpose"].disabled = True

    def lines(self) -> dict[str, str]:
        """Code → words; a line that stays keeps its code, so that earlier sheets still mean the same."""
        codes = {text: code for code, text in self.known.items()}
        found: dict[str, str] = {}
        for text in dict.fromkeys(line.strip()[:200] for line in self.cleaned_data["red_lines"].splitlines() if line.strip()):
            found[codes.get(text) or _free_code("r", {*found, *codes.values()})] = text
        return found


class CriterionForm(forms.Form):
    """An empty row is no criterion."""

    code = forms.SlugField(required=False, max_length=30, widget=forms.HiddenInput)
    text = forms.CharField(label=_("What is judged"), max_length=200, required=False)
    points = forms.DecimalField(label=_("Points"), min_value=Decimal(1), max_value=100, max_digits=5, decimal_places=2, required=False)
    level_1 = forms.CharField(label=_("1 below the standard"), max_length=200, required=False)
    level_2 = forms.CharField(label=_("2 needs work"), max_length=200, required=False)
    level_3 = forms.CharField(label=_("3 meets the standard"), max_length=200, required=False)
    level_4 = forms.CharField(label=_("4 strong"), max_length=200, required=False)

    def anchors(self) -> list[str]:
        return [self.cleaned_data[f"level_{number}"].strip() for number in range(1, 5)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("text") and "points" not in self.errors:
            if not data.get("points"):
                self.add_error("points", ValidationError(_("Give the points of this criterion.")))
            for number in range(1, 5):
                if not data.get(f"level_{number}"):
                    self.add_error(f"level_{number}", ValidationError(_("Describe this level.")))
        return data


CriterionFormSet = forms.formset_factory(CriterionForm, extra=2, max_num=MOST_CRITERIA, validate_max=True, absolute_max=MOST_CRITERIA + 4)


def criteria_initial(rubric: Rubric | None) -> list[dict[str, Any]]:
    rows = []
    for row in rubric.criteria if rubric else []:
        levels = {f"level_{points}": words for points, words in row.get("levels", [])}
        rows.append({"code": row["code"], "text": row["text"], "points": plain(points_of(row)), **levels})
    return rows


def stored_criteria(forms_in_order: Sequence[CriterionForm]) -> list[dict[str, Any]]:
    """As a rubric keeps them; a criterion that stays keeps its code."""
    filled = [form for form in forms_in_order if form.cleaned_data.get("text", "").strip()]
    taken = {form.cleaned_data["code"] for form in filled if form.cleaned_data["code"]}
    rows, used = [], set()
    for form in filled:
        code = form.cleaned_data["code"]
        if not code or code in used:
            code = _free_code("c", taken | used)
        used.add(code)
        rows.append(stored_criterion(code, form.cleaned_data["text"].strip(), form.cleaned_data["points"], form.anchors()))
    return rows


def _free_code(letter: str, taken: set[str]) -> str:
    return next(f"{letter}{number}" for number in range(1, 200) if f"{letter}{number}" not in taken)
