"""Open and leave a bank from above it; every look stands in the bank's own log."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import BankAccess, Organisation, User
from ..queries import banks_below

OBJECT = "bank_access"
LONGEST_HOURS = 8


class AccessProblem(ValueError):
    """A reading that can't be opened; ``code`` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _log(access: BankAccess, verb: str, now: datetime | None, reason: str = "", **details: object) -> None:
    log_act(
        organisation_key=access.bank.public_id,
        actor_key=access.user.key,
        verb=verb,
        object_kind=OBJECT,
        object_id=access.public_id,
        details=details,
        reason=reason,
        now=now,
    )


@transaction.atomic
def open_bank(*, user: User, bank: Organisation, reason: str, hours: int, now: datetime | None = None) -> BankAccess:
    """Read ``bank`` for some hours; whatever was open before is left."""
    moment, reason = now or timezone.now(), reason.strip()
    if not banks_below(user).filter(pk=bank.pk).exists():
        raise AccessProblem("not_below")
    if not reason:
        raise AccessProblem("reason")
    if not 1 <= hours <= LONGEST_HOURS:
        raise AccessProblem("hours")
    leave_bank(user=user, now=moment)
    access = BankAccess.objects.create(user=user, bank=bank, reason=reason, opened_at=moment, ends_at=moment + timedelta(hours=hours))
    _log(access, Verb.CREATED, moment, reason, hours=hours)
    return access


@transaction.atomic
def leave_bank(*, user: User, now: datetime | None = None) -> bool:
    """Close what is open; whether anything was. What has run out ended when it ran out."""
    rows = BankAccess.objects.select_for_update(of=("self",)).select_related("bank", "user")
    access = rows.filter(user=user, closed_at__isnull=True).first()
    if access is None:
        return False
    access.closed_at = min(now or timezone.now(), access.ends_at)
    access.save(update_fields=["closed_at"])
    _log(access, Verb.REMOVED, access.closed_at)
    return True


def log_look(*, access: BankAccess, address: str, now: datetime | None = None) -> None:
    """One page of the bank was looked at."""
    _log(access, Verb.VIEWED, now, address=address[:200])
