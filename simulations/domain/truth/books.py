"""The true books: months, balances, history. Whole fen throughout."""

from dataclasses import dataclass, field

from ..trades.trade import Category, Trade
from .calendar import MonthName, last_day
from .costs import Fixed
from .loans import Loan
from .profile import Profile

Lines = dict[str, int]


@dataclass(frozen=True)
class Balance:
    assets: Lines
    liabilities: Lines

    @property
    def equity(self) -> int:
        return sum(self.assets.values()) - sum(self.liabilities.values())

    def held(self, prefix: str) -> int:
        lines = [*self.assets.items(), *self.liabilities.items()]
        return sum(amount for line, amount in lines if line.startswith(prefix))


@dataclass(frozen=True)
class Month:
    """One month of the books; ``cash`` holds signed flows by line."""

    name: MonthName
    sales: int
    by_category: tuple[int, ...]
    cogs: int
    purchases: int
    opex: Lines
    interest: Lines
    other_income: int
    household: int
    non_operating: int
    depreciation: int
    cash: Lines
    opening_cash: int
    closing: Balance

    @property
    def closing_cash(self) -> int:
        return self.opening_cash + sum(self.cash.values())


@dataclass(frozen=True)
class Event:
    """Something big that happened: a house, a wedding, an illness, a debtor gone. ``index`` None: before the books."""

    name: str
    amount: int
    index: int | None
    kind: str  # non_operating · bad_debt · injection


@dataclass(frozen=True)
class PastYear:
    """A year before the books, as the owner could tell it."""

    label: str
    months: int
    net_profit: int
    other_income: int
    household: int
    depreciation: int


@dataclass(frozen=True)
class Truth:
    """``first`` is the index of the month that opens the statement year; the twelve months from it are the year."""

    trade: Trade
    profile: Profile
    fixed: Fixed
    loans: tuple[Loan, ...]
    months: tuple[Month, ...]
    before: Balance  # when the books begin
    initial: int  # own money put in when the business began
    past: tuple[PastYear, ...]
    events: tuple[Event, ...]
    categories: tuple[Category, ...]
    need: int  # working capital or equipment that is really needed
    extra: Lines = field(default_factory=dict)

    @property
    def first(self) -> int:
        return len(self.months) - 12

    @property
    def year(self) -> tuple[Month, ...]:
        return self.months[self.first :]

    @property
    def opening(self) -> Balance:
        return self.months[self.first - 1].closing if self.first else self.before

    @property
    def closing(self) -> Balance:
        return self.months[-1].closing

    @property
    def as_of(self) -> str:
        return last_day(self.months[-1].name)

    def annual(self, name: str) -> int:
        """The year's sum of a month's plain figure: sales, cogs, purchases, other_income, household …"""
        return sum(int(getattr(month, name)) for month in self.year)

    def annual_lines(self, name: str) -> Lines:
        found: Lines = {}
        for month in self.year:
            for line, amount in getattr(month, name).items():
                found[line] = found.get(line, 0) + amount
        return {line: amount for line, amount in found.items() if amount}

    @property
    def net_profit(self) -> int:
        costs = sum(self.annual_lines("opex").values()) + sum(self.annual_lines("interest").values())
        return self.annual("sales") - self.annual("cogs") - costs

    @property
    def net_disposable(self) -> int:
        return self.net_profit + self.annual("other_income") - self.annual("household")

    def loan_service(self) -> int:
        """Monthly principal of what must still be repaid after the books end."""
        last = len(self.months) - 1
        return sum(min(loan.monthly, loan.balance(last)) for loan in self.loans)
