"""Record that a person has received and read a text (签收)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import Acknowledgement


@transaction.atomic
def acknowledge(
    *, user: User, object_kind: str, object_id: str, digest: str, now: datetime | None = None, refused: bool = False, witness_key: str = ""
) -> Acknowledgement:
    """Acknowledge exactly the text with ``digest``; doing it twice is doing it once."""
    if user.bank is None:
        raise ValueError("only people of a bank acknowledge texts")
    recorded_at = timezone.now()
    row, created = Acknowledgement.objects.get_or_create(
        user=user,
        object_kind=object_kind,
        object_id=object_id,
        digest=digest,
        defaults={
            "bank": user.bank,
            "acknowledged_at": now or recorded_at,
            "recorded_at": recorded_at,
            "refused": refused,
            "witness_key": witness_key,
        },
    )
    if created:
        log_act(
            organisation_key=user.bank.public_id,
            actor_key=witness_key or user.key,
            verb=Verb.ACKNOWLEDGED,
            object_kind=object_kind,
            object_id=object_id,
            details={"digest": digest, "refused": refused, "person": user.key},
            now=row.acknowledged_at,
        )
    return row


def record_refusal(
    *, user: User, object_kind: str, object_id: str, digest: str, witness: User, now: datetime | None = None
) -> Acknowledgement:
    """The person will not sign; a witness records that the text was handed over."""
    if witness == user:
        raise ValueError("nobody witnesses their own refusal")
    return acknowledge(
        user=user, object_kind=object_kind, object_id=object_id, digest=digest, now=now, refused=True, witness_key=witness.key
    )
