"""Whoever wants to know of changes of authority enters themselves; this room doesn't know them."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from ..models import Authority, User

Listener = Callable[[Authority, str, datetime], None]

_LISTENERS: list[Listener] = []


def when_authority_changes(listener: Listener) -> None:
    """Have ``listener`` called, in the transaction of the change, with the row that was granted, suspended, given back or ended,
    or whose holder's account was closed or opened, the key of whoever did it, and when."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def tell_of(row: Authority, actor_key: str, moment: datetime) -> None:
    for listener in _LISTENERS:
        listener(row, actor_key, moment)


def tell_of_account(user: User, actor_key: str) -> None:
    """A closed account may do nothing, an open one what it held: what a system was answered changes with it."""
    moment = timezone.now()
    for row in Authority.objects.filter(user=user, ended_at__isnull=True).select_related("bank", "user").order_by("pk"):
        tell_of(row, actor_key, moment)
