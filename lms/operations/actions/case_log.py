"""Keeping what happened to a case: in its own history and in the bank's log."""

from collections.abc import Mapping
from datetime import datetime

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import CaseEventKind
from ..models import CaseEvent, LoanCase

VERBS: Mapping[str, Verb] = {
    CaseEventKind.OPENED: Verb.CREATED,
    CaseEventKind.CLOSED: Verb.DECIDED,
    CaseEventKind.DONE: Verb.MARKED,
    CaseEventKind.RETURNED: Verb.REFUSED,
    CaseEventKind.RESOLVED: Verb.DECIDED,
}


def keep_event(
    case: LoanCase,
    kind: CaseEventKind,
    *,
    actor: User | None,
    now: datetime,
    actor_key: str = "",
    milestone: str = "",
    reason: str = "",
    details: Mapping[str, object] | None = None,
) -> CaseEvent:
    """In the caller's transaction; ``details`` are figures, codes and keys, no customer's data and no names."""
    key = actor.key if actor else actor_key
    event = CaseEvent.objects.create(
        case=case,
        kind=kind,
        milestone=milestone,
        reason=reason.strip()[:300],
        details=dict(details or {}),
        by_key=key,
        by_name=actor.name if actor else "",
        happened_at=now,
    )
    log_act(
        organisation_key=case.bank.public_id,
        actor_key=key,
        verb=VERBS.get(kind, Verb.CHANGED),
        object_kind="loan_case",
        object_id=case.public_id,
        details={"kind": str(kind), "milestone": milestone} | dict(details or {}),
        now=now,
    )
    return event


def locked_case(case: LoanCase) -> LoanCase:
    """The case under its lock, with the people on it."""
    rows = LoanCase.objects.select_for_update(of=("self",)).select_related("bank", "lead", "second", "supervisor", "branch")
    return rows.get(pk=case.pk)
