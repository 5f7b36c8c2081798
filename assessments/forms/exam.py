"""An exam's settings, and more time for one or all."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.cohorts.models import Cohort, Enrolment
from lms.toolkit.date_fields import MomentField

from ..enums import ExamKind
from ..models import Exam, Paper


class PaperChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Paper) -> str:
        return f"{obj.code} {obj.title}"


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Enrolment) -> str:
        return f"{obj.seat_number or '–'} {obj.user.name}"


class ExamForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=Cohort.objects.none(), to_field_name="public_id")
    paper = PaperChoice(label=_("Paper"), queryset=Paper.objects.none(), to_field_name="public_id")
    kind = forms.ChoiceField(label=_("Kind"), choices=ExamKind.choices, help_text=_("The essays of a final exam are marked by two people."))
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Closes"))
    duration_minutes = forms.IntegerField(label=_("Duration"), min_value=1, max_value=600)
    attempts_allowed = forms.IntegerField(label=_("Attempts"), min_value=1, max_value=10, initial=1, help_text=_("The best one counts."))
    pass_mark = forms.DecimalField(label=_("Pass mark"), min_value=0, max_value=100, max_digits=5, decimal_places=2)
    shuffle_questions = forms.BooleanField(label=_("Shuffle the questions within their section"), required=False, initial=True)
    shuffle_options = forms.BooleanField(label=_("Shuffle the options"), required=False, initial=True)
    show_answers_after_release = forms.BooleanField(label=_("Show keys and explanations after the release"), required=False, initial=True)
    counts_for = forms.CharField(
        label=_("What it counts for"), max_length=200, required=False, help_text=_("Trainees read this before they start.")
    )
    instructions = forms.CharField(label=_("Instructions"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, cohorts: QuerySet[Cohort], papers: QuerySet[Paper], exam: Exam | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts
        self.fields["paper"].queryset = papers
        if exam is not None:
            self.fields["cohort"].disabled = True
            self.fields["cohort"].queryset = Cohort.objects.filter(pk=exam.cohort_id)
            self.initial = {name: getattr(exam, name) for name in self.fields if name not in {"cohort", "paper"}}
            self.initial |= {"cohort": exam.cohort.public_id if exam.cohort else "", "paper": exam.paper.public_id}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes, minutes = data.get("opens_at"), data.get("closes_at"), data.get("duration_minutes")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", ValidationError(_("The exam must close after it opens.")))
        elif opens and closes and minutes and timedelta(minutes=minutes) > closes - opens:
            self.add_error("duration_minutes", ValidationError(_("The window is shorter than the duration: nobody could use it in full.")))
        return data


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The class reads it."))


class ExtendForm(forms.Form):
    """Minutes more for one person, or for everybody where ``person`` is empty."""

    person = PersonChoice(
        label=_("For"), queryset=Enrolment.objects.none(), to_field_name="public_id", required=False, empty_label=_("everybody")
    )
    minutes = forms.IntegerField(label=_("More minutes"), min_value=1, max_value=300)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, people: QuerySet[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class AccommodationForm(forms.Form):
    person = PersonChoice(label=_("Trainee"), queryset=Enrolment.objects.none(), to_field_name="public_id")
    extra_percent = forms.IntegerField(label=_("Extra time"), min_value=0, max_value=200, initial=0)
    extra_minutes = forms.IntegerField(label=_("Extra minutes"), min_value=0, max_value=600, initial=0)
    extra_attempts = forms.IntegerField(label=_("Extra attempts"), min_value=0, max_value=5, initial=0)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, people: QuerySet[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class RegradeForm(forms.Form):
    """A new key for one question, or its full points for everybody."""

    FULL, KEY = "full", "key"
    how = forms.ChoiceField(
        label=_("Correction"), choices=[(KEY, _("another key")), (FULL, _("full points for everybody"))], widget=forms.RadioSelect
    )
    key = forms.CharField(
        label=_("New key"),
        max_length=600,
        required=False,
        help_text=_("Letters for a choice (AC), T or F, a number, or accepted words separated by |."),
    )
    tolerance = forms.DecimalField(label=_("Tolerance"), min_value=Decimal(0), max_digits=12, decimal_places=4, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how") == self.KEY and not data.get("key", "").strip():
            self.add_error("key", ValidationError(_("Write the new key.")))
        return data
