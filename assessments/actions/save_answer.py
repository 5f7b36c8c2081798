"""Saves one answer: one statement on PostgreSQL, one IMMEDIATE transaction on SQLite; the receipt is made after the commit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from lms.toolkit.prepared import prepared_cursor

from ..domain.receipts import Receipt, answer_hash
from ..enums import Placement
from ..models import AnswerEvent, Sitting

Refusal = Literal["gone", "taken_over", "closed", "late"]

# Raise the sitting's counter where it is open, in time, held by this page and the request is new; then append and upsert.
GATE = """
    UPDATE assessments_sitting SET server_seq = server_seq + 1
    WHERE public_id = %(sitting)s AND state = 'open' AND accepts_until >= %(received)s AND ticket_nonce = %(nonce)s
      AND NOT EXISTS (
        SELECT 1 FROM assessments_answerevent seen
        WHERE seen.sitting_id = assessments_sitting.id AND seen.idempotency_key = %(key)s)
    RETURNING id, server_seq, deadline_at"""
EVENT = """
    INSERT INTO assessments_answerevent
        (sitting_id, position, client_seq, idempotency_key, server_seq, value, flagged, received_at, sha256)
    SELECT id, %(position)s, %(client_seq)s, %(key)s, server_seq, %(value)s, %(flagged)s, %(received)s, %(sha256)s FROM gate"""
CURRENT = """
    INSERT INTO assessments_answercurrent AS held (sitting_id, position, value, flagged, client_seq, server_seq, saved_at)
    SELECT id, %(position)s, %(value)s, %(flagged)s, %(client_seq)s, server_seq, %(received)s FROM gate WHERE true
    ON CONFLICT (sitting_id, position) DO UPDATE
    SET value = excluded.value, flagged = excluded.flagged, client_seq = excluded.client_seq,
        server_seq = excluded.server_seq, saved_at = excluded.saved_at
    WHERE held.client_seq <= excluded.client_seq
    RETURNING 1"""
STATEMENT = f"""
WITH gate AS ({GATE}
), event AS ({EVENT}
), current AS ({CURRENT}
)
SELECT server_seq, deadline_at, EXISTS (SELECT 1 FROM current) FROM gate
"""
# SQLite changes one table in a statement: there the gate's row is handed to the other two.
HANDED = "WITH gate (id, server_seq) AS (VALUES (%(id)s, %(server_seq)s))"
STEPS = (HANDED + EVENT, HANDED + CURRENT)


@dataclass(frozen=True)
class AnswerIn:
    """One answer as a page sent it; ``nonce`` is the ticket's, ``received_at`` the moment the request arrived."""

    sitting: str
    nonce: str
    position: int
    value: str
    flagged: bool
    client_seq: int
    key: str
    received_at: datetime

    @property
    def sha256(self) -> str:
        return answer_hash(sitting=self.sitting, question=self.position, client_seq=self.client_seq, value=self.value)


@dataclass(frozen=True)
class Saved:
    receipt: Receipt
    deadline_at: datetime


class AnswerRefused(Exception):
    """The answer doesn't count; ``reason`` says why. ``recorded`` when it is kept in the log of events all the same."""

    def __init__(self, reason: Refusal, *, recorded: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.recorded = reason, recorded


def save_answer(answer: AnswerIn) -> Saved:
    """Raises AnswerRefused. The same request again gets the same receipt, whatever has happened since."""
    try:
        saved = _save_at_once(answer) if connection.vendor == "postgresql" else _save_in_steps(answer)
    except IntegrityError:
        saved = None  # the same request was on its way twice, and the other was first
    return saved or _receipt_or_refusal(answer)


def _values(answer: AnswerIn) -> dict[str, Any]:
    return {
        "sitting": answer.sitting, "nonce": answer.nonce, "key": answer.key, "position": answer.position, "value": answer.value,
        "client_seq": answer.client_seq, "flagged": answer.flagged, "sha256": answer.sha256,
        "received": connection.ops.adapt_datetimefield_value(answer.received_at),
    }  # fmt: skip


def _save_at_once(answer: AnswerIn) -> Saved | None:
    with prepared_cursor(connection) as cursor:
        cursor.execute(STATEMENT, _values(answer))
        row = cursor.fetchone()
    return _saved(answer, *row) if row else None


@transaction.atomic
def _save_in_steps(answer: AnswerIn) -> Saved | None:
    values = _values(answer)
    with connection.cursor() as cursor:
        for pk, number, deadline in cursor.execute(GATE, values).fetchall():
            event, current = STEPS
            values |= {"id": pk, "server_seq": number}
            cursor.execute(event, values)
            counts = bool(cursor.execute(current, values).fetchall())
            return _saved(answer, number, connection.ops.convert_datetimefield_value(deadline, None, connection), counts)
    return None


def _saved(answer: AnswerIn, number: int, deadline_at: datetime, counts: bool) -> Saved:
    placement = Placement.CURRENT if counts else Placement.LATE
    return Saved(Receipt(number, answer.received_at, answer.sha256, placement), deadline_at)


def _append(sitting: Sitting, answer: AnswerIn) -> int:
    """The event's number; the sitting's row is locked by the update."""
    Sitting.objects.filter(pk=sitting.pk).update(server_seq=F("server_seq") + 1)
    number = Sitting.objects.values_list("server_seq", flat=True).get(pk=sitting.pk)
    AnswerEvent.objects.create(
        sitting=sitting,
        position=answer.position,
        client_seq=answer.client_seq,
        idempotency_key=answer.key,
        server_seq=number,
        value=answer.value,
        flagged=answer.flagged,
        received_at=answer.received_at,
        sha256=answer.sha256,
    )
    return number


def _receipt_or_refusal(answer: AnswerIn) -> Saved:
    """Why nothing was saved just now: it had been before, or it may not be."""
    sitting = Sitting.objects.filter(public_id=answer.sitting).first()
    if sitting is None:
        raise AnswerRefused("gone")
    event = AnswerEvent.objects.filter(sitting=sitting, idempotency_key=answer.key).first()
    if event is not None and event.received_at <= sitting.accepts_until:
        return Saved(Receipt(event.server_seq, event.received_at, event.sha256, _placement(event)), sitting.deadline_at)
    if sitting.ticket_nonce != answer.nonce:
        raise AnswerRefused("taken_over")
    if event is not None:
        raise AnswerRefused("late", recorded=True)
    if answer.received_at > sitting.accepts_until:
        _record_late(sitting, answer)
        raise AnswerRefused("late", recorded=True)
    raise AnswerRefused("closed")


def _placement(event: AnswerEvent) -> Placement:
    """What became of it then: late where something newer had been sent before it arrived."""
    earlier = AnswerEvent.objects.filter(sitting_id=event.sitting_id, position=event.position, server_seq__lt=event.server_seq)
    return Placement.LATE if earlier.filter(client_seq__gt=event.client_seq).exists() else Placement.CURRENT


def _record_late(sitting: Sitting, answer: AnswerIn) -> None:
    """Kept for the marker to see, without counting: ``received_at`` after ``accepts_until`` says so."""
    try:
        with transaction.atomic():
            _append(sitting, answer)
    except IntegrityError:
        return  # sent twice at once; one copy is enough
