"""The signed ticket of a room (a committee, an investigation): asking for news needs no session and no look at who may do what."""

from datetime import datetime, timedelta

from django.conf import settings

from assessments.actions.tickets import derived_key
from assessments.domain.ticket import Ticket, issue, verify

LASTS = timedelta(hours=12)
PURPOSE = "room-ticket"


def room_ticket(*, room: str, person_key: str, seat: int, now: datetime) -> str:
    """Bound to the room, the person and the seat; 0 is an onlooker's."""
    return issue(Ticket(room, person_key, now + LASTS, str(seat)), derived_key(PURPOSE))


def read_room_ticket(text: str, now: datetime) -> Ticket:
    """``sitting`` is the room, ``nonce`` the seat. Raises TicketRefused."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return verify(text, [derived_key(PURPOSE, str(secret)) for secret in secrets], now)
