"""How often a token may call within a minute, and what a process has counted but not yet written."""

from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock

WRITE_EVERY = 10.0
"""Seconds: a question that comes alone is written with its answer, a rush of them at most this often."""


@dataclass
class Counted:
    """What one system asked on one day."""

    asked: int = 0
    refused: int = 0


@dataclass
class Meter:
    """Of one process; several threads use it at once. ``per_minute`` counts per token and process."""

    minutes: dict[int, tuple[int, int]] = field(default_factory=dict)
    told: dict[tuple[int, str], int] = field(default_factory=dict)
    days: dict[tuple[int, date], Counted] = field(default_factory=dict)
    tokens: dict[int, date] = field(default_factory=dict)
    written_at: float = 0.0
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

    def news(self, token: int, what: str, *, now: datetime) -> bool:
        """Whether this refusal is the first of its kind within the minute: the log names that one, not the thousand after it."""
        minute = int(now.timestamp()) // 60
        with self.lock:
            before = self.told.get((token, what))
            self.told[token, what] = minute
        return before != minute

    def count(self, system: int, token: int, day: date, *, asked: int, refused: int) -> None:
        with self.lock:
            of_day = self.days.setdefault((system, day), Counted())
            of_day.asked += asked
            of_day.refused += refused
            self.tokens[token] = day

    def due(self, now: datetime) -> bool:
        return bool(self.days) and abs(now.timestamp() - self.written_at) >= WRITE_EVERY

    def take(self, now: datetime) -> tuple[dict[tuple[int, date], Counted], dict[int, date]]:
        """Hands over what is to be written."""
        with self.lock:
            days, tokens = self.days, self.tokens
            self.days, self.tokens, self.written_at = {}, {}, now.timestamp()
        return days, tokens

    def put_back(self, days: dict[tuple[int, date], Counted]) -> None:
        """What could not be written counts again."""
        with self.lock:
            for key, one in days.items():
                of_day = self.days.setdefault(key, Counted())
                of_day.asked += one.asked
                of_day.refused += one.refused
