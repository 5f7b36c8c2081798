"""How far apart two signs of presence are."""

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

ROUGH_KM = 2.5
"""Coordinates are kept to a hundredth of a degree; two of them may be so far apart without anybody having moved."""


class Placed(Protocol):
    """Something that may say where it was."""

    @property
    def latitude(self) -> float | None: ...

    @property
    def longitude(self) -> float | None: ...


def distance_km(one: Placed, other: Placed) -> float | None:
    """Great circle distance; None where one of them has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    first, second = radians(one.latitude), radians(other.latitude)
    step = radians(other.longitude - one.longitude)
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(step / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))
