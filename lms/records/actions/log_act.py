"""Write one act into the log, in the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from ..domain.digests import named_digest
from ..models import Act


def log_act(
    *,
    organisation_key: str,
    actor_key: str,
    verb: str,
    object_kind: str,
    object_id: str = "",
    details: Mapping[str, object] | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> Act:
    """Log who did what; ``details`` holds no names and no free text about people.

    ``now`` says when it happened; when it was recorded is nobody's to say but the server's.
    """
    recorded_at = timezone.now()
    act = Act(
        organisation_key=organisation_key,
        actor_key=actor_key,
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        details=dict(details or {}),
        reason=reason,
        happened_at=now or recorded_at,
        recorded_at=recorded_at,
    )
    act.digest = named_digest(act.content())
    act.save(force_insert=True)
    return act
