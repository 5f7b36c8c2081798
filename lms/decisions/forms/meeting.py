"""The record of a decision meeting, an outcome, a re-assessment."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lms.people.models import User
from lms.people.queries import people_in_bank, people_with_role
from lms.toolkit.date_fields import DayField, MomentField

from ..domain.outcomes import Option
from ..enums import Choice
from ..models import Decision
from ..permissions import OFFICE


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} {obj.employee_number}".strip()


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} {obj.employee_number}".strip()


def staff_around(decision: Decision) -> QuerySet[User]:
    """Office holders of the bank and the staff of the cohort, without those who are ranked."""
    office = people_with_role(decision.bank, *OFFICE).values("pk")
    rows = people_in_bank(decision.bank).filter(is_active=True)
    rows = rows.filter(Q(pk__in=office) | Q(cohort_duties__cohort=decision.cohort))
    return rows.exclude(standings__decision=decision).distinct().order_by("name_pinyin", "pk")


class MeetingForm(forms.Form):
    """Who met when, and what was said."""

    held_at = MomentField(label=_("Held at"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    participants = PeopleField(label=_("Participants"), queryset=None, widget=forms.CheckboxSelectMultiple)
    minutes = forms.CharField(label=_("Minutes"), max_length=20000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, decision: Decision, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["participants"].queryset = staff_around(decision)


class OutcomeForm(forms.Form):
    """What the meeting chose for one person; closed choices are listed beside it, not in it."""

    choice = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person will read this. Speak of what was measured against the standard, not of the position."),
    )

    def __init__(self, options: Sequence[Option], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["choice"].choices = [(one.choice, Choice(one.choice).label) for one in options if one.open]


class ReassessmentForm(forms.Form):
    """An independent second look."""

    assessor = PersonField(label=_("Assessor"), queryset=None, help_text=_("Somebody who judged nothing of what was ranked."))
    held_on = DayField(label=_("Held on"))
    met_standard = forms.TypedChoiceField(
        label=_("Result"),
        choices=[("yes", _("meets the standard")), ("no", _("doesn't meet the standard yet"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    score = forms.DecimalField(
        label=_("Score"), required=False, min_value=Decimal(0), max_value=Decimal(100), max_digits=6, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}), help_text=_("Of 100, if one was given"),
    )  # fmt: skip
    findings = forms.CharField(label=_("Findings"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, assessors: QuerySet[User], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["assessor"].queryset = assessors
