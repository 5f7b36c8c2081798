"""A consultant gives the confidentiality undertaking."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import User
from ..queries.confidentiality import unacknowledged


@transaction.atomic
def acknowledge_confidentiality(*, user: User, digest: str, now: datetime | None = None) -> int:
    """Note the undertaking (``digest`` of its text) for every membership that lacks it; how many did."""
    moment = now or timezone.now()
    count = unacknowledged(user).update(confidentiality_acknowledged_at=moment)
    if count:
        log_act(
            organisation_key=user.bank.public_id if user.bank else "",
            actor_key=user.key,
            verb=Verb.ACKNOWLEDGED,
            object_kind="confidentiality",
            object_id=user.key,
            details={"digest": digest},
            now=moment,
        )
    return count
