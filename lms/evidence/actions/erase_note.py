"""Erase the free text of a row; the chain still verifies."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import EvidenceNote
from ..queries import corrections_of


@transaction.atomic
def erase_note(*, note: EvidenceNote, reason: str, actor_key: str, now: datetime | None = None) -> None:
    """Remove text and salt: afterwards nobody can tell, or check a guess of, what stood there.

    The same words in a row that corrects this one, or that it corrects, go with them.
    """
    moment, chain = now or timezone.now(), [row.pk for row in corrections_of(note.evidence)]
    copies = list(EvidenceNote.objects.filter(evidence__in=chain, text=note.text).exclude(pk=note.pk))
    for one in (note, *copies):
        one.text, one.salt, one.erased_at = "", "", moment
        one.save(update_fields=["text", "salt", "erased_at"])
    log_act(
        organisation_key=note.evidence.bank.public_id,
        actor_key=actor_key,
        verb=Verb.REMOVED,
        object_kind="evidence_note",
        object_id=note.evidence.public_id,
        reason=reason,
    )
