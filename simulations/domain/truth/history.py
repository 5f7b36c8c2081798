"""The years before the books, made to end at the equity with which the books begin."""

from ..dice import Dice
from ..money import WAN, YUAN, permille, round_to
from .books import Event, PastYear
from .profile import Profile

SPENT = (
    (5 * WAN, ("老人住院自付", "孩子择校", "弟弟结婚随礼置办", "老人丧事")),
    (13 * WAN, ("买家用车", "给父母修房", "弟弟结婚添彩礼", "老人手术自付")),
    (10_000 * WAN, ("县城买房首付", "老家盖房", "儿女婚事", "买学区房添钱")),
)
"""What families spend a sum of up to so much on."""

GIVEN = ("父母给的积蓄", "卖掉老宅所得", "岳父母支援")


def make_history(
    opening: int, figures: tuple[int, int, int, int], profile: Profile, bad_debt: int, dice: Dice
) -> tuple[int, tuple[PastYear, ...], tuple[Event, ...]]:
    """(initial capital, years, events) so that initial + Σ = ``opening`` to the fen.

    ``figures`` are the current year's net profit, other income, household and depreciation.
    """
    years = _years(figures, profile, dice)
    share = dice.between(70, 88) if profile.months_open < 40 else dice.between(30, 60)  # whoever began lately put in most of what is there
    initial = round_to(max(3 * WAN, opening * share // 100), WAN)
    events = [Event("欠款人失联，货款收不回", bad_debt, None, "bad_debt")] if bad_debt else []
    gap = initial + sum(map(_kept, years)) - bad_debt - opening
    while gap >= WAN:
        amount = round_to(gap // 2, WAN) if gap > 12 * WAN and len(events) < 4 else gap // (1000 * YUAN) * 1000 * YUAN
        events.append(Event(big_event(amount, tuple(event.name for event in events), dice), amount, None, "non_operating"))
        gap -= amount
    while gap <= -WAN:
        amount = -gap // (1000 * YUAN) * 1000 * YUAN
        events.append(Event(dice.pick(GIVEN), amount, None, "injection"))
        gap += amount
    last = years[-1]
    years[-1] = PastYear(last.label, last.months, last.net_profit - gap, last.other_income, last.household, last.depreciation)
    return initial, tuple(years), tuple(events)


def big_event(amount: int, used: tuple[str, ...], dice: Dice) -> str:
    """Something that costs about as much and has not happened yet."""
    names = next(names for limit, names in SPENT if amount <= limit)
    return dice.pick([name for name in names if name not in used] or names)


def _kept(year: PastYear) -> int:
    return year.net_profit + year.other_income - year.household - year.depreciation


def _years(figures: tuple[int, int, int, int], profile: Profile, dice: Dice) -> list[PastYear]:
    """Whole years and the odd months before the statement year; earlier years were smaller."""
    months = max(1, profile.months_open - 12)
    parts = ([months % 12] if months % 12 else []) + [12] * (months // 12)
    found = []
    for ago, part in zip(range(len(parts), 0, -1), parts, strict=True):
        size = max(300, 1000 - 110 * ago) * part // 12
        profit, other, household, wear = (round_to(permille(figure, size), 100 * YUAN) for figure in figures)
        found.append(PastYear(f"前{ago}年" if part == 12 else f"开业头{part}个月", part, dice.noisy(profit, 80), other, household, wear))
    return found
