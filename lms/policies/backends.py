"""The bank's policies in the two adapters through which people sign in."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy

from lms.people.backends import AccountAdapter
from lms.people.models import User

from .queries.duties import needs_second_factor, sessions_at_once


class PolicyAccountAdapter(AccountAdapter):
    """Takes the number of devices from the bank's policy."""

    def sessions_at_once(self, user: User) -> int:
        return sessions_at_once(user)


def _ciphers() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [hashlib.sha256(b"duzuo.second-factor:" + str(secret).encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted at rest, and a required second factor in place."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right or has been used. Type the one the app shows now."),
    }

    def get_totp_label(self, user: User) -> str:
        return f"{user.bank} {user.employee_number or user.name}" if user.bank else user.username

    def encrypt(self, text: str) -> str:
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _ciphers().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not needs_second_factor(authenticator.user)
