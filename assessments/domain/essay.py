"""What becomes of several markers' points for one answer."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from assessments.domain.question import to_decimal
from assessments.domain.rubric import disagreement

DECIDING = 3


def next_round(marks: Mapping[int, Decimal], *, maximum: Decimal, markers: int) -> int | None:
    """The round still wanted (1 and 2 are independent, 3 decides), or None when the points stand."""
    for number in range(1, markers + 1):
        if number not in marks:
            return number
    if markers > 1 and DECIDING not in marks and disagreement([marks[1], marks[2]], scale=maximum):
        return DECIDING
    return None


def settled_points(marks: Mapping[int, Decimal], *, maximum: Decimal, markers: int) -> Decimal | None:
    """The third marker's points where there is one, else the mean; None while a round is wanted."""
    if next_round(marks, maximum=maximum, markers=markers) is not None:
        return None
    if DECIDING in marks:
        return marks[DECIDING]
    counted = [marks[number] for number in range(1, markers + 1)]
    return to_decimal(sum((Fraction(one) for one in counted), Fraction(0)) / len(counted))
