"""The digest of a section of a decision file; reading one strictly is the toolkit's."""

from lms.toolkit.canonical import CanonicalError, digest
from lms.toolkit.json_documents import InvalidDocument, Odd, read_text

__all__ = ["InvalidDocument", "Odd", "read_text", "section_digest"]


def section_digest(value: object) -> str | None:
    """The digest of a section; None where something odd in it has no canonical spelling."""
    try:
        return digest(value)
    except CanonicalError:
        return None
