"""What a row of marks amounts to: the share, what can still be reached, and the alarms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ..enums import AttendanceState
from .late_arrivals import sessions_lost

ATTENDED = frozenset({AttendanceState.PRESENT, AttendanceState.LATE})
COUNTED = ATTENDED | {AttendanceState.ABSENT}
FREE = frozenset({AttendanceState.ON_LEAVE, AttendanceState.EXCUSED})


@dataclass(frozen=True)
class Rules:
    """What a bank has laid down about attendance."""

    minimum_share: Decimal = Decimal("0.90")
    lates_per_absence: int = 3
    absence_alarm_run: int = 2
    code_seconds: int = 30
    late_after_minutes: int = 5
    open_before_minutes: int = 20
    settle_after_hours: int = 2

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "Rules":
        """From policy values by their names without the ``attendance.`` in front."""
        return cls(**{name: values[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Tally:
    """How many sessions of each kind; ``excused`` ones don't count at all."""

    present: int = 0
    late: int = 0
    absent: int = 0
    excused: int = 0

    @property
    def counted(self) -> int:
        return self.present + self.late + self.absent


@dataclass(frozen=True)
class Standing:
    """Where one person stands. Shares are 0 … 1, None while nothing counts.

    ``best`` is the share if every remaining session is attended on time; ``absences_left`` is how many of the remaining
    ones may be missed without falling below the minimum, None where the minimum is out of reach.
    """

    tally: Tally
    remaining: int
    share: Decimal | None
    best: Decimal | None
    absences_left: int | None
    run: int
    met: bool
    unreachable: bool
    run_alarm: bool


def tally(states: Iterable[str]) -> Tally:
    known = [state for state in states if state]
    return Tally(
        present=sum(state == AttendanceState.PRESENT for state in known),
        late=sum(state == AttendanceState.LATE for state in known),
        absent=sum(state == AttendanceState.ABSENT for state in known),
        excused=sum(state in FREE for state in known),
    )


def share(counts: Tally, lates_per_absence: int) -> Decimal | None:
    """Attended sessions of those that count, less those that late arrivals cost."""
    return best_share(counts, 0, lates_per_absence)


def best_share(counts: Tally, remaining: int, lates_per_absence: int) -> Decimal | None:
    """The share if all ``remaining`` sessions are attended on time."""
    attended = counts.present + counts.late - sessions_lost(counts.late, lates_per_absence)
    whole = counts.counted + remaining
    return Decimal(attended + remaining) / Decimal(whole) if whole else None


def absences_left(counts: Tally, remaining: int, rules: Rules) -> int | None:
    """How many of the ``remaining`` sessions may be missed; None where even attending all of them is too little."""
    attended = counts.present + counts.late - sessions_lost(counts.late, rules.lates_per_absence)
    needed = rules.minimum_share * (counts.counted + remaining)
    spare = Decimal(attended + remaining) - needed
    return min(remaining, int(spare)) if spare >= 0 else None


def absences_in_a_row(states: Sequence[str | None]) -> list[int]:
    """The places of the absences up to the latest session, newest first; leave neither counts nor breaks the row."""
    run: list[int] = []
    for place in range(len(states) - 1, -1, -1):
        if states[place] == AttendanceState.ABSENT:
            run.append(place)
        elif states[place] in ATTENDED:
            break
    return run


def absence_run(states: Sequence[str | None]) -> int:
    return len(absences_in_a_row(states))


def standing(states: Sequence[str], remaining: int, rules: Rules) -> Standing:
    """``states`` in order of time, "" for a session not settled yet; ``remaining`` counts those still to come."""
    counts, run = tally(states), absence_run(states)
    now = share(counts, rules.lates_per_absence)
    best = best_share(counts, remaining, rules.lates_per_absence)
    return Standing(
        tally=counts,
        remaining=remaining,
        share=now,
        best=best,
        absences_left=absences_left(counts, remaining, rules),
        run=run,
        met=now is None or now >= rules.minimum_share,
        unreachable=best is not None and best < rules.minimum_share,
        run_alarm=run >= rules.absence_alarm_run,
    )


def settled_state(mark: str, *, on_leave: bool) -> str:
    """What a session's end makes of a mark: who has none was absent, or on leave with approval."""
    return mark or (AttendanceState.ON_LEAVE if on_leave else AttendanceState.ABSENT)


def overlaps(since: datetime, until: datetime, other_since: datetime, other_until: datetime) -> bool:
    """Whether two spans of time share a moment; touching ends don't."""
    return since < other_until and other_since < until


def sits_on(day: date, *, joined_on: date, left_on: date | None) -> bool:
    """Whether somebody belonged to the class on ``day``; the last day counts."""
    return joined_on <= day and (left_on is None or day <= left_on)
