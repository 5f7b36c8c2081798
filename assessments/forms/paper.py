"""A paper's settings, and its blueprint row by row."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..domain.content import plain
from ..enums import Difficulty, ExamKind, QuestionKind
from .question import code_characters

MOST_ROWS = 40
MOST_QUESTIONS = 300


class PaperForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    code = forms.CharField(label=_("Code"), max_length=40, validators=[code_characters], help_text=_("For example C03-2026-1."))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=ExamKind.choices,
        initial=ExamKind.EXAM,
        help_text=_("The paper of a final exam is published by a second author."),
    )
    instructions = forms.CharField(
        label=_("Instructions to the trainees"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class BlueprintRowForm(forms.Form):
    """``count`` questions of a topic, difficulty and type, ``points`` each; an empty choice means any."""

    section = forms.CharField(label=_("Section"), max_length=60, required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"), required=False, coerce=int, empty_value=None, choices=[("", _("any")), *Difficulty.choices]
    )
    kind = forms.ChoiceField(label=_("Question type"), required=False, choices=[("", _("any")), *QuestionKind.choices])
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_QUESTIONS)
    points = forms.DecimalField(label=_("Points each"), min_value=Decimal("0.01"), max_value=100, max_digits=6, decimal_places=2)

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = self.initial.get("topic", "")
        known = {code for code, _name in topics}
        # A topic that has lost its last question stays visible, so that the row says what it is short of.
        extra = [(wanted, wanted)] if wanted and wanted not in known else []
        self.fields["topic"].choices = [("", _("any")), *topics, *extra]

    def stored(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "section": data["section"],
            "topic": data["topic"],
            "difficulty": data["difficulty"],
            "kind": data["kind"],
            "count": data["count"],
            "points": plain(data["points"]),
        }


class BlueprintFormSet(forms.BaseFormSet):
    """The rows; empty ones are ignored."""

    def clean(self) -> None:
        if not any(self.errors) and sum(row["count"] for row in self.stored()) > MOST_QUESTIONS:
            raise forms.ValidationError(_("A paper may have at most %(count)d questions.") % {"count": MOST_QUESTIONS})

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].widget.attrs["class"] = "form-check-input"

    def stored(self) -> list[dict[str, Any]]:
        filled = (form for form in self.forms if form.has_changed() or form.initial)
        return [form.stored() for form in filled if form.cleaned_data.get("count") and not form.cleaned_data.get("DELETE")]


def blueprint_formset(data: Any, *, blueprint: list[dict[str, Any]], topics: list[tuple[str, str]], extra: int = 1) -> BlueprintFormSet:
    """The editor's rows for a stored blueprint, with ``extra`` empty ones below."""
    factory = forms.formset_factory(
        BlueprintRowForm, formset=BlueprintFormSet, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS, can_delete=True
    )
    rows = [{**row, "difficulty": row.get("difficulty") or ""} for row in blueprint]
    return factory(data, prefix="rows", initial=rows, form_kwargs={"topics": topics})
