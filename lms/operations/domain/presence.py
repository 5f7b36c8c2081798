"""Two-person investigation: both were there, at about the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .places import ROUGH_KM, distance_km

WINDOW = timedelta(minutes=120)


@dataclass(frozen=True)
class Arrival:
    """Coordinates are rough, and missing where the phone gave none."""

    person: int
    at: datetime
    latitude: float | None = None
    longitude: float | None = None


def both_there(arrivals: Sequence[Arrival], lead: int | None, second: int | None, *, window: timedelta = WINDOW) -> bool:
    """Whether a sign-in of each lies within ``window`` of the other and, where both say where, at the same place.

    One person never counts as two.
    """
    if lead is None or second is None or lead == second:
        return False
    leads = [one for one in arrivals if one.person == lead]
    seconds = [one for one in arrivals if one.person == second]
    return any(abs(one.at - other.at) <= window and same_place(one, other) for one in leads for other in seconds)


def same_place(one: Arrival, other: Arrival) -> bool:
    """Not apart further than rough coordinates may be of one place; unknown is not held against anybody."""
    apart = distance_km(one, other)
    return apart is None or apart <= ROUGH_KM
