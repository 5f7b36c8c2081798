"""Somebody of the union reads a bank: opened for a time, and the bank is told at once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.actions import open_bank
from lms.people.enums import MANAGER_ROLES
from lms.people.models import BankAccess, Organisation, User
from lms.people.queries import people_with_role


@transaction.atomic
def read_bank(*, user: User, bank: Organisation, reason: str, hours: int, now: datetime | None = None) -> BankAccess:
    """Raises AccessProblem. The notice says who, why and until when; each look stands in the bank's log."""
    moment = now or timezone.now()
    access = open_bank(user=user, bank=bank, reason=reason, hours=hours, now=moment)
    notify(
        users=list(people_with_role(bank, *MANAGER_ROLES)),
        kind="bank_access",
        title=format_lazy(
            gettext_lazy("{person} of {union} reads this bank's records until {until}"),
            person=user.name,
            union=str(user.bank or ""),
            until=f"{timezone.localtime(access.ends_at):%m-%d %H:%M}",
        ),
        body=access.reason,
        now=moment,
    )
    return access
