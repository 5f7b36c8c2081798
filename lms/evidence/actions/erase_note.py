"""Erase the free text of a row; the chain still verifies."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import EvidenceNote


@transaction.atomic
def erase_note(*, note: EvidenceNote, reason: str, actor_key: str, now: datetime | None = None) -> None:
    """Remove text and salt: afterwards nobody can tell, or check a guess of, what stood there."""
    note.text, note.salt, note.erased_at = "", "", now or timezone.now()
    note.save(update_fields=["text", "salt", "erased_at"])
    log_act(
        organisation_key=note.evidence.bank.public_id,
        actor_key=actor_key,
        verb=Verb.REMOVED,
        object_kind="evidence_note",
        object_id=note.evidence.public_id,
        reason=reason,
    )
