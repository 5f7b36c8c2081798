"""Whoever wants to know of declared relatives enters themselves; this room doesn't know them."""

from collections.abc import Callable
from datetime import datetime

from ..models import Kinship

Listener = Callable[[Kinship, datetime], None]

_LISTENERS: list[Listener] = []


def when_kinship_is_declared(listener: Listener) -> None:
    """Have ``listener`` called, in the transaction of the declaration, with its row and when."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def tell_of_kinship(row: Kinship, moment: datetime) -> None:
    for listener in _LISTENERS:
        listener(row, moment)
