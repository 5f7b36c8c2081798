"""Acts of this room in the log."""

from collections.abc import Mapping
from datetime import datetime

from lms.people.models import User
from lms.records.actions import log_act

from ..models import CertificationProfile, Decision, RuleVersion


def log_rule(
    version: RuleVersion,
    actor: User,
    verb: str,
    *,
    details: Mapping[str, object] | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> None:
    log_act(
        organisation_key=version.rule.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind="rule_version",
        object_id=version.public_id,
        details={"number": version.number, **(details or {})},
        reason=reason[:500],
        now=now,
    )


def log_profile(
    profile: CertificationProfile,
    actor: User,
    verb: str,
    *,
    details: Mapping[str, object] | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> None:
    log_act(
        organisation_key=profile.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind="certification_profile",
        object_id=profile.public_id,
        details={"number": profile.number, **(details or {})},
        reason=reason[:500],
        now=now,
    )


def log_decision(
    decision: Decision,
    actor: User,
    verb: str,
    *,
    details: Mapping[str, object] | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> None:
    log_act(
        organisation_key=decision.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind="decision",
        object_id=decision.public_id,
        details={"state": decision.state, "number": decision.number, **(details or {})},
        reason=reason[:500],
        now=now,
    )
