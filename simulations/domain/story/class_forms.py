"""A case for everybody in a class: different, equally hard, and at least 35 % honest."""

from ..dice import Dice
from ..trades import TRADES
from .case import Case, make_case, natural_stratum
from .difficulty import BANDS, ParallelForms, difficulty_of, report

HONEST_PERCENT = 40
"""Of a class; the promise is 35, rounded up."""

SEEDS = 1_000_000_000


def plan_class(seed: int, level: int, size: int, trades: tuple[str, ...] = ()) -> ParallelForms:
    """``size`` forms within the level's band; trades in turn. The same arguments plan the same class."""
    if size < 1:
        raise ValueError("a class needs at least one form")
    dice = Dice("class", seed, level, size, *trades)
    honest = -(-size * HONEST_PERCENT // 100)
    wanted = dice.shuffled([True] * honest + [False] * (size - honest))
    names = dice.shuffled(trades or tuple(TRADES))
    cases = [_form(names[number % len(names)], level, is_honest, dice.child(number)) for number, is_honest in enumerate(wanted)]
    return report(cases, level)


def _form(trade: str, level: int, honest: bool, dice: Dice) -> Case:
    """The first seed of the right stratum whose case lies in the band."""
    low, high = BANDS[level]
    while True:
        seed = dice.below(SEEDS)
        if (natural_stratum(trade, seed) != "concealing") is not honest:
            continue
        case = make_case(trade, seed, level)
        if low <= difficulty_of(case).points <= high:
            return case
