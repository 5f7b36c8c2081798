"""Declare a relative at the bank; say why a declaration no longer holds."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..enums import Kin
from ..models import User
from ..queries.scope import people_overseen_by


class KinshipForm(forms.Form):
    """People are named by their employee numbers: nobody leafs through the bank's people here.

    An office declares for the people it oversees; the relative may be anybody at the bank.
    """

    person = forms.CharField(
        label=_("Employee number of the person"), max_length=30, required=False, help_text=_("Leave empty for yourself.")
    )
    relative = forms.CharField(label=_("Employee number of the relative"), max_length=30)
    kin = forms.ChoiceField(label=_("How they are related"), choices=Kin.choices)

    def __init__(self, data: Any = None, *, user: User, for_others: bool) -> None:
        super().__init__(data)
        self.user = user
        if not for_others:
            del self.fields["person"]

    def _found(self, name: str, people: QuerySet[User], strange: Any) -> User:
        number = self.cleaned_data[name].strip()
        found = people.filter(employee_number=number, is_active=True).first() if number else None
        if found is None:
            raise forms.ValidationError(strange % {"number": number})
        return found

    def clean_person(self) -> User:
        if self.cleaned_data["person"].strip() in ("", self.user.employee_number):
            return self.user
        return self._found("person", people_overseen_by(self.user), _("Nobody you oversee has the number “%(number)s”."))

    def clean_relative(self) -> User:
        people = User.objects.filter(bank_id=self.user.bank_id)
        return self._found("relative", people, _("Nobody at this bank has the number “%(number)s”."))

    @property
    def declarer(self) -> User:
        """Who declares; oneself where nobody else is named."""
        found: User = self.cleaned_data.get("person", self.user)
        return found


class EndKinshipForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)
