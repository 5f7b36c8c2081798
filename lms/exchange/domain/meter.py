"""How often a token may call within a minute, and what a process has counted but not yet written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock

HOUR = 3600


@dataclass
class Counted:
    """What one system asked on one day."""

    asked: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Refusal:
    """A kind of no: of one token, at one operation, for one reason."""

    bank: int
    system: int
    token: str
    operation: str
    status: int
    code: str


@dataclass
class Refusals:
    """``fields`` and ``since`` are of the first that is not yet written; ``written`` is the hour in which that was done last."""

    since: datetime
    fields: tuple[str, ...]
    times: int = 0
    written: int = -1


@dataclass
class Unwritten:
    """Handed over to be written, and taken back where that fails."""

    days: dict[tuple[int, date], Counted] = field(default_factory=dict)
    tokens: dict[int, date] = field(default_factory=dict)
    refusals: dict[Refusal, Refusals] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.days or self.tokens or self.refusals)


def _hour(moment: datetime) -> int:
    return int(moment.timestamp()) // HOUR


@dataclass
class Meter:
    """Of one process; several threads use it at once. ``per_minute`` counts per token and process."""

    minutes: dict[int, tuple[int, int]] = field(default_factory=dict)
    days: dict[tuple[int, date], Counted] = field(default_factory=dict)
    tokens: dict[int, date] = field(default_factory=dict)
    noted: dict[int, date] = field(default_factory=dict)
    refusals: dict[Refusal, Refusals] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def wait(self, token: int, *, per_minute: int, now: datetime) -> int:
        """Seconds until this token may call again; 0: now."""
        moment = int(now.timestamp())
        minute = moment // 60
        with self.lock:
            began, calls = self.minutes.get(token, (minute, 0))
            calls = calls + 1 if began == minute else 1
            self.minutes[token] = (minute, calls)
        return 60 - moment % 60 if calls > per_minute else 0

    def use(self, token: int, day: date) -> None:
        """The token was called with: news once a day."""
        with self.lock:
            if self.noted.get(token) != day:
                self.noted[token] = self.tokens[token] = day

    def count(self, system: int, day: date, *, asked: int, refused: int) -> None:
        with self.lock:
            of_day = self.days.setdefault((system, day), Counted())
            of_day.asked += asked
            of_day.refused += refused

    def refuse(self, kind: Refusal, *, fields: Iterable[str], now: datetime) -> None:
        """The log names the first of a kind within the hour, and with the hour how many followed it."""
        with self.lock:
            row = self.refusals.setdefault(kind, Refusals(now, tuple(fields)))
            if not row.times:
                row.since, row.fields = now, tuple(fields)
            row.times += 1

    def take(self, now: datetime, *, all_of_it: bool = False) -> Unwritten:
        """Hands over what is to be written; ``all_of_it``: the process ends, and what would wait for its hour can't."""
        with self.lock:
            due = {kind: row for kind, row in self.refusals.items() if row.times and (all_of_it or row.written != _hour(now))}
            taken = Unwritten(self.days, self.tokens, {kind: Refusals(row.since, row.fields, row.times) for kind, row in due.items()})
            self.days, self.tokens = {}, {}
            for row in due.values():
                row.times, row.written = 0, _hour(now)
        return taken

    def put_back(self, taken: Unwritten) -> None:
        """What could not be written counts again."""
        with self.lock:
            for key, one in taken.days.items():
                of_day = self.days.setdefault(key, Counted())
                of_day.asked += one.asked
                of_day.refused += one.refused
            self.tokens = taken.tokens | self.tokens
            for kind, row in taken.refusals.items():
                later = self.refusals.setdefault(kind, row)
                times = row.times + (later.times if later is not row else 0)
                self.refusals[kind] = Refusals(row.since, row.fields, times)
