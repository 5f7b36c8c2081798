"""Which things a case hides: by stratum and level, from its dice."""

from typing import Literal

from ..concealments import CONCEALMENTS, HARMLESS, SERIOUS
from ..dice import Dice
from ..trades.trade import Trade

Stratum = Literal["clean", "harmless", "concealing"]

STRATA: tuple[Stratum, ...] = ("clean", "harmless", "concealing")
CLEAN_SHARE, HARMLESS_SHARE = 250, 170
"""Thousandths of single cases; together above the 35 % that a class is promised."""

LEVELS = (1, 2, 3)


def stratum_of(dice: Dice) -> Stratum:
    drawn = dice.below(1000)
    if drawn < CLEAN_SHARE:
        return "clean"
    return "harmless" if drawn < CLEAN_SHARE + HARMLESS_SHARE else "concealing"


def plan_hidden(trade: Trade, level: int, stratum: Stratum, dice: Dice) -> tuple[str, ...]:
    """Codes in the order in which they are laid over the claims; as many serious ones as the level says."""
    if stratum == "clean":
        return ()
    if stratum == "harmless":
        return (dice.pick([code for code in HARMLESS if CONCEALMENTS[code].applies(trade)]),)
    chosen: list[str] = []
    for code in dice.shuffled(SERIOUS):
        each = CONCEALMENTS[code]
        fits = each.applies(trade) and not any(other in each.excludes or code in CONCEALMENTS[other].excludes for other in chosen)
        if fits and len(chosen) < level:
            chosen.append(code)
    return tuple(sorted(chosen, key=SERIOUS.index))
