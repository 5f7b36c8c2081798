"""Builds the true state of a business from a trade, dice and wishes."""

from ..dice import Dice
from ..money import WAN, YUAN, permille, round_to
from ..trades.trade import Trade
from .books import Balance, Event, Lines, Month, Truth
from .calendar import month_before
from .costs import Fixed, Rent, household_of, make_fixed, opex_of
from .flows import Flows, make_flows, mix_of
from .history import big_event, make_history
from .loans import Loan, make_loans
from .profile import Profile, make_profile
from .wishes import NOTHING, Wishes

HOUSEHOLD_LIMIT = 520  # thousandths of what business and family earn


class _Draft:
    """Everything but cash, before the opening cash is known."""

    def __init__(self, trade: Trade, dice: Dice, wishes: Wishes) -> None:
        self.trade, self.wishes = trade, wishes
        self.annual = round_to(dice.between(*trade.sales) * YUAN, 1000 * YUAN)
        self.profile: Profile = make_profile(trade, wishes, dice.child("profile"))
        self.first = month_before(self.profile.as_of, self.profile.months - 1)
        self.count = self.profile.months
        self.mix = mix_of(trade, dice.child("mix"))
        self.flows: Flows = make_flows(trade, self.mix, self.annual, self.first, self.count, dice.child("flows"))
        self.fixed: Fixed = make_fixed(trade, self.annual, self.profile, dice.child("fixed"))
        self.loans: list[Loan] = make_loans(self.annual, self.count, self.profile, wishes, dice.child("loans"))
        self.opex = [opex_of(trade, self.fixed, self.flows.sales[index], dice.child(("opex", index))) for index in range(self.count)]
        self.per_head = self._bearable(self.fixed.per_head)
        self.household = [
            household_of(self.profile, self.per_head, self.name(index)[1], dice.child(("house", index))) for index in range(self.count)
        ]
        self.events: list[Event] = []

    def name(self, index: int) -> tuple[int, int]:
        return month_before(self.first, -index)

    def profit(self, index: int) -> int:
        interest = sum(loan.interest(index) for loan in self.loans)
        return self.flows.sales[index] - self.flows.cogs[index] - sum(self.opex[index].values()) - interest

    def _bearable(self, per_head: int) -> int:
        """A family lives within its means: spending a head shrinks until the year leaves enough to repay debts."""
        year = range(self.count - 12, self.count)
        earned = sum(self.profit(index) for index in year) + 12 * self.fixed.other_income
        sides = (self.profile.schooling + self.profile.housing) * YUAN
        most = (permille(earned, HOUSEHOLD_LIMIT) - sides) // (self.profile.people * 12)
        return max(550 * YUAN, min(per_head, most // (10 * YUAN) * 10 * YUAN))

    def cash(self, index: int) -> Lines:
        """The month's flows by line, outflows negative."""
        flows, rent = self.flows, self.fixed.rent
        opex = sum(self.opex[index].values()) - rent.monthly + rent.paid(index)
        lines = {
            "collections": flows.sales[index] - _delta(flows.receivables, index) + _delta(flows.advances, index),
            "other_income": self.fixed.other_income,
            "supplier_payments": -(flows.purchases[index] - _delta(flows.payables, index)),
            "opex": -opex,
            "interest": -sum(loan.interest(index) for loan in self.loans),
            "household": -self.household[index],
            "asset_purchases": -sum(asset.cost for asset in self.fixed.assets if asset.bought == index),
            "non_operating": -sum(event.amount for event in self.events if event.index == index and event.kind == "non_operating"),
        }
        for loan in self.loans:
            lines[f"principal_{loan.line}"] = -loan.repaid(index)
            lines[f"drawn_{loan.line}"] = loan.drawn(index)
        return {line: amount for line, amount in lines.items() if amount}

    def balance(self, index: int, cash: int) -> Balance:
        flows, rent = self.flows, self.fixed.rent
        assets = {
            "cash": cash,
            "receivables": flows.receivables[index],
            "prepaid_rent": rent.prepaid(index),
            "deposits": rent.deposit,
            "inventory": flows.stock[index],
        }
        for asset in self.fixed.assets:
            assets[asset.line] = assets.get(asset.line, 0) + asset.worth(index)
        liabilities = {"payables": flows.payables[index], "advances": flows.advances[index]}
        for loan in self.loans:
            liabilities[loan.line] = liabilities.get(loan.line, 0) + loan.balance(index)
        return Balance(_filled(assets), _filled(liabilities))


def _delta(amounts: dict[int, int], index: int) -> int:
    return amounts[index] - amounts[index - 1]


def _filled(lines: Lines) -> Lines:
    return {line: amount for line, amount in lines.items() if amount or line == "cash"}


def floor_of(draft: _Draft) -> int:
    """Cash that a month must end with: what falls due before customers pay."""
    rent: Rent = draft.fixed.rent
    service = max(sum(loan.repaid(index) + loan.interest(index) for loan in draft.loans) for index in range(draft.count))
    return round_to(draft.fixed.hired * draft.fixed.wage + max(draft.household) + service + rent.monthly, 1000 * YUAN) + WAN // 2


def _settle_cash(draft: _Draft, dice: Dice) -> int:
    """The opening cash under which no month runs dry; what piles up at the end goes into something a family does."""
    floor = floor_of(draft)
    moves = [sum(draft.cash(index).values()) for index in range(draft.count)]
    sums = [sum(moves[: index + 1]) for index in range(draft.count)]
    opening = round_to(max(floor, floor - min(sums)) + permille(draft.annual, dice.between(2, 10)), 100 * YUAN)
    ago = dice.between(3, 5)
    spare = min(opening + total for total in sums[-ago:]) - floor * 14 // 10
    if spare > 2 * WAN and spare > permille(draft.annual, 25):
        amount = round_to(spare * dice.between(80, 95) // 100, 1000 * YUAN)
        draft.events.append(Event(big_event(amount, (), draft.profile, dice), amount, draft.count - ago, "non_operating"))
    return opening


def _months(draft: _Draft, opening: int) -> list[Month]:
    cash, found = opening, []
    for index in range(draft.count):
        lines = draft.cash(index)
        closing = cash + sum(lines.values())
        flows = draft.flows
        found.append(
            Month(
                name=draft.name(index),
                sales=flows.sales[index],
                by_category=flows.by_category[index],
                cogs=flows.cogs[index],
                purchases=flows.purchases[index],
                opex=draft.opex[index],
                interest=_by_line(draft, index),
                other_income=draft.fixed.other_income,
                household=draft.household[index],
                non_operating=-lines.get("non_operating", 0),
                depreciation=sum(_wear(asset.worth(index - 1), asset.worth(index)) for asset in draft.fixed.assets if asset.bought < index),
                cash=lines,
                opening_cash=cash,
                closing=draft.balance(index, closing),
            )
        )
        cash = closing
    return found


def _by_line(draft: _Draft, index: int) -> Lines:
    found: Lines = {}
    for loan in draft.loans:
        if loan.interest(index):
            found[loan.line] = found.get(loan.line, 0) + loan.interest(index)
    return found


def _wear(before: int, after: int) -> int:
    return before - after


def build_truth(trade: Trade, dice: Dice, wishes: Wishes = NOTHING) -> Truth:
    """The same dice and wishes give the same business, to the fen."""
    draft = _Draft(trade, dice, wishes)
    opening_cash = _settle_cash(draft, dice.child("cash"))
    months = _months(draft, opening_cash)
    before = draft.balance(-1, opening_cash)
    truth = Truth(trade, draft.profile, draft.fixed, tuple(draft.loans), tuple(months), before, 0, (), tuple(draft.events), draft.mix, 0)
    bad_debt = round_to(permille(draft.annual, wishes.bad_debt), 1000 * YUAN)
    figures = (truth.net_profit, truth.annual("other_income"), truth.annual("household"), truth.annual("depreciation"))
    initial, past, events = make_history(truth, figures, bad_debt, dice.child("history"))
    return Truth(
        trade,
        draft.profile,
        draft.fixed,
        tuple(draft.loans),
        tuple(months),
        before,
        initial,
        past,
        (*events, *draft.events),
        categories=draft.mix,
        need=_need(draft, truth, dice.child("need")),
        extra={"per_head": draft.per_head},
    )


def _need(draft: _Draft, truth: Truth, dice: Dice) -> int:
    """What the plan really costs, in whole thousands: a sensible part of a year's sales, and of what can be repaid or somewhat more."""
    monthly = truth.net_disposable // 12 - truth.loan_service()
    able = max(monthly, 0) * draft.trade.term * 62 // 100
    size = min(permille(draft.annual, dice.between(60, 160)), able * dice.between(55, 150) // 100)
    return max(2 * WAN, round_to(max(size, permille(draft.annual, 30)), 1000 * YUAN))
