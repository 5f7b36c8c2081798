"""Keep documents exactly as they were issued."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from ..enums import Verb
from ..models import IssuedDocument
from .log_act import log_act


@transaction.atomic
def issue_document(
    *,
    organisation_key: str,
    issued_by_key: str,
    kind: str,
    object_kind: str,
    object_id: str,
    title: str,
    filename: str,
    content: bytes,
    now: datetime | None = None,
) -> IssuedDocument:
    """Store ``content`` with its SHA-256 and log the issue."""
    recorded_at = timezone.now()
    document = IssuedDocument(
        organisation_key=organisation_key,
        kind=kind,
        object_kind=object_kind,
        object_id=object_id,
        title=title,
        sha256=hashlib.sha256(content).hexdigest(),
        issued_by_key=issued_by_key,
        issued_at=now or recorded_at,
        recorded_at=recorded_at,
    )
    document.file.save(filename, ContentFile(content), save=False)
    document.save(force_insert=True)
    log_act(
        organisation_key=organisation_key,
        actor_key=issued_by_key,
        verb=Verb.ISSUED,
        object_kind=object_kind,
        object_id=object_id,
        details={"document": document.public_id, "kind": kind, "sha256": document.sha256},
        now=document.issued_at,
    )
    return document


@dataclass(frozen=True)
class NewDocument:
    """One of many documents of the same kind, issued together."""

    object_id: str
    title: str
    filename: str
    content: bytes


@transaction.atomic
def issue_documents(
    *,
    organisation_key: str,
    issued_by_key: str,
    kind: str,
    object_kind: str,
    documents: Sequence[NewDocument],
    now: datetime | None = None,
) -> list[IssuedDocument]:
    """Store many documents in their order; one act in the log names them all. A few hundred at a time."""
    recorded_at = timezone.now()
    rows = []
    for one in documents:
        row = IssuedDocument(
            organisation_key=organisation_key,
            kind=kind,
            object_kind=object_kind,
            object_id=one.object_id,
            title=one.title,
            sha256=hashlib.sha256(one.content).hexdigest(),
            issued_by_key=issued_by_key,
            issued_at=now or recorded_at,
            recorded_at=recorded_at,
        )
        row.file.save(one.filename, ContentFile(one.content), save=False)
        rows.append(row)
    made = IssuedDocument.objects.bulk_create(rows, batch_size=100)
    if made:
        log_act(
            organisation_key=organisation_key,
            actor_key=issued_by_key,
            verb=Verb.ISSUED,
            object_kind=object_kind,
            object_id=made[0].object_id,
            details={"kind": kind, "documents": {one.public_id: one.sha256 for one in made}},
            now=made[0].issued_at,
        )
    return made
