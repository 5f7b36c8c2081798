"""The policy values in force for a bank on a day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils import timezone

from lms.people.models import Organisation

from ..domain.catalogue import CATALOGUE, parse
from ..models import PolicyValue

Value = int | Decimal | bool | str


def policy(bank: Organisation | int, key: str, *, on: date | None = None) -> Value:
    """The value of ``key`` in force at ``bank`` (or its id) on a day (today), else the default."""
    day = on or timezone.localdate()
    bank_id = bank if isinstance(bank, int) else bank.pk
    rows = PolicyValue.objects.filter(bank_id=bank_id, key=key, effective_on__lte=day)
    row = rows.order_by("-effective_on", "-id").values_list("value", flat=True).first()
    return parse(key, CATALOGUE[key].default if row is None else row)


def values_on(bank: Organisation, days: Iterable[date]) -> dict[date, dict[str, Value]]:
    """Every setting's value on each of several days; one query."""
    wanted = set(days)
    rows = list(PolicyValue.objects.filter(bank=bank, effective_on__lte=max(wanted)).order_by("effective_on", "id"))
    found: dict[date, dict[str, Value]] = {}
    for day in wanted:
        newest = {row.key: row.value for row in rows if row.effective_on <= day}
        found[day] = {key: parse(key, newest.get(key, setting.default)) for key, setting in CATALOGUE.items()}
    return found


def current_values(bank: Organisation, *, on: date | None = None) -> dict[str, tuple[Value, PolicyValue | None]]:
    """Every setting with its value in force and the row it comes from (None: the default); one query."""
    day = on or timezone.localdate()
    newest: dict[str, PolicyValue] = {}
    rows = PolicyValue.objects.filter(bank=bank, effective_on__lte=day).select_related("source__regulation")
    for row in rows.order_by("key", "-effective_on", "-id"):
        newest.setdefault(row.key, row)
    return {
        key: (parse(key, newest[key].value if key in newest else setting.default), newest.get(key)) for key, setting in CATALOGUE.items()
    }
