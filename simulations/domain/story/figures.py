"""What evidence gives when it is asked for: measured from the truth with honest noise, before anything is hidden."""

from dataclasses import dataclass, field
from decimal import Decimal

from ..analysis.numbers import rounded
from ..dice import Dice
from ..money import YUAN, permille, round_to, yuan
from ..trades.trade import Physical, Trade
from ..truth.books import Truth
from .claims import yearly_service


@dataclass
class Gauge:
    """A physical quantity and what one needs to turn it into sales (see ``Physical``); numbers as the case file writes them."""

    physical: Physical
    inputs: dict[str, str]
    quantity: str


@dataclass
class Figures:
    """Fen, unless a name says otherwise. Mutable: concealments leave their traces here."""

    receipts: int  # electronic takings of the year
    cash_takings: int
    other_inflow: int  # wages of the family, loans paid out
    relatives_in: int = 0
    related_in: int = 0
    agency_in: int = 0
    own_share: int = 1000  # thousandths of takings that reach accounts in the borrower's name
    purchases: int = 0
    on_site: int = 0
    consigned: int = 0
    defective: int = 0
    margins: list[tuple[str, str]] = field(default_factory=list)
    gauges: list[Gauge] = field(default_factory=list)
    staff: int = 0
    staff_output: int = 0
    samples: list[tuple[list[int], int]] = field(default_factory=list)
    seasons: list[str] = field(default_factory=list)  # what each group of sampled months is
    ages: list[tuple[str, int, int]] = field(default_factory=list)  # label, amount, collectable per cent
    statements: list[tuple[str, int]] = field(default_factory=list)
    debts: dict[str, int] = field(default_factory=dict)
    debt_service: int = 0
    months_open: int = 0
    needs: list[tuple[str, int]] = field(default_factory=list)
    per_head: int = 0
    credit_queries: int = 0

    @property
    def inflow(self) -> int:
        """All that an exported flow shows coming in."""
        return self.receipts + self.other_inflow + self.relatives_in + self.related_in + self.agency_in


