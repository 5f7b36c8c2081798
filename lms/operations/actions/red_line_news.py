"""Whoever keeps a record of stopped authority enters themselves; this room, which stops it by a red line on a card, doesn't know them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from lms.people.models import Authority

from ..models import Observation

Listener = Callable[[Observation, Sequence[Authority], str, datetime], None]

_LISTENERS: list[Listener] = []


def when_red_line(listener: Listener) -> None:
    """Have ``listener`` called, in the transaction of the card, with the card, what it stopped, the reason and when."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def tell_of_red_line(card: Observation, stopped: Sequence[Authority], reason: str, moment: datetime) -> None:
    for listener in _LISTENERS:
        listener(card, stopped, reason, moment)
