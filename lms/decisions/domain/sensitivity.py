"""Would anyone's side of the line or of the standard change if one weight were five points higher or lower?"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from .reading import Json

SHIFT = Fraction(5, 100)

Sides = Mapping[str, str | None]


def shifted(shares: Mapping[str, Fraction], code: str, by: Fraction) -> dict[str, Fraction]:
    """One share moved (kept within 0…1), the others stretched or shrunk in proportion so that all still sum to 1."""
    moved = min(Fraction(1), max(Fraction(), shares[code] + by))
    factor = (1 - moved) / (1 - shares[code])
    return {each: moved if each == code else share * factor for each, share in shares.items()}


def weight_sensitivity(shares: Mapping[str, Fraction], sides: Callable[[Mapping[str, Fraction]], tuple[Sides, Sides]]) -> list[Json]:
    """``sides`` gives everybody's side of (line, standard) under given shares; each weight is moved both ways."""
    line, standard = sides(shares)
    found: list[Json] = []
    for code, share in shares.items():
        if not 0 < share < 1:
            continue
        for by in (SHIFT, -SHIFT):
            new_line, new_standard = sides(shifted(shares, code, by))
            found.append(
                {
                    "component": code,
                    "shift": "5" if by > 0 else "-5",
                    "line_changed": _changed(line, new_line),
                    "standard_changed": _changed(standard, new_standard),
                }
            )
    return found


def _changed(before: Sides, after: Sides) -> list[str]:
    return sorted(key for key, side in before.items() if after[key] != side)
