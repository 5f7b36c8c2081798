"""Lay down a policy value from a day on."""

from datetime import date

from django.db import transaction

from lms.people.models import Organisation
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.catalogue import parse
from ..models import PolicyValue, RegulationVersion


@transaction.atomic
def set_policy_value(
    *, bank: Organisation, key: str, value: object, effective_on: date, reason: str, actor_key: str, source: RegulationVersion | None = None
) -> PolicyValue:
    """Add a dated value; raises PolicyProblem for one that can't be used."""
    parsed = parse(key, value)
    row = PolicyValue.objects.create(
        bank=bank,
        key=key,
        value=parsed if isinstance(parsed, bool | int) else str(parsed),
        effective_on=effective_on,
        source=source,
        reason=reason,
        decided_by_key=actor_key,
    )
    log_act(
        organisation_key=bank.public_id,
        actor_key=actor_key,
        verb=Verb.CHANGED,
        object_kind="policy",
        object_id=key,
        details={"value": str(row.value), "effective_on": effective_on.isoformat()},
        reason=reason,
    )
    return row
