"""Whoever draws consequences from cards enters themselves; this room, which stops authority by a red line, doesn't know them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from lms.people.models import Authority

from ..models import Observation

CardListener = Callable[[Observation, datetime], None]
RedLineListener = Callable[[Observation, Sequence[Authority], str, datetime], None]

_OF_CARDS: list[CardListener] = []
_OF_RED_LINES: list[RedLineListener] = []


def when_card_given(listener: CardListener) -> None:
    """Have ``listener`` called, in the transaction of the card, with every card given or corrected, and when."""
    if listener not in _OF_CARDS:
        _OF_CARDS.append(listener)


def when_red_line(listener: RedLineListener) -> None:
    """Have ``listener`` called, in the transaction of the card, with the card, what it stopped, the reason and when."""
    if listener not in _OF_RED_LINES:
        _OF_RED_LINES.append(listener)


def tell_of_card(card: Observation, moment: datetime) -> None:
    for listener in _OF_CARDS:
        listener(card, moment)


def tell_of_red_line(card: Observation, stopped: Sequence[Authority], reason: str, moment: datetime) -> None:
    for listener in _OF_RED_LINES:
        listener(card, stopped, reason, moment)
