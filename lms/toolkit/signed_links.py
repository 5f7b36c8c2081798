"""Short-lived signed tokens that only their person can use, for links a lower room must honour without asking a higher one."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils.crypto import constant_time_compare

from . import clock

_SALT = "duzuo.signed-link"


class LinkRefused(Exception):
    """The token is not valid; ``reason`` is ``expired``, ``other_person`` or ``invalid`` (shown to nobody but the log)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def make(*, purpose: str, person: str, subject: Any, lifetime: timedelta, now: datetime | None = None) -> str:
    """A token for ``subject`` (JSON-able, say a public id) that ``person`` (an opaque key) may use until the lifetime is over."""
    expires = int((now or clock.now()).timestamp() + lifetime.total_seconds())
    return signing.dumps([person, expires, subject], salt=f"{_SALT}.{purpose}", compress=False)


def verify(token: str, *, purpose: str, person: str, now: datetime | None = None) -> Any:
    """The subject of a token made for this purpose and person that has not expired; raises LinkRefused otherwise."""
    try:
        owner, expires, subject = signing.loads(token, salt=f"{_SALT}.{purpose}")
    # A signed payload of another shape can only come from another version of the program.
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkRefused("invalid") from error
    if not constant_time_compare(str(owner), person):
        raise LinkRefused("other_person")
    if (now or clock.now()).timestamp() >= expires:
        raise LinkRefused("expired")
    return subject
