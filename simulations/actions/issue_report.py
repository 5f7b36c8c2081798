"""Keeps the signed report of an investigation as the file that was made of it."""

from datetime import datetime

from django.db import transaction

from lms.people.models import User
from lms.records.actions import issue_document
from lms.records.models import IssuedDocument

from ..enums import InvestigationState
from ..models import Investigation


@transaction.atomic
def issue_report(*, investigation: Investigation, content: bytes, actor: User, now: datetime | None = None) -> IssuedDocument | None:
    """Once per investigation that was handed in; a second call gives back the document that is there, a draft gives none."""
    locked = Investigation.objects.select_for_update(of=("self",)).select_related("bank").get(pk=investigation.pk)
    if locked.state != InvestigationState.HANDED_IN:
        return None
    if locked.report_document:
        return IssuedDocument.objects.get(public_id=locked.report_document)
    document = issue_document(
        organisation_key=locked.bank.public_id,
        issued_by_key=actor.key,
        kind="investigation_report",
        object_kind="investigation",
        object_id=locked.public_id,
        title=locked.title,
        filename=f"investigation-{locked.public_id}.pdf",
        content=content,
        now=now,
    )
    locked.report_document = document.public_id
    locked.save(update_fields=["report_document"])
    return document
