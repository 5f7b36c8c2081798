"""Granting, suspending and ending authority. Who may decide that is the business of the room that decides; here it takes effect."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.authority import left_of
from ..enums import AuthorityEnd, Entrustment
from ..models import Authority, User
from .authority_news import tell_of


class AuthorityProblem(ValueError):
    """A change of authority that can't be made; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _log(row: Authority, verb: Verb, actor_key: str, details: dict[str, object], reason: str, moment: datetime) -> None:
    _keep_act(row, verb, actor_key, details, reason, moment)
    tell_of(row, actor_key, moment)


def _keep_act(row: Authority, verb: Verb, actor_key: str, details: dict[str, object], reason: str, moment: datetime) -> None:
    log_act(
        organisation_key=row.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="authority",
        object_id=row.public_id,
        details={"person": row.user.key, "node": row.node, "level": row.level} | details,
        reason=reason,
        now=moment,
    )


def _limits(row: Authority) -> dict[str, object]:
    limit = None if row.amount_limit is None else str(row.amount_limit)
    return {"amount_limit": limit, "until": str(row.ends_on or ""), "certificate": row.certificate, "decision": row.decision}


def _standing(user: User, node: str) -> Authority | None:
    rows = Authority.objects.select_for_update(of=("self",)).select_related("user", "bank")
    return rows.filter(user=user, node=node, ended_at__isnull=True).first()


def _end(row: Authority, how: AuthorityEnd, reason: str, moment: datetime) -> None:
    row.ended_at, row.ended_how, row.ended_reason = moment, how, reason
    row.save(update_fields=["ended_at", "ended_how", "ended_reason"])


@transaction.atomic
def grant_authority(
    *,
    user: User,
    node: str,
    level: Entrustment,
    actor_key: str,
    amount_limit: Decimal | None = None,
    products: Iterable[str] = (),
    ends_on: date | None = None,
    disuse_days: int | None = None,
    certificate: str = "",
    decision: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> Authority:
    """What ``user`` may do at ``node`` from now on; an earlier grant for the node ends with it."""
    if user.bank is None:
        raise AuthorityProblem("no_bank")
    moment = now or timezone.now()
    # The person's row orders two grants at the same moment.
    User.objects.select_for_update().get(pk=user.pk)
    if (older := _standing(user, node)) is not None:
        _end(older, AuthorityEnd.REPLACED, reason, moment)
    made = Authority.objects.create(
        bank=user.bank,
        user=user,
        node=node,
        level=level,
        amount_limit=amount_limit,
        products=sorted(set(products)),
        starts_at=moment,
        ends_on=ends_on,
        disuse_days=disuse_days,
        used_on=older.used_on if older else None,
        certificate=certificate,
        decision=decision,
        granted_by_key=actor_key,
    )
    _log(made, Verb.APPROVED, actor_key, _limits(made), reason, moment)
    return made


@transaction.atomic
def suspend_authority(
    *, user: User, reason: str, actor_key: str, nodes: Iterable[str] = (), now: datetime | None = None
) -> list[Authority]:
    """Takes effect at the next question; all nodes where none is named. Raises AuthorityProblem without a reason."""
    if not reason.strip():
        raise AuthorityProblem("reason")
    moment, wanted = now or timezone.now(), list(nodes)
    # As in granting: a grant of the same moment is there before the nodes are counted, or comes after and finds them suspended.
    User.objects.select_for_update().get(pk=user.pk)
    rows = Authority.objects.select_for_update(of=("self",)).select_related("user", "bank")
    rows = rows.filter(user=user, ended_at__isnull=True, suspended_at__isnull=True)
    held = list(rows.filter(node__in=wanted) if wanted else rows)
    for row in held:
        row.suspended_at, row.suspended_reason = moment, reason.strip()[:300]
        row.save(update_fields=["suspended_at", "suspended_reason"])
        _log(row, Verb.CHANGED, actor_key, {"suspended": True}, reason.strip(), moment)
    return held


@transaction.atomic
def lift_suspension(*, user: User, node: str, reason: str, actor_key: str, now: datetime | None = None) -> Authority | None:
    """Back to what was granted; only a panel decides that."""
    row = _standing(user, node)
    if row is None or row.suspended_at is None:
        return None
    row.suspended_at, row.suspended_reason = None, ""
    row.save(update_fields=["suspended_at", "suspended_reason"])
    _log(row, Verb.CHANGED, actor_key, {"suspended": False}, reason, now or timezone.now())
    return row


@transaction.atomic
def end_authority(
    *, user: User, node: str, how: AuthorityEnd, reason: str, actor_key: str, now: datetime | None = None
) -> Authority | None:
    """Revoked or lapsed for good; None where nothing was held. Raises AuthorityProblem without a reason."""
    if not reason.strip():
        raise AuthorityProblem("reason")
    row = _standing(user, node)
    if row is None:
        return None
    moment = now or timezone.now()
    _end(row, how, reason.strip()[:300], moment)
    _log(row, Verb.WITHDRAWN, actor_key, {"how": str(how)}, reason.strip(), moment)
    return row


@transaction.atomic
def lapse_authority(*, user: User, node: str, reason: str, now: datetime | None = None) -> Authority | None:
    """Ended by time; what is left of the level is granted in its place, so that there is a way back. None where nothing was held."""
    row = _standing(user, node)
    if row is None:
        return None
    moment, left = now or timezone.now(), left_of(Entrustment(row.level))
    _end(row, AuthorityEnd.LAPSED, reason[:300], moment)
    _keep_act(row, Verb.WITHDRAWN, "", {"how": str(AuthorityEnd.LAPSED)}, reason, moment)
    if left != Entrustment.NONE:
        made = Authority.objects.create(bank=row.bank, user=row.user, node=node, level=left, starts_at=moment, granted_by_key="")
        _keep_act(made, Verb.APPROVED, "", _limits(made), reason, moment)
    # One message: who hears it asks what holds now.
    tell_of(row, "", moment)
    return row


def note_use(*, user: User, node: str, on: date) -> None:
    """The person did this node's work on a day: disuse counts from the last one."""
    rows = Authority.objects.filter(user=user, node=node, ended_at__isnull=True)
    rows.exclude(used_on__gte=on).update(used_on=on)
