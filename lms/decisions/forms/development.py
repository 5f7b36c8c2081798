"""A stage evaluation in words, a plan of one or two goals, its checks, and the matrix of the posts."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lms.evidence.domain.content import NODES
from lms.people.enums import Entrustment, Level
from lms.people.models import User
from lms.people.queries import people_with_role
from lms.toolkit.date_fields import DayField

from ..actions.development import GoalText
from ..enums import CheckVerdict

PERIOD_DAYS = 90


class EvaluationForm(forms.Form):
    first = DayField(label=gettext_lazy("From"))
    last = DayField(label=gettext_lazy("Until"))
    summary = forms.CharField(
        label=pgettext_lazy("stage evaluation", "In words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Two facts and one observation; what is strong, what holds the person back, and what follows."),
    )

    def __init__(self, data: Any = None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"first": today - timedelta(days=PERIOD_DAYS), "last": today})


class GoalForm(forms.Form):
    """One goal; the second one may stay empty."""

    node = forms.ChoiceField(label=gettext_lazy("Node"))
    aim = forms.CharField(label=gettext_lazy("Goal"), max_length=200)
    learn = forms.CharField(label=gettext_lazy("Learn"), max_length=300, required=False)
    rehearse = forms.CharField(label=gettext_lazy("Rehearse"), max_length=300, required=False)
    companion = forms.ModelChoiceField(label=gettext_lazy("With whom"), queryset=User.objects.none(), required=False)
    proof = forms.CharField(
        label=gettext_lazy("What will prove it"),
        max_length=300,
        help_text=gettext_lazy("Something another person can check: cases, levels, a score, a day."),
    )

    def __init__(self, person: User, names: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].choices = [(code, names.get(code, name)) for code, name, _english in NODES]
        companions = people_with_role(person.bank, "mentor").exclude(pk=person.pk) if person.bank else User.objects.none()
        self.fields["companion"].queryset = companions

    def goal(self) -> GoalText:
        return GoalText(**self.cleaned_data)


class PlanStartForm(forms.Form):
    starts_on = DayField(label=gettext_lazy("Begins on"), initial=timezone.localdate)

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("A plan begins today or later."))
        return day


class AgreeForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What you want to say"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CheckForm(forms.Form):
    after_days = forms.IntegerField(widget=forms.HiddenInput)
    held_on = DayField(label=gettext_lazy("Held on"), initial=timezone.localdate)
    verdict = forms.ChoiceField(label=gettext_lazy("Verdict"), choices=CheckVerdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=gettext_lazy("What was seen"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    person_words = forms.CharField(
        label=gettext_lazy("What the person says"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ClosePlanForm(forms.Form):
    reached = forms.BooleanField(label=gettext_lazy("The goals are reached"), required=False)
    reason = forms.CharField(label=gettext_lazy("What came of it"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class StandardForm(forms.Form):
    """Posts × nodes: one choice of a level in each cell."""

    effective_on = DayField(label=gettext_lazy("In force from"), initial=timezone.localdate)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, matrix: Mapping[str, Mapping[str, str]], names: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data)
        for post in Level:
            for code, name, _english in NODES:
                label = f"{post.label} · {names.get(code, name)}"
                widget = forms.Select(attrs={"aria-label": label})
                field = forms.ChoiceField(label=label, choices=Entrustment.choices, initial=matrix[post][code], widget=widget)
                self.fields[f"{post}-{code}"] = field

    def rows(self) -> list[tuple[Level, list[forms.BoundField]]]:
        return [(post, [self[f"{post}-{code}"] for code, _name, _english in NODES]) for post in Level]

    def matrix(self) -> dict[str, dict[str, str]]:
        return {str(post): {code: self.cleaned_data[f"{post}-{code}"] for code, _name, _english in NODES} for post in Level}
