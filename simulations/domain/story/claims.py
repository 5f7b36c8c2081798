"""What the customer states, in fen; an honest customer rounds and forgets a little, a concealment changes it on purpose."""

from dataclasses import dataclass

from ..dice import Dice
from ..money import YUAN, permille, round_to
from ..truth.books import Lines, Truth


@dataclass
class Claims:
    """Mutable on purpose: concealments are laid over it one after another. Shares are thousandths."""

    annual_sales: int
    gross_margin: int
    opex: int
    interest: int
    net_profit: int
    other_income: int
    household: int
    assets: Lines
    liabilities: Lines
    months_open: int
    initial: int
    past_profit: int
    past_other_income: int
    past_household: int
    depreciation: int
    injection: int
    non_operating: int
    bad_debt: int
    debt_service: int
    own_accounts: int
    relatives: int
    related: int
    need: int
    amount: int
    purpose: str

    @property
    def equity(self) -> int:
        return sum(self.assets.values()) - sum(self.liabilities.values())

    @property
    def debts(self) -> int:
        return sum(amount for line, amount in self.liabilities.items() if line.startswith("loan_"))


def events_of(truth: Truth, kind: str) -> int:
    return sum(event.amount for event in truth.events if event.kind == kind)


def yearly_service(truth: Truth) -> int:
    """Principal and interest of all debts paid in the year, repayment of what was drawn in it included."""
    interest = sum(truth.annual_lines("interest").values())
    return interest - sum(amount for line, amount in truth.annual_lines("cash").items() if line.startswith("principal_"))


def honest_claims(truth: Truth, dice: Dice) -> Claims:
    """The truth as an honest owner tells it: rounded, a percent or two off, the same things counted."""
    closing = truth.closing
    sales = truth.annual("sales")
    margin = (sales - truth.annual("cogs")) * 1000 // sales
    purpose = dice.pick(truth.trade.purposes)
    past = truth.past

    def said(amount: int, noise: int = 8, unit: int = 1000 * YUAN) -> int:
        return round_to(dice.noisy(amount, noise), unit) if amount >= 20 * unit else amount

    return Claims(
        annual_sales=said(sales, 15, 10_000 * YUAN),
        gross_margin=margin + dice.between(-5, 5),
        opex=said(sum(truth.annual_lines("opex").values()), 12),
        interest=sum(truth.annual_lines("interest").values()),
        net_profit=said(truth.net_profit, 12),
        other_income=truth.annual("other_income"),
        household=said(truth.annual("household"), 20),
        assets={line: amount if line == "cash" else said(amount) for line, amount in closing.assets.items()},
        liabilities={line: said(amount, 6) if line == "payables" else amount for line, amount in closing.liabilities.items()},
        months_open=truth.profile.months_open,
        initial=truth.initial,
        past_profit=said(sum(year.net_profit for year in past), 5),
        past_other_income=sum(year.other_income for year in past),
        past_household=said(sum(year.household for year in past), 5),
        depreciation=sum(year.depreciation for year in past) + truth.annual("depreciation"),
        injection=events_of(truth, "injection"),
        non_operating=sum(event.amount for event in truth.events if event.kind == "non_operating" and _before_or_in(truth, event.index)),
        bad_debt=events_of(truth, "bad_debt"),
        debt_service=yearly_service(truth),
        own_accounts=1000,
        relatives=0,
        related=0,
        need=truth.need,
        amount=round_to(permille(truth.need, dice.between(960, 1060)), 1000 * YUAN),
        purpose=purpose.title,
    )


def _before_or_in(truth: Truth, index: int | None) -> bool:
    return index is None or index >= truth.first
