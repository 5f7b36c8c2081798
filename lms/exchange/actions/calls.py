"""What systems called: changes and what was refused of them one by one, questions counted by day, refused questions by the hour."""

import atexit
import logging
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from ..domain.meter import Counted, Meter, Refusal, Refusals
from ..models import ClientCall, ClientDay, ClientSystem, ClientToken
from ..queries import Caller

logger = logging.getLogger("lms.exchange")
METER = Meter()
"""Of this process: a question must not wait for a write."""
WRITE_EVERY = 10.0
AT_THE_END = 5.0
"""Seconds that the end of a process waits for a last write."""


def log_call(
    *,
    system: ClientSystem,
    operation: str,
    status: int,
    token: str = "",
    key: str = "",
    details: Mapping[str, object] | None = None,
    now: datetime | None = None,
) -> None:
    """``details`` holds codes and names of fields, never what was sent; ``token`` how it begins."""
    ClientCall.objects.create(
        bank_id=system.bank_id,
        system=system,
        operation=operation[:60],
        status=status,
        token=token[:12],
        key=key[:64],
        details=dict(details or {}),
        called_at=now or timezone.now(),
    )


def note_use(caller: Caller, *, now: datetime) -> None:
    """Whatever a token is used for, so that nobody revokes the one that is."""
    METER.use(caller.token_id, timezone.localdate(now))
    WRITER.start()


def count_questions(caller: Caller, *, asked: int, refused: int, now: datetime) -> None:
    METER.count(caller.system.pk, timezone.localdate(now), asked=asked, refused=refused)
    WRITER.start()


def count_refusal(caller: Caller, *, operation: str, status: int, code: str, fields: Iterable[str], now: datetime) -> None:
    """Of a call that would have changed nothing."""
    kind = Refusal(caller.bank_id, caller.system.pk, caller.token_hint, operation, status, code)
    METER.refuse(kind, fields=fields, now=now)
    WRITER.start()


def write_counts(*, now: datetime, all_of_it: bool = False) -> None:
    """A database that is busy gets the figures later."""
    taken = METER.take(now, all_of_it=all_of_it)
    if not taken:
        return
    try:
        with transaction.atomic():
            _write_days(taken.days)
            _write_tokens(taken.tokens)
            ClientCall.objects.bulk_create([_call(kind, row) for kind, row in taken.refusals.items()])
    except DatabaseError:
        METER.put_back(taken)
        logger.warning("counts of questions could not be written yet")


def _write_days(days: Mapping[tuple[int, date], Counted]) -> None:
    # In one order everywhere: two processes write the same rows.
    for (system, day), count in sorted(days.items()):
        ClientDay.objects.bulk_create([ClientDay(system_id=system, day=day)], ignore_conflicts=True)
        ClientDay.objects.filter(system=system, day=day).update(asked=F("asked") + count.asked, refused=F("refused") + count.refused)


def _write_tokens(tokens: Mapping[int, date]) -> None:
    for token, day in sorted(tokens.items()):
        ClientToken.objects.filter(pk=token).exclude(used_on__gte=day).update(used_on=day)


def _call(kind: Refusal, row: Refusals) -> ClientCall:
    details: dict[str, object] = {"code": kind.code, "fields": list(row.fields)}
    return ClientCall(
        bank_id=kind.bank,
        system_id=kind.system,
        operation=kind.operation[:60],
        status=kind.status,
        token=kind.token[:12],
        details=details if row.times == 1 else details | {"times": row.times},
        called_at=row.since,
    )


class Writer:
    """Writes what was counted from a thread of its own, which may wait for the database as long as it has to, and at the process's end."""

    def __init__(self) -> None:
        self.thread: Thread | None = None
        self.lock, self.over = Lock(), Event()

    def start(self) -> None:
        """With the first call: a process that is forked takes no thread along."""
        if not settings.EXCHANGE_COUNTS_WRITTEN or (self.thread is not None and self.thread.is_alive()):
            return
        with self.lock:
            if self.thread is None or not self.thread.is_alive():
                self.over = Event()
                self.thread = Thread(target=self.run, name="exchange-counts", daemon=True)
                self.thread.start()
                atexit.register(self.stop)

    def run(self) -> None:
        while not self.over.wait(WRITE_EVERY):
            self.write()
        self.write(all_of_it=True)

    def write(self, *, all_of_it: bool = False) -> None:
        try:
            write_counts(now=timezone.now(), all_of_it=all_of_it)
        except Exception:
            logger.exception("counts of questions could not be written")
        finally:
            # Kept between two writes it would be one more connection for each process, and one day a dead one.
            connection.close()

    def stop(self) -> None:
        self.over.set()
        if self.thread is not None:
            self.thread.join(AT_THE_END)


WRITER = Writer()
