"""Taking somebody in, and changing what is known of them."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.date_fields import DayField

from ..enums import Level, Role
from ..models import Organisation, User
from ..permissions import grantable_roles
from ..queries import organisations_managed_by, people_in_bank
from .fields import NodeField, TidyField, reason_field

Values = dict[str, Any]


class DetailsForm(forms.Form):
    """Name, number, phone and e-mail; number and phone belong to one person of the bank only."""

    name = TidyField(label=_("Full name"), max_length=60)
    employee_number = TidyField(
        label=_("Employee number"), max_length=30, required=False, help_text=_("Leave empty while there is none yet.")
    )
    phone = TidyField(label=_("Mobile phone"), max_length=11, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, bank: Organisation, data: Any = None, *, person: User | None = None, **kwargs: Any) -> None:
        if person is not None:
            kwargs.setdefault("initial", {name: getattr(person, name) for name in ("name", "employee_number", "phone", "email")})
        super().__init__(data, **kwargs)
        self.bank, self.person = bank, person
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["phone"].widget.attrs["inputmode"] = "numeric"

    def _taken(self, **wanted: str) -> bool:
        others = people_in_bank(self.bank).filter(**wanted)
        return others.exclude(pk=self.person.pk if self.person else None).exists()

    def clean_employee_number(self) -> str:
        number: str = self.cleaned_data["employee_number"]
        if number and self._taken(employee_number__iexact=number):
            raise forms.ValidationError(_("Somebody of this bank already has this employee number."))
        return number

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and self._taken(phone=phone):
            raise forms.ValidationError(_("Somebody of this bank already has this mobile phone."))
        return phone

    def clean(self) -> Values:
        data = super().clean() or {}
        if not (data.get("employee_number") or data.get("phone")) and not {"employee_number", "phone"} & set(self.errors):
            self.add_error("phone", _("Without an employee number people sign in with their mobile phone; one of the two is needed."))
        return data


class _RoleFields(forms.Form):
    """Role, place and time; a consultant's time has an end."""

    role = forms.ChoiceField(label=_("Role"))
    organisation = NodeField(label=_("Organisation"))
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"), required=False, help_text=_("The last day; leave empty for an open end."))

    def offer(self, user: User) -> None:
        """Only roles and nodes ``user`` may give."""
        allowed = grantable_roles(user)
        self.fields["role"].choices = [("", "—"), *((code, label) for code, label in Role.choices if code in allowed)]
        nodes = organisations_managed_by(user)
        self.fields["organisation"].queryset = nodes
        self.fields["starts_on"].initial = timezone.localdate
        self.fields["organisation"].initial = nodes.first()

    def check_dates(self, data: Values) -> None:
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day lies before the first."))
        if data.get("role") == Role.CONSULTANT and not ends_on and "ends_on" not in self.errors:
            self.add_error("ends_on", _("An external consultant's time has a last day."))


class PersonForm(DetailsForm, _RoleFields):
    """Somebody new with their first role."""

    field_order = ["name", "employee_number", "phone", "email", "role", "organisation", "starts_on", "ends_on"]

    def __init__(self, user: User, data: Any = None, **kwargs: Any) -> None:
        if user.bank is None:
            raise ValueError("only people of a bank take people in")
        super().__init__(user.bank, data, **kwargs)
        self.offer(user)

    def clean(self) -> Values:
        data = super().clean() or {}
        self.check_dates(data)
        if data.get("role") == Role.CONSULTANT and data.get("employee_number"):
            self.add_error("employee_number", _("An external consultant has no employee number."))
        return data


class RoleForm(_RoleFields):
    """One more role for somebody."""

    reason = reason_field(required=False)

    def __init__(self, user: User, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offer(user)

    def clean(self) -> Values:
        data = super().clean() or {}
        self.check_dates(data)
        return data


class EndRoleForm(forms.Form):
    """The last day of a role, and why."""

    ends_on = DayField(label=_("Last day"))
    reason = reason_field()

    def __init__(self, data: Any = None, *, starts_on: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.starts_on = starts_on
        self.fields["ends_on"].initial = timezone.localdate

    def clean_ends_on(self) -> date:
        ends_on: date = self.cleaned_data["ends_on"]
        if ends_on < self.starts_on:
            raise forms.ValidationError(_("The last day lies before the first."))
        return ends_on


class ReasonForm(forms.Form):
    """Why."""

    reason = reason_field()


class LevelForm(forms.Form):
    """The level somebody holds from a day on."""

    level = forms.ChoiceField(label=_("Level"), choices=[("", "—"), *Level.choices])
    starts_on = DayField(label=_("From"))
    reason = reason_field()

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate


class LanguageForm(forms.Form):
    """The language a person works in."""

    def __init__(self, languages: list[tuple[str, Any]], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=languages, widget=forms.RadioSelect)


class OwnDetailsForm(forms.Form):
    """What people keep themselves: phone and e-mail. Name and number are the bank's to change."""

    phone = TidyField(label=_("Mobile phone"), max_length=11, required=False, help_text=_("You can sign in with it, too."))
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, person: User, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"phone": person.phone, "email": person.email}, **kwargs)
        self.person = person
        self.fields["phone"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "tel"})

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and self.person.bank and people_in_bank(self.person.bank).filter(phone=phone).exclude(pk=self.person.pk).exists():
            raise forms.ValidationError(_("Somebody of this bank already has this mobile phone."))
        return phone
