"""Operating costs, rent paid ahead, fixed assets and their depreciation, household: month by month in fen."""

from dataclasses import dataclass

from ..dice import Dice
from ..money import WAN, YUAN, permille, round_to
from ..trades.trade import Trade
from .profile import Profile


@dataclass(frozen=True)
class Held:
    """A fixed asset: ``bought`` is the index of its month; worth cost less straight-line wear."""

    line: str
    name: str
    cost: int
    bought: int
    life: int

    def worth(self, index: int) -> int:
        """At the end of the month; the month of purchase bears none."""
        if index < self.bought:
            return 0
        return self.cost - self.cost * min(index - self.bought, self.life) // self.life


@dataclass(frozen=True)
class Rent:
    """``months`` are paid together, the first time in month ``start`` of the books; the unused rest is prepaid."""

    monthly: int
    months: int
    start: int
    deposit: int

    def prepaid(self, index: int) -> int:
        return self.monthly * (self.months - 1 - (index - self.start) % self.months)

    def paid(self, index: int) -> int:
        return self.monthly + self.prepaid(index) - self.prepaid(index - 1)


@dataclass(frozen=True)
class Fixed:
    """What doesn't depend on the month's sales."""

    rent: Rent
    hired: int
    wage: int  # a head and month
    basics: dict[str, int]  # fixed part of each cost a month
    assets: tuple[Held, ...]
    other_income: int  # a month
    per_head: int  # household a head and month


def make_fixed(trade: Trade, annual: int, profile: Profile, dice: Dice) -> Fixed:
    rent = max(300 * YUAN, round_to(permille(annual, dice.noisy(trade.rent, 120)) // 12, 100 * YUAN))
    hired = max(0, (annual // YUAN + trade.staff_output // 2) // trade.staff_output - trade.family_workers)
    return Fixed(
        rent=Rent(rent, trade.rent_months, dice.below(trade.rent_months), rent * dice.pick((1, 2, 2)) if trade.rent_months < 12 else 0),
        hired=hired,
        wage=dice.between(*trade.wage) // 100 * 100 * YUAN,
        basics={cost.line: dice.between(*cost.fixed) * YUAN for cost in trade.costs},
        assets=tuple(_held(asset.line, asset.name, asset.cost, asset.life, profile, dice) for asset in trade.assets),
        other_income=dice.between(24, 36) * 100 * YUAN if not profile.spouse_helps else 0,
        per_head=dice.between(85, 190) * 10 * YUAN,
    )


def _held(line: str, name: str, cost: tuple[int, int], life: int, profile: Profile, dice: Dice) -> Held:
    price = dice.between(*cost) // 1000 * 1000 * YUAN
    youngest = profile.months if price > 10 * WAN else 3  # what is dear was bought before the books begin
    age = dice.between(min(youngest, profile.months_open), max(youngest, min(profile.months_open, life * 2 // 3)))
    return Held(line, name, price, profile.months - min(age, profile.months_open), life)


def opex_of(trade: Trade, fixed: Fixed, sold: int, dice: Dice) -> dict[str, int]:
    """One month's costs by line, to the yuan."""
    found = {"rent": fixed.rent.monthly, "wages": fixed.hired * fixed.wage}
    for cost in trade.costs:
        found[cost.line] = round_to(dice.noisy(permille(sold, cost.share), 40), YUAN) + fixed.basics[cost.line]
    return found


def household_of(profile: Profile, per_head: int, month: int, dice: Dice) -> int:
    """A head's spending × people, schooling in March and September, housing monthly, more at New Year."""
    living = per_head * profile.people
    if month in (1, 2):
        living = living * 14 // 10
    school = profile.schooling * YUAN // 2 if month in (3, 9) else 0
    return round_to(dice.noisy(living, 30), 10 * YUAN) + school + profile.housing * YUAN // 12
