"""Suspend, revoke, restore and replace certificates; the authority that rests on one follows at once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.actions import end_authority, grant_authority, lift_suspension, suspend_authority
from lms.people.enums import AuthorityEnd, Entrustment
from lms.people.models import Authority, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.certificate_states import BY_THEMSELVES, may_become, status_on
from ..enums import CertificateState, CertificateStatus
from ..models import Certificate, CertificateEvent
from ..queries.certificates import status_of
from .certificates import CertificateRequest, issue_certificates
from .problems import DecisionProblem

REPLACEABLE = frozenset({CertificateStatus.VALID, CertificateStatus.NOT_YET, CertificateStatus.PARTLY})


@transaction.atomic
def set_certificate_state(*, certificate: Certificate, state: str, reason: str, actor: User, now: datetime | None = None) -> Certificate:
    """Suspended, revoked, or in force again. What it already is stays without a word. Raises DecisionProblem."""
    row, moment = _locked(certificate), now or timezone.now()
    if row.state == state:
        return row
    if state in BY_THEMSELVES or not may_become(row.state, state):
        words = {"number": row.number, "state": row.get_state_display()}
        raise DecisionProblem(_("Certificate %(number)s is %(state)s; this can't be done with it any more.") % words, code="state")
    _require_reason(reason)
    _enter(row, state, reason.strip(), actor, moment)
    _authority_follows(row, reason.strip(), actor, moment)
    return row


@transaction.atomic
def replace_certificate(*, certificate: Certificate, reason: str, actor: User, now: datetime | None = None) -> Certificate:
    """A new certificate with the same terms and the person's name of today (a lost paper, a changed name); a node that was taken away
    since is not on it. Raises DecisionProblem."""
    row, moment = _locked(certificate), now or timezone.now()
    if row.state != CertificateState.ACTIVE or status_of(row, timezone.localdate(moment)) not in REPLACEABLE:
        raise DecisionProblem(_("Only a certificate in force can be replaced."), code="state")
    _require_reason(reason)
    request = CertificateRequest(
        user=row.user,
        nodes=tuple(_nodes_left(row)),
        level=row.level,
        starts_on=row.starts_on,
        # The certificate before stands in the key, so that a second replacement is another one.
        decision_id=row.public_id,
        amount_limit=row.amount_limit,
        products=tuple(row.products),
        ends_on=row.ends_on,
    )
    (new,) = issue_certificates(requests=[request], actor=actor, now=moment)
    Certificate.objects.filter(pk=new.pk).update(decision=row.decision)
    new.decision, row.replaced_by = row.decision, new
    _enter(row, CertificateState.REPLACED, reason.strip(), actor, moment)
    _grant_anew(row, new, reason.strip(), actor, moment)
    return new


@transaction.atomic
def give_way(*, number: str, user: User, to: str, reason: str, actor: User, now: datetime) -> None:
    """A certificate on which nothing rests any more since its holder was certified anew says that it was replaced."""
    row = _left_alone(number, user) if number != to else None
    if row is None or not may_become(row.state, CertificateState.REPLACED):
        return
    newer = Certificate.objects.filter(number=to, user=user).first()
    if newer is not None and not Certificate.objects.filter(replaced_by=newer).exists():
        # One paper is named as that which took over; a second one that goes with it says only that it was replaced.
        row.replaced_by = newer
    _enter(row, CertificateState.REPLACED, reason, actor, now)


@transaction.atomic
def lapse_certificate(*, number: str, user: User, reason: str, now: datetime) -> None:
    """With the last authority that rested on it; one whose last day has passed says so by itself."""
    row, today = _left_alone(number, user), timezone.localdate(now)
    if row is None or status_on(row.state, starts_on=row.starts_on, ends_on=row.ends_on, day=today) != CertificateStatus.VALID:
        return
    _enter(row, CertificateState.LAPSED, reason, None, now)


def _left_alone(number: str, user: User) -> Certificate | None:
    row = Certificate.objects.filter(number=number, user=user).first() if number else None
    return None if row is None or _resting_on(row) else _locked(row)


def _locked(certificate: Certificate) -> Certificate:
    return Certificate.objects.select_for_update(of=("self",)).select_related("user", "bank", "key").get(pk=certificate.pk)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise DecisionProblem(_("Write down the reason: it stays with the certificate."), code="reason")


def _enter(row: Certificate, state: str, reason: str, actor: User | None, moment: datetime) -> None:
    row.state = state
    row.save(update_fields=["state", "replaced_by"])
    CertificateEvent.objects.create(certificate=row, state=state, reason=reason[:500], actor=actor, happened_at=moment)
    log_act(
        organisation_key=row.bank.public_id,
        actor_key=actor.key if actor else "",
        verb=Verb.CHANGED if state in {CertificateState.ACTIVE, CertificateState.SUSPENDED} else Verb.WITHDRAWN,
        object_kind="certificate",
        object_id=row.public_id,
        details={"number": row.number, "person": row.user.key, "state": str(state)},
        reason=reason[:500],
        now=moment,
    )


def _resting_on(row: Certificate) -> list[Authority]:
    return list(Authority.objects.filter(user=row.user, certificate=row.number, ended_at__isnull=True).select_related("user", "bank"))


def _nodes_left(row: Certificate) -> list[str]:
    """Without those at which what rested on it has ended."""
    rested = Authority.objects.filter(user=row.user, certificate=row.number)
    gone = set(rested.filter(ended_at__isnull=False).values_list("node", flat=True))
    return [node for node in row.nodes if node not in gone]


def _authority_follows(row: Certificate, reason: str, actor: User, moment: datetime) -> None:
    """Nobody acts on a certificate that isn't in force; whoever took the authority away before is not asked again."""
    held = _resting_on(row)
    if row.state == CertificateState.SUSPENDED and held:
        suspend_authority(user=row.user, reason=reason, actor_key=actor.key, nodes=[one.node for one in held], now=moment)
    for one in held:
        if row.state == CertificateState.REVOKED:
            how = AuthorityEnd.REVOKED
            end_authority(user=row.user, node=one.node, how=how, reason=reason, actor_key=actor.key, now=moment)
        elif row.state == CertificateState.ACTIVE:
            lift_suspension(user=row.user, node=one.node, reason=reason, actor_key=actor.key, now=moment)


def _grant_anew(old: Certificate, new: Certificate, reason: str, actor: User, moment: datetime) -> None:
    """The same authority, under the number of the new paper; what is suspended stays suspended."""
    held = _resting_on(old)
    for one in held:
        grant_authority(
            user=old.user,
            node=one.node,
            level=Entrustment(one.level),
            actor_key=actor.key,
            amount_limit=one.amount_limit,
            products=one.products,
            ends_on=one.ends_on,
            disuse_days=one.disuse_days,
            certificate=new.number,
            decision=one.decision,
            reason=reason,
            now=moment,
        )
        if one.suspended_reason:
            suspend_authority(user=old.user, reason=one.suspended_reason, actor_key=actor.key, nodes=[one.node], now=moment)
