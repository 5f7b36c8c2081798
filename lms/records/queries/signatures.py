"""Signatures on an object."""

from django.db.models import QuerySet

from ..models import Signature


def signatures_on(object_kind: str, object_id: str, *, digest: str | None = None) -> QuerySet[Signature]:
    """All signatures on an object, or only those under the text with ``digest``."""
    rows = Signature.objects.filter(object_kind=object_kind, object_id=object_id)
    return rows if digest is None else rows.filter(digest=digest)
