"""Give and end roles."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import Membership, Organisation, User


@transaction.atomic
def grant_role(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    actor_key: str = "",
    reason: str = "",
) -> Membership:
    """Give ``role`` at ``organisation``; the same role on the same day is given once."""
    start = starts_on or timezone.localdate()
    membership, created = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role, starts_on=start, defaults={"ends_on": ends_on}
    )
    if created:
        log_act(
            organisation_key=(organisation.bank or organisation).public_id,
            actor_key=actor_key,
            verb=Verb.CREATED,
            object_kind="membership",
            object_id=user.key,
            details={"role": role, "organisation": organisation.public_id, "from": start.isoformat()}
            | ({"until": ends_on.isoformat()} if ends_on else {}),
            reason=reason,
        )
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, ends_on: date, reason: str, actor_key: str) -> Membership:
    """End a role on ``ends_on`` (its last day)."""
    membership.ends_on = ends_on
    membership.full_clean()
    membership.save(update_fields=["ends_on"])
    log_act(
        organisation_key=(membership.organisation.bank or membership.organisation).public_id,
        actor_key=actor_key,
        verb=Verb.CHANGED,
        object_kind="membership",
        object_id=membership.user.key,
        details={"role": membership.role, "organisation": membership.organisation.public_id, "until": ends_on.isoformat()},
        reason=reason,
    )
    return membership
