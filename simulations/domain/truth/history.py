"""The years before the books, made to end at the equity with which the books begin."""

from collections.abc import Sequence

from ..dice import Dice
from ..money import WAN, YUAN, permille, round_to
from .books import Event, PastYear, Truth
from .profile import Profile, in_law

Spending = tuple[tuple[str, str], ...]
"""What it was for and who was paid."""

SPENT: tuple[tuple[int, Spending], ...] = (
    (
        5 * WAN,
        (
            ("老人住院", "县人民医院"),
            ("孩子择校", "民办学校"),
            ("老人丧事", "殡葬服务部"),
            ("孩子看病住院", "县人民医院"),
            ("家里换家具家电", "家电商场"),
            ("给老人补缴养老保险", "社保中心"),
        ),
    ),
    (
        13 * WAN,
        (
            ("买家用车", "汽车销售公司"),
            ("给父母修房", "施工队"),
            ("弟弟结婚添彩礼", "弟弟"),
            ("老人做手术", "市医院"),
            ("妹妹出嫁陪嫁", "妹妹"),
            ("老家祖屋翻新", "施工队"),
        ),
    ),
    (
        10_000 * WAN,
        (
            ("给父母在镇上买房", "房产公司"),
            ("弟弟买房帮衬", "弟弟"),
            ("老人重病治疗", "市医院"),
            ("给父母盖房", "施工队"),
            ("妹妹买房帮衬", "妹妹"),
        ),
    ),
)
"""What families spend a sum of up to so much on."""

HOMES_BOUGHT: Spending = (("县城买房", "房产公司"), ("县城房子装修", "装修公司"))
HOMES_BUILT: Spending = (("自家盖房", "施工队"), ("自建房加盖一层", "施工队"))
"""What only somebody spends on who lives in it."""

GIVEN = ("父母给的积蓄", "卖掉老宅所得")


def make_history(
    truth: Truth, figures: tuple[int, int, int, int], bad_debt: int, dice: Dice
) -> tuple[int, tuple[PastYear, ...], tuple[Event, ...]]:
    """(initial capital, years, events) so that initial + Σ = the equity with which the books begin, to the fen.

    ``figures`` are the current year's net profit, other income, household and depreciation.
    """
    profile, opening = truth.profile, truth.opening.equity
    used = [event.name for event in truth.events]
    years = _years(figures, profile, dice)
    share = dice.between(70, 88) if profile.months_open < 40 else dice.between(30, 60)  # whoever began lately put in most of what is there
    initial = round_to(max(3 * WAN, opening * share // 100), WAN)
    events = [Event("欠款人失联，货款收不回", bad_debt, None, "bad_debt")] if bad_debt else []
    gap = initial + sum(map(_kept, years)) - bad_debt - opening
    while gap >= WAN:
        amount = round_to(gap // 2, WAN) if gap > 12 * WAN and len(events) < 4 else gap // (1000 * YUAN) * 1000 * YUAN
        used.append(big_event(amount, used, profile, dice))
        events.append(Event(used[-1], amount, None, "non_operating"))
        gap -= amount
    while gap <= -WAN:
        amount = -gap // (1000 * YUAN) * 1000 * YUAN
        events.append(Event(dice.pick((*GIVEN, f"{in_law(profile)}一家支援")), amount, None, "injection"))
        gap += amount
    last = years[-1]
    years[-1] = PastYear(last.label, last.months, last.net_profit - gap, last.other_income, last.household, last.depreciation)
    return initial, tuple(years), tuple(events)


def big_event(amount: int, used: Sequence[str], profile: Profile, dice: Dice) -> str:
    """Something that costs about as much, fits the home the family lives in and has not happened yet."""
    limit, spending = next(each for each in SPENT if amount <= each[0])
    if limit == SPENT[-1][0]:
        own = HOMES_BUILT if "自建房" in profile.home else HOMES_BOUGHT
        spending = (*(() if "租房" in profile.home else own), *spending)
    names = [name for name, _ in spending]
    return dice.pick([name for name in names if name not in used] or names)


def payee(name: str) -> str:
    """Who was paid for a big event, as a flow shows it."""
    known = (*HOMES_BOUGHT, *HOMES_BUILT, *(pair for _, spending in SPENT for pair in spending))
    return next((who for what, who in known if what == name), "其他")


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
