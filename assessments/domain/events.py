"""Folds the append-only answer events of a sitting into the answers that count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from assessments.domain.receipts import Receipt
from assessments.enums import Placement

Q = TypeVar("Q", str, int)


@dataclass(frozen=True)
class AnswerEvent(Generic[Q]):
    """One answer as received. ``client`` names the page that sent it (a page counts ``client_seq`` up from 1).

    ``base_seq`` is the newest ``server_seq`` the page knew for this question; None from a page that doesn't say.
    """

    server_seq: int
    question: Q
    value: str
    client_seq: int
    idempotency_key: str
    received_at: datetime
    sha256: str = ""
    client: str = ""
    base_seq: int | None = None
    flagged: bool = False


@dataclass(frozen=True)
class Current:
    """What counts for one question now."""

    value: str
    server_seq: int
    client_seq: int
    client: str = ""
    flagged: bool = False


@dataclass(frozen=True)
class Fold(Generic[Q]):
    """``late`` and ``stale`` list server_seqs; ``gaps`` lists numbers that are missing from 1…last."""

    answers: Mapping[Q, Current]
    late: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    gaps: tuple[int, ...] = ()
    receipts: Mapping[str, Receipt] = field(default_factory=dict)

    @property
    def last_seq(self) -> int:
        return max((receipt.server_seq for receipt in self.receipts.values()), default=0)


def place(current: Current | None, event: AnswerEvent[Q]) -> Placement:
    """What becomes of an event that is next in line.

    LATE: the same page has already sent something newer, so this one is kept but doesn't count.
    STALE: another page wrote in between and this page didn't know; it counts, and both sides are told.
    """
    if current is None:
        return Placement.CURRENT
    if event.client == current.client:
        return Placement.LATE if event.client_seq < current.client_seq else Placement.CURRENT
    if event.base_seq is not None and event.base_seq < current.server_seq:
        return Placement.STALE
    return Placement.CURRENT


def fold(events: Iterable[AnswerEvent[Q]]) -> Fold[Q]:
    """The answers that count: per question the highest server_seq, late ones aside. The order of ``events`` doesn't matter.

    A repeated idempotency key counts once, the first time; its receipt is the same ever after.
    """
    answers: dict[Q, Current] = {}
    receipts: dict[str, Receipt] = {}
    seen: dict[Placement, list[int]] = {Placement.LATE: [], Placement.STALE: []}
    for event in sorted(events, key=lambda one: one.server_seq):
        if event.idempotency_key in receipts:
            continue
        placement = place(answers.get(event.question), event)
        receipts[event.idempotency_key] = Receipt(event.server_seq, event.received_at, event.sha256, placement)
        if placement in seen:
            seen[placement].append(event.server_seq)
        if placement != Placement.LATE:
            answers[event.question] = Current(event.value, event.server_seq, event.client_seq, event.client, event.flagged)
    numbers = {receipt.server_seq for receipt in receipts.values()}
    gaps = tuple(number for number in range(1, max(numbers, default=0)) if number not in numbers)
    return Fold(answers, tuple(seen[Placement.LATE]), tuple(seen[Placement.STALE]), gaps, receipts)
