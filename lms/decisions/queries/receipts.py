"""Who of a cohort has acknowledged its rule, and from when on scores count."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from lms.cohorts.enums import PRESENT_STATES
from lms.cohorts.models import Enrolment
from lms.policies.models import Acknowledgement

from ..models import RuleVersion

OBJECT_KIND = "rule_version"


@dataclass(frozen=True)
class Receipt:
    """One person of the class; ``at`` is None while they have neither acknowledged nor refused before a witness."""

    enrolment: Enrolment
    at: datetime | None
    recorded_at: datetime | None
    refused: bool
    witness_key: str


def receipts_of(version: RuleVersion) -> list[Receipt]:
    """Two queries, whatever the size of the class."""
    rows = Acknowledgement.objects.filter(object_kind=OBJECT_KIND, object_id=version.public_id, digest=version.digest)
    given = {row.user_id: row for row in rows}
    people = Enrolment.objects.filter(cohort_id=version.cohort_id, state__in=PRESENT_STATES).select_related("user")
    found = []
    for enrolment in people.order_by("seat_number", "user__name_pinyin", "id"):
        found.append(_receipt(enrolment, given.get(enrolment.user_id)))
    return found


def _receipt(enrolment: Enrolment, row: Acknowledgement | None) -> Receipt:
    if row is None:
        return Receipt(enrolment, at=None, recorded_at=None, refused=False, witness_key="")
    return Receipt(enrolment, row.acknowledged_at, row.recorded_at, row.refused, row.witness_key)


def in_force_from(version: RuleVersion, receipts: list[Receipt]) -> datetime | None:
    """When the rule was locked and acknowledged by those in the class; None while somebody's receipt is missing.

    Who joins after the lock and after the first day of the class doesn't move this moment for the others.
    """
    if version.locked_at is None or any(receipt.at is None for receipt in receipts):
        return None
    founded = max(timezone.localdate(version.locked_at), version.cohort.starts_on)
    first = [receipt.at for receipt in receipts if receipt.at is not None and receipt.enrolment.joined_on <= founded]
    return max([version.locked_at, *first])


def counts_from(receipt: Receipt, in_force: datetime) -> datetime:
    """From when a person's scores count: for everybody alike, for a late-comer from their own receipt."""
    return max(in_force, receipt.at) if receipt.at is not None else in_force
