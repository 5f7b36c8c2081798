"""Whoever wants to know of changes of authority enters themselves; this room doesn't know them."""

from collections.abc import Callable
from datetime import datetime

from ..models import Authority

Listener = Callable[[Authority, str, datetime], None]

_LISTENERS: list[Listener] = []


def when_authority_changes(listener: Listener) -> None:
    """Have ``listener`` called, in the transaction of the change, with the row that was granted, suspended, given back or ended,
    the key of whoever did it, and when."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def tell_of(row: Authority, actor_key: str, moment: datetime) -> None:
    for listener in _LISTENERS:
        listener(row, actor_key, moment)
