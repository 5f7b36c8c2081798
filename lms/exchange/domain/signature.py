"""How a message to a connected system is signed: HMAC-SHA256 over time, nonce and body, joined by dots."""

import hashlib
import hmac

"""A receiver refuses a message whose time differs from its own clock by more."""
SCHEME = "v1"


def signature(secret: str, *, timestamp: int, nonce: str, body: bytes) -> str:
    signed = f"{timestamp}.{nonce}.".encode() + body
    return f"{SCHEME}={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def headers(secret: str, *, timestamp: int, nonce: str, body: bytes, event: str, kind: str) -> dict[str, str]:
    """``event`` stays the same from attempt to attempt, the nonce doesn't."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Duzuo",
        "Duzuo-Event": event,
        "Duzuo-Kind": kind,
        "Duzuo-Timestamp": str(timestamp),
        "Duzuo-Nonce": nonce,
        "Duzuo-Signature": signature(secret, timestamp=timestamp, nonce=nonce, body=body),
    }
