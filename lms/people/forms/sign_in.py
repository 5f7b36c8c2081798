"""Signing in by organisation and number or phone, or by a one-time code."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..actions import redeem_sign_in_code
from ..models import Organisation, User
from ..queries import find_account
from .fields import TidyField


class SignInForm(forms.Form):
    """Organisation, employee number or phone, password; says the same for every wrong combination."""

    organisation = TidyField(label=_("Organisation"), max_length=30, help_text=_("The short code of your bank, for example: demo"))
    employee_number = TidyField(label=_("Employee number or mobile phone"), max_length=30)
    password = forms.CharField(label=_("Password"), max_length=128, strip=False, widget=forms.PasswordInput)

    def __init__(self, request: HttpRequest, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.request = request
        self.user: User | None = None
        self.fields["organisation"].widget.attrs["autocomplete"] = "organization"
        self.fields["employee_number"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        code, identifier = data["organisation"].lower(), data["employee_number"]
        account = find_account(organisation_code=code, identifier=identifier)
        # An unknown account costs the same hash and gets the same words.
        username = account.username if account else f"{code}:?{identifier}"
        user = authenticate(self.request, username=username, password=data["password"])
        if not isinstance(user, User):
            raise forms.ValidationError(_("These details don't match an account. Check the organisation, the number and the password."))
        self.user = user
        return data


class CodeSignInForm(forms.Form):
    """Organisation and a one-time code, for somebody without an employee number or password yet."""

    organisation = TidyField(label=_("Organisation"), max_length=30)
    code = TidyField(label=_("One-time code"), max_length=20, help_text=_("Ten letters and digits, printed on your slip"))

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user: User | None = None
        self.fields["code"].widget.attrs["autocomplete"] = "one-time-code"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        bank = Organisation.objects.filter(code=data["organisation"].lower(), is_active=True).first()
        self.user = redeem_sign_in_code(bank_id=bank.pk, code=data["code"]) if bank else None
        if self.user is None:
            raise forms.ValidationError(_("This code is not valid. It may have been used already or be too old; ask for a new one."))
        return data


class FirstPasswordForm(forms.Form):
    """A new password, twice; the old one too unless it was only an initial one."""

    current = forms.CharField(label=_("Current password"), max_length=128, strip=False, widget=forms.PasswordInput, required=False)
    password = forms.CharField(
        label=_("New password"), max_length=128, strip=False, widget=forms.PasswordInput, help_text=_("At least ten characters.")
    )
    again = forms.CharField(label=_("New password again"), max_length=128, strip=False, widget=forms.PasswordInput)

    def __init__(self, user: User, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user = user
        if not user.has_usable_password():
            del self.fields["current"]
        else:
            self.fields["current"].required = True
            self.fields["current"].widget.attrs["autocomplete"] = "current-password"
        for name in ("password", "again"):
            self.fields[name].widget.attrs["autocomplete"] = "new-password"

    def clean_current(self) -> str:
        value: str = self.cleaned_data["current"]
        if not self.user.check_password(value):
            raise forms.ValidationError(_("This is not your current password."))
        return value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password = data.get("password")
        if password and password != data.get("again"):
            self.add_error("again", _("The two passwords differ."))
        if password and password == data.get("current"):
            self.add_error("password", _("The new password must differ from the current one."))
        if password:
            try:
                validate_password(password, self.user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data
