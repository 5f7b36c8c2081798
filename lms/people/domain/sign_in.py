"""What people type when they sign in, tidied."""

import unicodedata


def tidy(text: str) -> str:
    """Full-width letters and digits as plain ones, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip()
