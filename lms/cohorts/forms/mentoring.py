"""Pair two people; say when and why a pair ends."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.people.models import User
from lms.toolkit.date_fields import DayField

from .fields import reason_field


class MentorField(forms.ModelChoiceField):
    """Each with the number of mentees they have."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.mentees}）"


class MenteeField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} {obj.employee_number or ''}".strip()


class PairForm(forms.Form):
    mentee = MenteeField(label=_("Mentee"), queryset=User.objects.none(), to_field_name="key")
    mentor = MentorField(
        label=_("Mentor"), queryset=User.objects.none(), to_field_name="key", help_text=_("In brackets: how many mentees they have now.")
    )
    starts_on = DayField(label=_("From"))
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=300, help_text=_("Only where the mentor has as many mentees as the bank allows.")
    )

    def __init__(self, data: Any = None, *, mentees: QuerySet[User], mentors: QuerySet[User], day: date) -> None:
        super().__init__(data, initial={"starts_on": day})
        self.fields["mentee"].queryset = mentees
        self.fields["mentor"].queryset = mentors


class EndPairForm(forms.Form):
    ends_on = DayField(label=_("Last day"))
    reason = reason_field()

    def __init__(self, data: Any = None, *, day: date) -> None:
        super().__init__(data, initial={"ends_on": day})
