"""Put one signature under a text, and log it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..enums import Verb
from ..models import Signature
from .log_act import log_act


@transaction.atomic
def sign(
    *,
    organisation_key: str,
    signer_key: str,
    signer_role: str,
    object_kind: str,
    object_id: str,
    meaning: str,
    digest: str,
    method: str = "password",
    now: datetime | None = None,
) -> Signature:
    """Sign ``digest``; a second signature of the same person under the same text is refused by the database."""
    recorded_at = timezone.now()
    signature = Signature.objects.create(
        organisation_key=organisation_key,
        signer_key=signer_key,
        signer_role=signer_role,
        object_kind=object_kind,
        object_id=object_id,
        meaning=meaning,
        digest=digest,
        method=method,
        signed_at=now or recorded_at,
        recorded_at=recorded_at,
    )
    log_act(
        organisation_key=organisation_key,
        actor_key=signer_key,
        verb=Verb.SIGNED,
        object_kind=object_kind,
        object_id=object_id,
        details={"signature": signature.public_id, "meaning": meaning, "digest": digest, "as": signer_role},
        now=signature.signed_at,
    )
    return signature
