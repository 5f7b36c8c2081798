"""Give a trainee a part in a case, or ask a mentor for one; close one; write the note about it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.people.enums import CaseRole
from lms.people.models import User
from lms.toolkit.date_fields import DayField

from ..queries.cards import node_choices


class PersonField(forms.ModelChoiceField):
    """People by name and employee number."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} {obj.employee_number or ''}".strip()


class MentorChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.name


class PartForm(forms.Form):
    """Who: HR chooses both, a mentor the trainee, a trainee the mentor; the field that goes without saying is left out."""

    trainee = PersonField(label=_("Trainee"), queryset=User.objects.none(), to_field_name="key", required=False)
    number_of_trainee = forms.CharField(
        label=_("or employee number"), max_length=30, required=False, help_text=_("For a trainee who is not your mentee.")
    )
    mentor = MentorChoice(label=_("Mentor"), queryset=User.objects.none(), to_field_name="key")
    case = forms.CharField(label=_("Case number"), max_length=40, widget=forms.TextInput(attrs={"list": "cases", "autocomplete": "off"}))
    node = forms.ChoiceField(label=_("Node"))
    role = forms.ChoiceField(label=_("Takes part as"), choices=CaseRole.choices, widget=forms.RadioSelect)
    planned_on = DayField(label=_("Day"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        trainees: QuerySet[User] | None = None,
        by_number: bool = False,
        mentors: QuerySet[User] | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"role": CaseRole.OBSERVER, "node": "investigation"} | (initial or {}))
        self.fields["node"].choices = node_choices()
        for name, people in (("trainee", trainees), ("mentor", mentors)):
            if people is None:
                del self.fields[name]
            else:
                self.fields[name].queryset = people
        if not by_number:
            del self.fields["number_of_trainee"]
            if "trainee" in self.fields:
                self.fields["trainee"].required = True

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "number_of_trainee" in self.fields and not said.get("trainee") and not said.get("number_of_trainee"):
            self.add_error("trainee", _("Choose a mentee, or type the employee number of another trainee."))
        return said


class ClosePartForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class NoteForm(forms.Form):
    """The observation note (观察笔记)."""

    saw = forms.CharField(label=_("What I saw"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    would_do = forms.CharField(
        label=_("What I would do, and what I still don't understand"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
