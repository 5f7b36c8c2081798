"""What systems called: changes and refusals one by one, questions counted by day."""

import logging
from collections.abc import Mapping
from datetime import date, datetime

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from ..domain.meter import Counted, Meter
from ..models import ClientCall, ClientDay, ClientSystem, ClientToken

logger = logging.getLogger("lms.exchange")
METER = Meter()
"""Of this process: a question must not wait for a write."""


def log_call(
    *,
    system: ClientSystem,
    operation: str,
    status: int,
    key: str = "",
    details: Mapping[str, object] | None = None,
    now: datetime | None = None,
) -> None:
    """``details`` holds codes and names of fields, never what was sent."""
    ClientCall.objects.create(
        bank_id=system.bank_id,
        system=system,
        operation=operation[:60],
        status=status,
        key=key[:64],
        details=dict(details or {}),
        called_at=now or timezone.now(),
    )


def count_questions(*, system: ClientSystem, token_id: int, asked: int, refused: int, now: datetime) -> None:
    """Counted at once, written with the first answer and then at most every ten seconds."""
    METER.count(system.pk, token_id, timezone.localdate(now), asked=asked, refused=refused)
    if METER.due(now):
        write_counts(now=now)


def write_counts(*, now: datetime) -> None:
    """A database that is busy gets the figures later; the answer goes out in any case."""
    days, tokens = METER.take(now)
    try:
        with transaction.atomic():
            _write(days, tokens)
    except DatabaseError:
        METER.put_back(days)
        logger.warning("counts of questions could not be written yet")


def _write(days: dict[tuple[int, date], Counted], tokens: dict[int, date]) -> None:
    for (system, day), count in days.items():
        ClientDay.objects.bulk_create([ClientDay(system_id=system, day=day)], ignore_conflicts=True)
        ClientDay.objects.filter(system=system, day=day).update(asked=F("asked") + count.asked, refused=F("refused") + count.refused)
    for token, day in tokens.items():
        ClientToken.objects.filter(pk=token).exclude(used_on=day).update(used_on=day)
