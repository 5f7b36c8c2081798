"""What a signed outcome changes: authority, its certificate, the ledger, connected systems; and who is told."""

from datetime import datetime

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.evidence.actions import Fact, record_evidence
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Competency
from lms.exchange.actions import publish_event
from lms.exchange.enums import EventKind
from lms.notices.actions import notify
from lms.people.actions.authority import end_authority, grant_authority, lift_suspension, suspend_authority
from lms.people.domain.authority import FALLS_TO
from lms.people.enums import AuthorityEnd, Entrustment
from lms.people.models import Authority, User

from ..enums import GRANTING, RESTORING, PanelAction
from ..models import PanelItem
from .certificate_states import give_way
from .certify import certificate_for, follow

# What was decided about somebody, as a fact in the ledger.
SOURCE = "panel"


def take_effect(item: PanelItem, signer: User, moment: datetime) -> None:
    """In the caller's transaction; sets the item's certificate and evidence, which the caller saves."""
    if item.action in GRANTING:
        _grant(item, signer, moment)
    elif item.action in RESTORING:
        _restore(item, signer, moment)
    elif item.action == PanelAction.LOWER:
        _lower(item, signer, moment)
    elif item.action == PanelAction.SUSPEND:
        held = suspend_authority(user=item.user, nodes=[item.node], reason=_why(item), actor_key=signer.key, now=moment)
        for row in held:
            follow(row.certificate, item.user, reason=_why(item), actor=signer, now=moment)
    elif item.action == PanelAction.REVOKE:
        _revoke(item, signer, moment)
    item.evidence_id = record_evidence(bank=item.bank, fact=_fact(item, signer, moment)).public_id
    _publish(item, moment)
    _tell(item, moment)


def _grant(item: PanelItem, signer: User, moment: datetime) -> None:
    level = Entrustment(item.level)
    older = _standing(item)
    item.certificate_number = certificate_for(
        user=item.user,
        nodes=[item.node],
        level=level,
        amount_limit=item.amount_limit,
        products=list(item.products),
        decision_id=item.public_id,
        actor=signer,
        ends_on=item.ends_on,
        now=moment,
    )
    grant_authority(
        user=item.user,
        node=item.node,
        level=level,
        actor_key=signer.key,
        amount_limit=item.amount_limit,
        products=item.products,
        ends_on=item.ends_on,
        disuse_days=item.disuse_days,
        certificate=item.certificate_number,
        decision=item.public_id,
        reason=item.sitting.title,
        now=moment,
    )
    if older is not None and item.certificate_number:
        words = _("Certified anew: %(number)s") % {"number": item.certificate_number}
        give_way(number=older.certificate, user=item.user, to=item.certificate_number, reason=words, actor=signer, now=moment)


def _standing(item: PanelItem) -> Authority | None:
    return Authority.objects.filter(user=item.user, node=item.node, ended_at__isnull=True).first()


def _restore(item: PanelItem, signer: User, moment: datetime) -> None:
    row = lift_suspension(user=item.user, node=item.node, reason=_why(item), actor_key=signer.key, now=moment)
    if row is not None:
        follow(row.certificate, item.user, reason=_why(item), actor=signer, now=moment)


def _lower(item: PanelItem, signer: User, moment: datetime) -> None:
    """Back beside the mentor; the certificate of what was held before goes with it."""
    older = _standing(item)
    grant_authority(
        user=item.user, node=item.node, level=FALLS_TO, actor_key=signer.key, decision=item.public_id, reason=_why(item), now=moment
    )
    if older is not None:
        follow(older.certificate, item.user, reason=_why(item), actor=signer, now=moment)


def _revoke(item: PanelItem, signer: User, moment: datetime) -> None:
    row = end_authority(user=item.user, node=item.node, how=AuthorityEnd.REVOKED, reason=_why(item), actor_key=signer.key, now=moment)
    if row is not None:
        follow(row.certificate, item.user, reason=_why(item), actor=signer, now=moment)


def _why(item: PanelItem) -> str:
    return f"{item.sitting.title}: {item.reasons}"[:300]


def _fact(item: PanelItem, signer: User, moment: datetime) -> Fact:
    return Fact(
        person_key=item.user.key,
        kind=EvidenceKind.BUSINESS,
        source_kind=SOURCE,
        source_id=item.public_id,
        happened_at=moment,
        level=item.level or Entrustment.NONE,
        scale="entrustment",
        rater_key=signer.key,
        competency=Competency.objects.filter(code=item.node).first(),
        details={"status": item.status, "action": item.action, "packet": item.packet_digest, "outcome": item.outcome_digest},
        note=item.reasons,
    )


def _publish(item: PanelItem, moment: datetime) -> None:
    payload = {
        "decision": item.public_id,
        "kind": "certification",
        "person": item.user.key,
        "node": item.node,
        "level": item.level,
        "status": item.status,
        "action": item.action,
        "certificate": item.certificate_number,
        "digest": item.outcome_digest,
    }
    publish_event(bank=item.bank, kind=EventKind.DECISION_FINAL, payload=payload, now=moment)


def _tell(item: PanelItem, moment: datetime) -> None:
    notify(
        users=[item.user],
        kind="panel_decided",
        title=gettext_lazy("The certification panel has decided about you"),
        body=format_lazy(gettext_lazy("You can read the result and the reasons, and appeal until {day}."), day=str(item.appeal_until)),
        url=reverse("my-panel", args=[item.public_id]),
        needs_decision=True,
        dedupe_key=f"panel-decided-{item.public_id}",
        now=moment,
    )
    notify(
        users=[condition.owner for condition in item.conditions.select_related("owner")],
        kind="panel_condition",
        title=format_lazy(gettext_lazy("You see to a condition of the panel about {name}"), name=item.user.name),
        url=reverse("panel-conditions"),
        dedupe_key=f"panel-condition-{item.public_id}",
        now=moment,
    )
