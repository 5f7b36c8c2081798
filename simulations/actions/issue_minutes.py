"""Keeps the signed minutes of a case as the file that was made of them."""

from datetime import datetime

from django.db import transaction

from lms.people.models import User
from lms.records.actions import issue_document
from lms.records.models import IssuedDocument

from ..models import CommitteeItem


@transaction.atomic
def issue_minutes(*, item: CommitteeItem, content: bytes, actor: User, now: datetime | None = None) -> IssuedDocument:
    """Once per case; a second call gives back the document that is there."""
    locked = CommitteeItem.objects.select_for_update(of=("self",)).select_related("committee__bank").get(pk=item.pk)
    if locked.minutes_document:
        return IssuedDocument.objects.get(public_id=locked.minutes_document)
    document = issue_document(
        organisation_key=locked.committee.bank.public_id,
        issued_by_key=actor.key,
        kind="committee_minutes",
        object_kind="committee_item",
        object_id=locked.public_id,
        title=locked.title,
        filename=f"minutes-{locked.public_id}.pdf",
        content=content,
        now=now,
    )
    locked.minutes_document = document.public_id
    locked.save(update_fields=["minutes_document"])
    return document
