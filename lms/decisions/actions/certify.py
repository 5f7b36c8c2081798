"""The certificate that goes with authority: issued from level 4 on, and kept in step with what it stands for."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from lms.people.enums import Entrustment
from lms.people.models import Authority, User

from ..enums import CertificateState
from ..models import Certificate
from .certificate_states import set_certificate_state
from .certificates import issue_certificate


def certificate_for(
    *,
    user: User,
    nodes: Sequence[str],
    level: Entrustment,
    amount_limit: Decimal | None,
    products: Sequence[str],
    decision_id: str,
    actor: User,
    ends_on: date | None,
    now: datetime,
) -> str:
    """Its number; "" below level 4, where nothing is certified yet."""
    if level.rank < Entrustment.CERTIFIED.rank:
        return ""
    made = issue_certificate(
        user=user,
        nodes=nodes,
        level=level,
        amount_limit=amount_limit,
        products=products,
        decision_id=decision_id,
        actor=actor,
        starts_on=timezone.localdate(now),
        ends_on=ends_on,
        now=now,
    )
    return made.number


def follow(number: str, user: User, *, reason: str, actor: User, now: datetime) -> None:
    """A certificate is suspended, in force again or revoked when that is true of everything that rests on it."""
    certificate = Certificate.objects.filter(number=number, user=user).first() if number else None
    if certificate is None or certificate.state not in (CertificateState.ACTIVE, CertificateState.SUSPENDED):
        return
    standing = list(Authority.objects.filter(user=user, certificate=number, ended_at__isnull=True).values_list("suspended_at", flat=True))
    if not standing:
        state = CertificateState.REVOKED
    elif all(standing):
        state = CertificateState.SUSPENDED
    elif not any(standing):
        state = CertificateState.ACTIVE
    else:
        return
    set_certificate_state(certificate=certificate, state=state, reason=reason, actor=actor, now=now)


def follow_suspension(row: Authority, actor_key: str, moment: datetime) -> None:
    """Whoever stops authority, a red line on a card included, stops the paper that stands for it in the same transaction."""
    if row.suspended_at is None or not row.certificate:
        return
    actor = User.objects.filter(key=actor_key).first()
    if actor is not None:
        follow(row.certificate, row.user, reason=row.suspended_reason, actor=actor, now=moment)
