"""Random ids: for addresses, and short codes that people read aloud."""

import secrets

# Without 0/O, 1/I/L and other look-alikes.
_HUMAN = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_URL = "23456789abcdefghjkmnpqrstuvwxyz"
_PUBLIC_LENGTH = 26


def public_id() -> str:
    """An id for addresses: 26 characters, 128 random bits, no look-alikes."""
    return "".join(secrets.choice(_URL) for _ in range(_PUBLIC_LENGTH))


def human_code(length: int = 8) -> str:
    """A code for paper and voice: capitals and digits without look-alikes."""
    return "".join(secrets.choice(_HUMAN) for _ in range(length))
