"""When a session's check-in is open, which code is right now, and who comes late."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Phase = Literal["early", "open", "late", "over"]

DIGITS = 6


@dataclass(frozen=True)
class Window:
    """The check-in of one session; ``grace`` is how long after the start one still counts as on time."""

    opens_at: datetime
    starts_at: datetime
    closes_at: datetime
    grace: timedelta

    @property
    def late_after(self) -> datetime:
        return self.starts_at + self.grace

    def phase(self, at: datetime) -> Phase:
        """``early`` and ``over`` take no check-in; ``late`` still does."""
        if at < self.opens_at:
            return "early"
        if at >= self.closes_at:
            return "over"
        return "late" if at > self.late_after else "open"


def window_of(*, starts_at: datetime, ends_at: datetime, open_before_minutes: int, late_after_minutes: int) -> Window:
    return Window(
        opens_at=starts_at - timedelta(minutes=open_before_minutes),
        starts_at=starts_at,
        closes_at=ends_at,
        grace=timedelta(minutes=late_after_minutes),
    )


def minutes_late(window: Window, at: datetime, leaves: Iterable[tuple[datetime, datetime]] = ()) -> int:
    """Whole minutes after the start, 0 for who is on time.

    Who had leave for the beginning is measured from the end of that leave.
    """
    due = max([window.starts_at, *(until for since, until in leaves if since <= window.starts_at < until)])
    return max(1, int((at - due).total_seconds() // 60)) if at > due + window.grace else 0


def code_step(at: datetime, seconds: int) -> int:
    """The number of the interval of ``seconds`` in which ``at`` lies, counted since 1970."""
    return int(at.timestamp() // seconds)


def seconds_left(at: datetime, seconds: int) -> int:
    """How long the code shown at ``at`` stays on the screen, 1 … ``seconds``."""
    return seconds - int(at.timestamp() % seconds)


def code_for(secret: str, step: int) -> str:
    """The six digits of one interval: HMAC-SHA256 of its number under the session's secret."""
    digest = hmac.new(secret.encode(), step.to_bytes(8, "big"), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def matching_step(*, secret: str, typed: str, at: datetime, seconds: int) -> int | None:
    """The interval whose code was typed: the present one or, because typing takes time, the one before; else None."""
    now = code_step(at, seconds)
    found = [step for step in (now, now - 1) if hmac.compare_digest(code_for(secret, step).encode(), typed.encode())]
    return found[0] if found and secret else None


def tidy_code(text: str) -> str:
    """What was typed, with full-width digits made plain and everything else left out."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in "0123456789")
