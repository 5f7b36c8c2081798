"""Texts that lie encrypted in the database, and fingerprints by which two of them are found equal without opening either."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(ValueError):
    """The text was sealed with a key that this installation no longer has."""


def _secrets() -> list[bytes]:
    return [str(secret).encode() for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _ciphers() -> MultiFernet:
    keys = [hashlib.sha256(b"duzuo.sealed-text:" + secret).digest() for secret in _secrets()]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def seal(text: str) -> str:
    """The text encrypted; nothing stays nothing."""
    return _ciphers().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Back to the text; raises Unreadable."""
    if not sealed:
        return ""
    try:
        return _ciphers().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("sealed with another key") from error


def fingerprint(text: str, *, purpose: str) -> str:
    """Equal for equal texts, useless without the key: a telephone number has too few values for a bare digest."""
    plain = "".join(text.split()).casefold()
    if not plain:
        return ""
    key = hashlib.sha256(b"duzuo.fingerprint:" + purpose.encode() + b":" + _secrets()[0]).digest()
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()