def measure(truth: Truth, purpose: str, level: int, dice: Dice) -> Figures:
    trade, closing = truth.trade, truth.closing
    sales = truth.annual("sales")
    collected = truth.annual_lines("cash").get("collections", 0)
    cash = permille(collected, trade.channels[0])
    staff = truth.fixed.hired + trade.family_workers
    noise = 8 + 4 * level
    figures = Figures(
        receipts=collected - cash,
        cash_takings=round_to(dice.noisy(cash, noise), YUAN),
        other_inflow=truth.annual("other_income") + _drawn(truth),
        purchases=truth.annual("purchases"),
        on_site=round_to(dice.noisy(closing.held("inventory"), noise), 10 * YUAN),
        margins=[_margin(category.share, category.margin, dice) for category in truth.categories],
        gauges=_gauges(truth, dice),
        staff=staff,
        staff_output=round_to(dice.noisy(sales // staff, 30), 1000 * YUAN),
        samples=_samples(truth, dice) if trade.daily else [],
        seasons=[name for name, group in _groups(truth) if group],
        ages=_ages(closing.held("receivables"), trade.buyers, dice),
        statements=_statements(closing.held("payables"), trade, dice),
        debts={loan.line: loan.balance(len(truth.months) - 1) for loan in truth.loans if loan.balance(len(truth.months) - 1)},
        debt_service=yearly_service(truth),
        months_open=truth.profile.months_open,
        per_head=round_to(dice.noisy(_living(truth) // truth.profile.people, 25), 100 * YUAN),
        credit_queries=dice.below(3),
    )
    items = next(each.items for each in trade.purposes if each.title == purpose)
    parts = [round_to(permille(truth.need, share), 100 * YUAN) for _, share in items]
    parts[-1] += truth.need - sum(parts)
    figures.needs = [(name, part) for (name, _), part in zip(items, parts, strict=True)]
    return figures


def _living(truth: Truth) -> int:
    """A year's household spending without schooling and housing."""
    return truth.annual("household") - (truth.profile.schooling + truth.profile.housing) * YUAN


def _drawn(truth: Truth) -> int:
    return sum(amount for line, amount in truth.annual_lines("cash").items() if line.startswith("drawn_"))


def _margin(share: int, margin: int, dice: Dice) -> tuple[str, str]:
    """A category as sampled: (share, margin) in per cent, a point or less off."""
    return _tenth(share), _tenth(margin + dice.between(-6, 6))


def _tenth(value: int) -> str:
    return f"{value // 10}.{value % 10}" if value % 10 else str(value // 10)


def _gauges(truth: Truth, dice: Dice) -> list[Gauge]:
    """All of them; one price for one product, whoever counts it."""
    prices: dict[int, Decimal] = {}
    for physical in truth.trade.physical:
        usual = physical.price
        prices.setdefault(usual, Decimal(usual) if usual < 50 else rounded(Decimal(dice.noisy(usual, 70)), 0))
    return [_gauge(physical, prices[physical.price], truth, dice) for physical in truth.trade.physical]


def _gauge(physical: Physical, price: Decimal, truth: Truth, dice: Dice) -> Gauge:
    """The quantity that the year's sales used, read off a meter, a bill or a stack of notes."""
    sales = yuan(truth.annual("sales"))
    if physical.check == "sales_energy":
        return _energy(physical, truth, sales, dice)
    pieces = sales * physical.share / 1000 / price
    seen = pieces * (1000 + dice.between(-physical.noise, physical.noise)) / 1000
    share = _tenth(physical.share)
    if physical.check == "sales_documents":
        count = str(rounded(seen, 0))
        return Gauge(physical, {"count": count, "average": str(price), "share": share}, count)
    if physical.check == "sales_capacity":
        return _capacity(physical, seen / (Decimal(physical.share) / 1000), price, dice)
    per_unit = Decimal(physical.per_output) / 1000
    quantity = str(rounded(seen * per_unit, 0))
    return Gauge(physical, {"quantity": quantity, "per_unit": f"{per_unit.normalize():f}", "price": str(price), "share": share}, quantity)


def _energy(physical: Physical, truth: Truth, sales: Decimal, dice: Dice) -> Gauge:
    """The bill is the books' own cost where there is one; the trade's share is what neighbours in the trade pay."""
    booked = truth.annual_lines("opex").get(physical.key)
    cost = yuan(booked) if booked else rounded(sales * physical.per_output / 1000, 2)
    share = rounded(cost / sales * 100 * (1000 + dice.between(-physical.noise, physical.noise)) / 1000, 2)
    shown = f"{cost.normalize():f}"
    return Gauge(physical, {"cost": shown, "share": f"{share:f}"}, shown)


def _capacity(physical: Physical, pieces: Decimal, price: Decimal, dice: Dice) -> Gauge:
    usual = Decimal(dice.noisy(physical.turns, 80)) / 1000
    units = max(Decimal(1), rounded(pieces / physical.days / usual, 0))
    turns = rounded(pieces / units / physical.days, 0 if usual > 100 else 3)
    inputs = {"units": str(units), "turns": f"{turns:f}", "days": str(physical.days), "price": str(price)}
    return Gauge(physical, inputs, str(units))


def _samples(truth: Truth, dice: Dice) -> list[tuple[list[int], int]]:
    """Busy, normal and slack months: three sampled days each and how many months are such."""
    found = []
    for group in [group for _, group in _groups(truth) if group]:
        day = sum(group) // len(group) // 30
        low, high = dice.between(30, 120), dice.between(30, 120)
        days = [day - permille(day, low), day + permille(day, high), day + permille(day, low - high + dice.between(-15, 15))]
        found.append(([round_to(each, 10 * YUAN) for each in days], len(group)))
    return found


def _groups(truth: Truth) -> list[tuple[str, list[int]]]:
    """The year's months by how they compare with the mean."""
    months = [month.sales for month in truth.year]
    mean = sum(months) // 12
    return [
        ("旺月", [sold for sold in months if sold * 100 >= mean * 110]),
        ("平月", [sold for sold in months if mean * 85 <= sold * 100 < mean * 110]),
        ("淡月", [sold for sold in months if sold * 100 < mean * 85]),
    ]


def _ages(owed: int, buyers: tuple[str, ...], dice: Dice) -> list[tuple[str, int, int]]:
    if not owed:
        return []
    names = [buyer for buyer in buyers if "散客" not in buyer] or list(buyers)
    parts = dice.split(owed, min(4, len(names)), 100 * YUAN)
    return [
        (f"{name}（{dice.pick((20, 35, 50))} 天）", part, 100) for name, part in zip(dice.sample(names, len(parts)), parts, strict=True)
    ]


def _statements(owed: int, trade: Trade, dice: Dice) -> list[tuple[str, int]]:
    """What is owed to each supplier that gives credit."""
    if not owed:
        return []
    names = [name for name in trade.suppliers if name not in trade.cash_only]
    parts = dice.shared(owed, trade.shares_of(names), 100 * YUAN)
    return list(zip(names, parts, strict=False))
