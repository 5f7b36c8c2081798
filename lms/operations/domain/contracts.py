"""Rules of the customer ledger: next check, what overdue days do to the classification, what needs attention."""

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

CATEGORIES = ("normal", "attention", "substandard", "doubtful", "loss")
# Overdue days above which a loan is classified at least so (《商业银行金融资产风险分类办法》, in force since July 2023).
FLOORS = ((360, "loss"), (270, "doubtful"), (90, "substandard"), (0, "attention"))
RENEWAL_DAYS = 60
"""So long before its end a loan's renewal is spoken about."""


def mildest_category(overdue_days: int) -> str:
    """The mildest category that so many overdue days allow."""
    return next((name for above, name in FLOORS if overdue_days > above), "normal")


def is_too_mild(category: str, overdue_days: int) -> bool:
    return CATEGORIES.index(category) < CATEGORIES.index(mildest_category(overdue_days))


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def next_check(*, checked_on: date | None, paid_on: date, due_on: date, months: int) -> date:
    """The first check within fifteen days of disbursement, then every ``months``, never after the end of the loan."""
    if checked_on is None:
        first = date.fromordinal(paid_on.toordinal() + 15)
        return min(first, due_on)
    return min(months_later(checked_on, months), due_on) if checked_on < due_on else months_later(checked_on, 1)


@dataclass(frozen=True)
class Standing:
    """What one contract is looked at for."""

    balance: Decimal
    due_on: date
    overdue_days: int
    category: str
    next_check_on: date | None
    renewal: str
    alert: str


def attention(one: Standing, today: date) -> tuple[str, ...]:
    """Why to look at a contract, most pressing first: ``overdue``, ``too_mild``, ``check_late``, ``alert``, ``matured``, ``renewal``."""
    if one.balance == 0:
        return ()
    found = {
        "overdue": one.overdue_days > 0,
        "too_mild": is_too_mild(one.category, one.overdue_days),
        "check_late": one.next_check_on is not None and one.next_check_on < today,
        "alert": bool(one.alert.strip()),
        "matured": one.due_on < today,
        "renewal": one.renewal == "unknown" and 0 <= (one.due_on - today).days <= RENEWAL_DAYS,
    }
    return tuple(name for name, yes in found.items() if yes)
