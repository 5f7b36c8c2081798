"""Record facts about people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.people.models import Organisation
from lms.records.domain.digests import named_digest
from lms.toolkit.random_ids import public_id

from ..domain.content import check_row, commitment
from ..models import Competency, Evidence, EvidenceNote


class EvidenceProblem(ValueError):
    """A fact that can't be recorded; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact to record. Scores are decimals with their maximum; ``note`` is free text and can be erased later."""

    person_key: str
    kind: str
    source_kind: str
    source_id: str
    happened_at: datetime
    source_version: str = ""
    status: str = "scored"
    raw: Decimal | None = None
    maximum: Decimal | None = None
    level: str = ""
    level_ahead: str = ""
    scale: str = ""
    rater_key: str = ""
    competency: Competency | None = None
    details: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    supersedes: Evidence | None = None
    reason: str = ""


def _row(bank: Organisation, fact: Fact, moment: datetime) -> tuple[Evidence, EvidenceNote | None]:
    problem = check_row(status=fact.status, raw=fact.raw, maximum=fact.maximum, level=fact.level, scale=fact.scale)
    if problem is None and fact.supersedes is not None:
        if not fact.reason:
            problem = "correction_needs_reason"
        elif (fact.supersedes.bank_id, fact.supersedes.person_key) != (bank.pk, fact.person_key):
            problem = "correction_of_another_person"
    if problem is not None:
        raise EvidenceProblem(problem)
    row = Evidence(
        bank=bank,
        person_key=fact.person_key,
        kind=fact.kind,
        competency=fact.competency,
        status=fact.status,
        raw=fact.raw,
        maximum=fact.maximum,
        level=fact.level,
        level_ahead=fact.level_ahead,
        scale=fact.scale,
        rater_key=fact.rater_key,
        source_kind=fact.source_kind,
        source_id=fact.source_id,
        source_version=fact.source_version,
        happened_at=fact.happened_at,
        recorded_at=moment,
        details=fact.details,
        supersedes=fact.supersedes,
        reason=fact.reason,
    )
    note = None
    if fact.note:
        note = EvidenceNote(salt=public_id(), text=fact.note)
        row.note_commitment = commitment(note.salt, note.text)
    row.digest = named_digest(row.content())
    return row, note


@transaction.atomic
def record_many(*, bank: Organisation, facts: Iterable[Fact]) -> list[Evidence]:
    """Record facts in the caller's transaction, all or none; raises EvidenceProblem.

    A fact says when it happened; when it was recorded is nobody's to say but the server's.
    """
    moment = timezone.now()
    pairs = [_row(bank, fact, moment) for fact in facts]
    rows = Evidence.objects.bulk_create([row for row, _note in pairs], batch_size=500)
    notes = []
    for row, (_same, note) in zip(rows, pairs, strict=True):
        if note is not None:
            note.evidence = row
            notes.append(note)
    EvidenceNote.objects.bulk_create(notes, batch_size=500)
    return rows


def record_evidence(*, bank: Organisation, fact: Fact) -> Evidence:
    """Record one fact; a correction passes ``supersedes`` and ``reason``."""
    return record_many(bank=bank, facts=[fact])[0]
