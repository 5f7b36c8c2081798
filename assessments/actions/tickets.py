"""Signs and checks the ticket of a sitting with keys drawn from the site's own."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings

from ..domain.ticket import Ticket, issue, verify
from ..models import Sitting

# The sitting's row decides what still counts; the ticket outlives it so that a late answer is told so.
OUTLIVES = timedelta(hours=12)


def derived_key(purpose: str, secret: str | None = None) -> bytes:
    """One key per purpose, so that what one signs another can't use."""
    return hashlib.sha256(f"duzuo.{purpose}\x1f{secret or settings.SECRET_KEY}".encode()).digest()


def ticket_for(sitting: Sitting, person_key: str) -> str:
    return issue(
        Ticket(sitting.public_id, person_key, sitting.accepts_until + OUTLIVES, sitting.ticket_nonce), derived_key("sitting-ticket")
    )


def read_ticket(text: str, now: datetime) -> Ticket:
    """Raises TicketRefused."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return verify(text, [derived_key("sitting-ticket", str(secret)) for secret in secrets], now)


def buffer_key(sitting: Sitting) -> str:
    """Encrypts what a browser keeps of this sitting until it is sent: without the page nobody reads it."""
    return hashlib.sha256(derived_key("answer-buffer") + sitting.public_id.encode()).hexdigest()


def hold_name(sitting: Sitting) -> str:
    """Names the holding of a sitting by one browser: another one after each take-over, and tells nothing about the nonce."""
    return hashlib.sha256(derived_key("sitting-hold") + sitting.ticket_nonce.encode()).hexdigest()[:16]
