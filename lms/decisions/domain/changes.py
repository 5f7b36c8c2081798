"""What would have changed the outcome: points each component was short of the cut, of the line, of its gate."""

from collections.abc import Sequence
from fractions import Fraction

from .exact import exact_text, fixed
from .reading import Json
from .rule import Rule
from .scoring import HUNDRED, Standing


def rounded_up(value: Fraction, places: int, *, more_than: bool = False) -> Fraction:
    """The smallest number with that many decimals that is at least (or more than) ``value``."""
    scale = 10**places
    units = -((-value.numerator * scale) // value.denominator)
    if more_than and Fraction(units, scale) == value:
        units += 1
    return Fraction(units, scale)


def needed(rule: Rule, person: Standing, gap: Fraction, *, more_than: bool = False) -> list[Json]:
    """Per component the points which alone would have closed ``gap``, and whether its maximum leaves room for them."""
    found = []
    for code, share in person.shares.items():
        raw = person.parts[code].raw
        if not share or raw is None:
            continue
        maximum = Fraction(rule.component(code).maximum)
        points = rounded_up(gap / share * maximum / HUNDRED, rule.places, more_than=more_than)
        found.append({"component": code, "points": fixed(points, rule.places), "reachable": raw + points <= maximum})
    return found


def to_standard(rule: Rule, person: Standing) -> Json | None:
    """None where there is no cut or it is met."""
    if rule.standard is None or person.points is None or person.points >= Fraction(rule.standard):
        return None
    gap = Fraction(rule.standard) - person.points
    return {"gap": exact_text(gap), "components": needed(rule, person, gap)}


def to_line(rule: Rule, person: Standing, lowest_above: Fraction) -> Json:
    """For somebody below or on the line: what it would have taken to pass ``lowest_above``, the last one safely above."""
    gap = max(Fraction(), lowest_above - (person.points or Fraction()))
    return {"gap": exact_text(gap), "components": needed(rule, person, gap, more_than=True)}


def to_gates(rule: Rule, person: Standing) -> list[Json]:
    """Points short of each gate that was not passed."""
    found = []
    for code in person.gate_failures:
        component = rule.component(code)
        short = Fraction(component.floor or 0) - (person.parts[code].raw or Fraction())
        found.append({"component": code, "points": fixed(rounded_up(short, rule.places), rule.places)})
    return found


def line_distance(points: Fraction, side: str | None, lowest_above: Fraction | None, highest_below: Fraction | None) -> Fraction | None:
    """Signed distance from the other side of the line; None where there is no line or nobody on the other side."""
    if side is None:
        return None
    other = highest_below if side == "above" else lowest_above
    return None if other is None else points - other


def line_neighbours(ordered: Sequence[tuple[str, Fraction]], effective: int) -> tuple[Fraction | None, Fraction | None]:
    """(composite of the last one above, composite of the first one below) for people in descending order."""
    above = len(ordered) - effective
    lowest_above = ordered[above - 1][1] if above > 0 and effective else None
    return lowest_above, ordered[above][1] if effective and above < len(ordered) else None
