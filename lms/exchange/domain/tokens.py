"""What is kept of a token, and whether one still opens."""

import hashlib
from datetime import datetime

PREFIX = "dz_"
HINT_LENGTH = 9
AT_ONCE = 2
"""So many tokens of a system may hold at once: the one in use and the one that will replace it."""


def token_digest(token: str) -> str:
    """Tokens carry 256 bits of chance, so a plain digest can't be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_hint(token: str) -> str:
    """Enough to tell two tokens apart, too little to use one."""
    return token[:HINT_LENGTH]


def token_opens(*, expires_at: datetime, revoked_at: datetime | None, system_active: bool, bank_active: bool, now: datetime) -> bool:
    return system_active and bank_active and now < expires_at and (revoked_at is None or now < revoked_at)
