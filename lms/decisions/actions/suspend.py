"""Stop somebody's authority at once, by one person with a reason; it comes back only by a panel."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.evidence.actions import Fact, record_many
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Competency
from lms.notices.actions import notify
from lms.people.actions.authority import suspend_authority
from lms.people.domain.authority import FALLS_TO
from lms.people.enums import Entrustment, Role
from lms.people.models import Authority, User
from lms.people.queries import people_with_role
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.random_ids import public_id

from ..domain.certification.falling import LOW_RUN
from ..enums import SuspensionCause
from ..models import Suspension
from ..queries.readiness import fall_at
from ..queries.suspensions import may_suspend
from .certify import follow
from .problems import DecisionProblem

CRITICAL = "critical_event"
"""The source of the fact that somebody's authority was stopped."""


@transaction.atomic
def suspend_person(*, user: User, nodes: Sequence[str], cause: str, reason: str, actor: User, now: datetime | None = None) -> Suspension:
    """What ``user`` holds at ``nodes`` (all of them where none is named) stops with the next question asked about it."""
    moment = now or timezone.now()
    _check(user, actor, reason)
    held = suspend_authority(user=user, nodes=nodes, reason=reason, actor_key=actor.key, now=moment)
    if not held:
        raise DecisionProblem(_("There is nothing left to stop at these nodes: no authority, or it is suspended already."), code="nothing")
    made_id, stopped = public_id(), [row.node for row in held]
    facts = _facts(user, made_id, stopped if nodes else [], cause, reason, actor, moment)
    evidence = record_many(bank=held[0].bank, facts=facts)[0].public_id
    made = _keep(held, cause, reason, actor, evidence, moment, made_id=made_id)
    for number in sorted({row.certificate for row in held}):
        follow(number, user, reason=made.reason, actor=actor, now=moment)
    return made


@transaction.atomic
def keep_red_line(*, stopped: Sequence[Authority], reason: str, actor: User, evidence_id: str, now: datetime) -> Suspension | None:
    """The record of what a red line on a card has stopped; the card is its evidence. None where nothing was left to stop."""
    return _keep(stopped, SuspensionCause.RED_LINE, reason, actor, evidence_id, now) if stopped else None


@transaction.atomic
def suspend_for_low_run(*, user: User, node: str, actor: User, evidence_id: str, now: datetime) -> Suspension | None:
    """Back to taking part at a node whose last cards were as low as the profile says; ``actor`` gave the last one, which is the evidence.

    None where the run is not complete, or nothing above taking part is left to stop. Only a panel gives it back.
    """
    held = Authority.objects.filter(user=user, node=node, ended_at__isnull=True, suspended_at__isnull=True).first()
    if held is None or Entrustment(held.level).rank <= FALLS_TO.rank:
        return None
    fall = fall_at(user, node, now)
    if fall is None or fall.code != LOW_RUN:
        return None
    reason = ngettext(
        "The last card is at or below the level that sends back to taking part.",
        "The last %(n)d cards in a row are at or below the level that sends back to taking part.",
        len(fall.keys),
    ) % {"n": len(fall.keys)}
    stopped = suspend_authority(user=user, nodes=[node], reason=reason, actor_key=actor.key, now=now)
    made = _keep(stopped, SuspensionCause.LOW_RUN, reason, actor, evidence_id, now)
    for number in sorted({row.certificate for row in stopped}):
        follow(number, user, reason=made.reason, actor=actor, now=now)
    return made


def _keep(
    held: Sequence[Authority], cause: str, reason: str, actor: User, evidence_id: str, moment: datetime, *, made_id: str = ""
) -> Suspension:
    made = Suspension.objects.create(
        public_id=made_id or public_id(),
        bank=held[0].bank,
        user=held[0].user,
        nodes=[row.node for row in held],
        cause=cause,
        reason=reason.strip()[:300],
        suspended_by=actor,
        suspended_at=moment,
        evidence_id=evidence_id,
    )
    _log(made, moment)
    _tell(made, moment)
    return made


def _check(user: User, actor: User, reason: str) -> None:
    if not may_suspend(actor, user):
        raise DecisionProblem(
            _("Authority is stopped by the personnel office, the leader, the project board or the person's own mentor."), code="not_allowed"
        )
    if not reason.strip():
        raise DecisionProblem(_("Say what happened; without a reason nobody is suspended."), code="reason")


def _log(made: Suspension, moment: datetime) -> None:
    log_act(
        organisation_key=made.bank.public_id,
        actor_key=made.suspended_by.key,
        verb=Verb.WITHDRAWN,
        object_kind="suspension",
        object_id=made.public_id,
        details={"person": made.user.key, "nodes": made.nodes, "cause": made.cause},
        reason=made.reason,
        now=moment,
    )


def _facts(user: User, source: str, nodes: list[str], cause: str, reason: str, actor: User, moment: datetime) -> list[Fact]:
    """A critical event at each node, or one that concerns all: until a panel has looked, the engine lets nobody climb over it."""
    competencies: list[Competency | None] = [*Competency.objects.filter(code__in=nodes)] or [None]
    return [
        Fact(
            person_key=user.key,
            kind=EvidenceKind.BUSINESS,
            source_kind=CRITICAL,
            source_id=source,
            happened_at=moment,
            level=FALLS_TO,
            scale="entrustment",
            rater_key=actor.key,
            competency=competency,
            details={"critical": cause, "red_line": cause == SuspensionCause.RED_LINE},
            note=reason.strip(),
        )
        for competency in competencies
    ]


def _tell(made: Suspension, moment: datetime) -> None:
    key = f"suspension-{made.public_id}"
    notify(
        users=[made.user],
        kind="authority_suspended",
        title=gettext_lazy("Your authority is suspended"),
        body=format_lazy(
            gettext_lazy("Reason: {reason} Until a panel has heard you, you work beside your mentor. You will be asked for your view."),
            reason=made.reason,
        ),
        url=reverse("my-panels"),
        needs_decision=True,
        dedupe_key=key,
        now=moment,
    )
    office = people_with_role(made.bank, Role.HR, Role.LEADER).exclude(pk=made.suspended_by_id)
    notify(
        users=office,
        kind="authority_suspended_office",
        title=format_lazy(gettext_lazy("Authority suspended: {name}"), name=made.user.name),
        body=gettext_lazy("Only a panel gives it back. Put it on the agenda of the next sitting."),
        url=reverse("suspension-list"),
        dedupe_key=key,
        now=moment,
    )
