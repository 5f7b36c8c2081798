"""The signed ticket of a sitting: saving an answer needs no session and no look at who may do what."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

VERSION = "t1"
MAX_LENGTH = 400
Reason = Literal["malformed", "forged", "expired"]


@dataclass(frozen=True)
class Ticket:
    """Who may write into which sitting until when; ``nonce`` changes when another device takes over."""

    sitting: str
    person: str
    expires_at: datetime
    nonce: str


class TicketRefused(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def issue(ticket: Ticket, key: bytes) -> str:
    """``t1.<payload>.<HMAC-SHA256>`` in URL-safe characters; seconds are rounded up so that no time is lost."""
    expires = ticket.expires_at.timestamp()
    whole = int(expires) + (1 if expires > int(expires) else 0)
    payload = json.dumps([ticket.sitting, ticket.person, whole, ticket.nonce], ensure_ascii=False, separators=(",", ":"))
    body = _text(payload.encode())
    return f"{VERSION}.{body}.{_text(_mac(body, key))}"


def verify(text: str, keys: Sequence[bytes], now: datetime) -> Ticket:
    """The ticket, if one of ``keys`` (newest first) signed it and it has not expired; raises TicketRefused."""
    parts = text.split(".")
    if len(text) > MAX_LENGTH or len(parts) != 3 or parts[0] != VERSION:
        raise TicketRefused("malformed")
    signature = _bytes(parts[2])
    # Every key is tried, so the time taken says nothing about which one failed.
    matches = [hmac.compare_digest(_mac(parts[1], key), signature) for key in keys]
    if True not in matches:
        raise TicketRefused("forged")
    sitting, person, expires, nonce = json.loads(_bytes(parts[1]))
    ticket = Ticket(sitting, person, datetime.fromtimestamp(expires, UTC), nonce)
    if now > ticket.expires_at:
        raise TicketRefused("expired")
    return ticket


def _mac(body: str, key: bytes) -> bytes:
    return hmac.digest(key, f"{VERSION}.{body}".encode(), hashlib.sha256)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise TicketRefused("malformed") from error
    # Spare bits at the end would make several texts of one signature.
    if _text(data) != text:
        raise TicketRefused("malformed")
    return data
