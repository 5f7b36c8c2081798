"""What is kept of a token, and whether one still opens."""

import hashlib
from datetime import datetime, timedelta

PREFIX = "dz_"
HINT_LENGTH = 9
AT_ONCE = 2
"""So many tokens of a system may hold at once: the one in use and the one that will replace it."""

WARN_DAYS = (1, 7, 30)
"""So many days before a token ends somebody is reminded; the last day first."""


def token_digest(token: str) -> str:
    """Tokens carry 256 bits of chance, so a plain digest can't be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_hint(token: str) -> str:
    """Enough to tell two tokens apart, too little to use one."""
    return token[:HINT_LENGTH]


def token_opens(*, expires_at: datetime, revoked_at: datetime | None, system_active: bool, bank_active: bool, now: datetime) -> bool:
    return system_active and bank_active and now < expires_at and (revoked_at is None or now < revoked_at)


def warning_due(expires_at: datetime, now: datetime) -> int:
    """The reminder whose time it is, by its days; 0 where the end is far off or has come."""
    left = expires_at - now
    return next((days for days in WARN_DAYS if timedelta(0) < left <= timedelta(days=days)), 0)
