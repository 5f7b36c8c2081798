"""One part of a score: its share of what could be had, and the lines that explain it."""

from dataclasses import dataclass, field
from decimal import Decimal

from ..analysis.numbers import rounded

ONE, ZERO = Decimal(1), Decimal(0)


@dataclass(frozen=True)
class ScoreLine:
    """``reason`` is a code that a page can translate; ``share`` is 0…1 of this line's ``weight`` within its part."""

    item: str
    share: Decimal
    reason: str
    weight: Decimal = ONE
    wanted: str = ""
    found: str = ""


@dataclass(frozen=True)
class Part:
    code: str
    share: Decimal
    lines: tuple[ScoreLine, ...] = field(default_factory=tuple)


def averaged(code: str, lines: list[ScoreLine]) -> Part:
    """The weighted mean of its lines; a part without lines is complete."""
    weight = sum((line.weight for line in lines), ZERO)
    share = sum((line.share * line.weight for line in lines), ZERO) / weight if weight else ONE
    return Part(code, clipped(share), tuple(lines))


def clipped(share: Decimal) -> Decimal:
    return min(ONE, max(ZERO, share))


def faded(distance: Decimal, full: Decimal, nothing: Decimal) -> Decimal:
    """1 up to ``full``, 0 from ``nothing`` on, straight between."""
    if distance <= full:
        return ONE
    return clipped((nothing - distance) / (nothing - full)) if nothing > full else ZERO


def shown(value: Decimal) -> str:
    text = format(rounded(value, 2), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
