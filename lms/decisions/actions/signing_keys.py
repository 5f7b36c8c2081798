"""The key that signs certificates: entered in the table when first used, retired when a new one takes its place."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.signing_keys import public_bytes, signing_key

from ..domain.certificate import key_id_of, to_base64
from ..models import SigningKey
from .problems import DecisionProblem


def current_key(now: datetime | None = None) -> tuple[SigningKey, Ed25519PrivateKey]:
    """The row and the private key of this installation. Raises DecisionProblem where the key was retired."""
    private = signing_key()
    public = public_bytes(private)
    row, made = SigningKey.objects.get_or_create(
        key_id=key_id_of(public), defaults={"public_key": to_base64(public), "created_at": now or timezone.now()}
    )
    if made:
        log_act(organisation_key="", actor_key="", verb=Verb.CREATED, object_kind="signing_key", object_id=row.key_id, now=now)
    if row.retired_at is not None:
        raise DecisionProblem(
            _("The key that signs certificates was retired. An administrator must install a new one."), code="retired_key"
        )
    return row, private


@transaction.atomic
def retire_key(*, key_id: str, actor_key: str, reason: str, now: datetime | None = None) -> SigningKey:
    """Nothing more is signed with the key; what it signed stays genuine."""
    row = SigningKey.objects.select_for_update().get(key_id=key_id)
    if row.retired_at is None:
        row.retired_at = now or timezone.now()
        row.save(update_fields=["retired_at"])
        log_act(
            organisation_key="",
            actor_key=actor_key,
            verb=Verb.WITHDRAWN,
            object_kind="signing_key",
            object_id=row.key_id,
            reason=reason[:500],
            now=row.retired_at,
        )
    return row
