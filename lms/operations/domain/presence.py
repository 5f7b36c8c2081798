"""Two-person investigation: both were there, at about the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=120)


@dataclass(frozen=True)
class Arrival:
    person: int
    at: datetime


def both_there(arrivals: Sequence[Arrival], lead: int | None, second: int | None, *, window: timedelta = WINDOW) -> bool:
    """Whether a sign-in of each lies within ``window`` of the other; one person never counts as two."""
    if lead is None or second is None or lead == second:
        return False
    leads = [one.at for one in arrivals if one.person == lead]
    seconds = [one.at for one in arrivals if one.person == second]
    return any(abs(one - other) <= window for one in leads for other in seconds)
