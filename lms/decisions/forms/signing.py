"""Identity is checked again before a signature: password, with a limit on wrong ones."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from lms.people.models import User

WRONG_ALLOWED, WAIT_SECONDS = 5, 900


class PasswordForm(forms.Form):
    """Password of the signed-in person, and the digest of the text that was on their screen."""

    digest = forms.CharField(max_length=80, widget=forms.HiddenInput)
    password = forms.CharField(
        label=_("Your password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Your password stands for your signature."),
    )

    def __init__(self, user: User, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        value: str = self.cleaned_data["password"]
        key = f"signing-wrong-{self.user.pk}"
        if cache.get(key, 0) >= WRONG_ALLOWED:
            raise forms.ValidationError(_("Too many wrong passwords. Try again in 15 minutes."))
        if not self.user.check_password(value):
            cache.add(key, 0, WAIT_SECONDS)
            cache.incr(key)
            raise forms.ValidationError(_("This is not your password."))
        cache.delete(key)
        return value
