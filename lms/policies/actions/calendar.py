"""Enter public holidays and make-up days, and take them out again."""

from datetime import date, timedelta

from django.db import transaction

from lms.people.models import Organisation
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import CalendarDay

LONGEST = 31


def _days(first: date, last: date) -> list[date]:
    """Raises ValueError for a span that runs backwards or is no holiday any more."""
    count = (last - first).days + 1
    if not 1 <= count <= LONGEST:
        raise ValueError(f"a span has 1 to {LONGEST} days, not {count}")
    return [first + timedelta(days=step) for step in range(count)]


def _log(bank: Organisation, verb: str, first: date, last: date, actor_key: str, **details: object) -> None:
    log_act(
        organisation_key=bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="calendar",
        object_id=bank.public_id,
        details={"from": first.isoformat(), "until": last.isoformat(), **details},
    )


@transaction.atomic
def enter_calendar_days(*, bank: Organisation, first: date, last: date, is_working: bool, note: str, actor_key: str) -> int:
    """Days off or worked, from ``first`` to ``last``; what was entered for them before is replaced. How many days."""
    days = _days(first, last)
    CalendarDay.objects.filter(bank=bank, day__in=days).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(bank=bank, day=day, is_working=is_working, note=note, decided_by_key=actor_key) for day in days
    )
    _log(bank, Verb.CHANGED, first, last, actor_key, worked=is_working, note=note)
    return len(days)


@transaction.atomic
def remove_calendar_days(*, bank: Organisation, first: date, last: date, actor_key: str) -> int:
    """Forget what was entered for these days; how many were."""
    count, _kinds = CalendarDay.objects.filter(bank=bank, day__in=_days(first, last)).delete()
    if count:
        _log(bank, Verb.REMOVED, first, last, actor_key)
    return count
