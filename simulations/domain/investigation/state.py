"""What the acts of an investigation add up to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from simulations.enums import InvestigationPhase


@dataclass(frozen=True)
class VisitAct:
    """One thing that was done; ``data`` is what its form carried plus what it cost and brought."""

    seq: int
    seat: int
    kind: str
    at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """A piece in hand: who got it and how many minutes into the work."""

    piece: str
    seat: int
    minute: int


@dataclass(frozen=True)
class Talk:
    """One question with what it brought; ``words`` blank where a topic was picked."""

    seat: int
    channel: str
    topic: str
    words: str
    pieces: tuple[str, ...]
    minute: int


@dataclass(frozen=True)
class Reading:
    """A figure of one line as one piece of evidence gives it."""

    line: str
    piece: str
    value: Decimal
    seat: int
    minute: int


@dataclass(frozen=True)
class Entry:
    """What goes into the statement where the readings differ, and why."""

    value: Decimal
    reason: str
    seat: int


@dataclass(frozen=True)
class Checked:
    """A cross-check as it was done: amounts in yuan, rates in per cent; ``passed`` None until somebody judged it."""

    key: str
    code: str
    inputs: Mapping[str, Any]
    result: Decimal
    benchmark: Decimal | None
    deviation: Decimal | None
    passed: bool | None
    closed: str
    evidence: tuple[str, ...]
    seat: int


@dataclass(frozen=True)
class Flag:
    """An inconsistency that somebody says is there."""

    code: str
    words: str
    evidence: tuple[str, ...]
    seat: int


@dataclass(frozen=True)
class Soft:
    """A mark 1 to 5 for one side of the person, with what it rests on."""

    code: str
    mark: int
    words: str
    evidence: tuple[str, ...]
    seat: int


@dataclass(frozen=True)
class Offer:
    """The proposal; amount in yuan, term in months."""

    result: str
    amount: Decimal
    term: int
    repayment: str
    conditions: str
    reasons: str
    seat: int


@dataclass(frozen=True)
class State:
    """``rounds`` counts how often the pair went out; ``spent`` is person-minutes by seat."""

    phase: InvestigationPhase = InvestigationPhase.PREPARATION
    consent: bool = False
    outline: str = ""
    rounds: int = 0
    spent: Mapping[int, int] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)
    talks: tuple[Talk, ...] = ()
    readings: tuple[Reading, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    checks: Mapping[str, Checked] = field(default_factory=dict)
    flags: Mapping[str, Flag] = field(default_factory=dict)
    soft: Mapping[str, Soft] = field(default_factory=dict)
    offer: Offer | None = None
    views: Mapping[int, str] = field(default_factory=dict)
    signed: frozenset[int] = frozenset()
    begun_at: datetime | None = None
    signed_at: datetime | None = None
    version: int = 0

    @property
    def minutes(self) -> int:
        return sum(self.spent.values())

    @property
    def closed(self) -> bool:
        return self.phase == InvestigationPhase.HANDED_IN

    def readings_of(self, line: str) -> list[Reading]:
        return [reading for reading in self.readings if reading.line == line]

    def value(self, line: str) -> Decimal | None:
        """What stands in the statement: the entry, or the last reading without one."""
        if line in self.entries:
            return self.entries[line].value
        readings = self.readings_of(line)
        return readings[-1].value if readings else None

    def pay(self, seat: int, minutes: int) -> "State":
        return replace(self, spent={**self.spent, seat: self.spent.get(seat, 0) + minutes}) if minutes else self
