"""Digests that name their algorithm, so that another one can be added as a value."""

from lms.toolkit.canonical import digest

ALGORITHM = "sha256"


def named_digest(value: object) -> str:
    """``sha256:<hex>`` of the canonical JSON of ``value``."""
    return f"{ALGORITHM}:{digest(value)}"
