"""Minutes and packets as they were filed, and the notes behind a packet."""

from collections.abc import Iterable

from lms.evidence.models import EvidenceNote
from lms.records.models import IssuedDocument


def filed_minutes(object_kind: str, object_id: str) -> IssuedDocument | None:
    """The newest document filed about a sitting (``panel``) or an item (``panel_item``)."""
    return IssuedDocument.objects.filter(object_kind=object_kind, object_id=object_id).order_by("-issued_at", "-id").first()


def notes_of(evidence: Iterable[str]) -> dict[str, str]:
    """Evidence → the sentence that came with it, where it has not been erased."""
    rows = EvidenceNote.objects.filter(evidence__public_id__in=list(evidence), erased_at__isnull=True)
    return dict(rows.values_list("evidence__public_id", "text"))
