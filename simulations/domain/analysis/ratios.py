"""Ratios of domain.md 2.5. Shares are plain (0.4667), turnover is days; the trade decides what is good."""

from decimal import Decimal

from .numbers import DAYS, divided


def debt_ratio(total_liabilities: Decimal, total_assets: Decimal, loan: Decimal = Decimal(0)) -> Decimal:
    """资产负债率, after paying out ``loan``."""
    return divided(total_liabilities + loan, total_assets + loan, "total_assets")


def current_ratio(current_assets: Decimal, current_liabilities: Decimal) -> Decimal:
    return divided(current_assets, current_liabilities, "current_liabilities")


def quick_ratio(current_assets: Decimal, inventory: Decimal, prepaid: Decimal, current_liabilities: Decimal) -> Decimal:
    return divided(current_assets - inventory - prepaid, current_liabilities, "current_liabilities")


def cash_ratio(cash: Decimal, current_liabilities: Decimal) -> Decimal:
    return divided(cash, current_liabilities, "current_liabilities")


def turnover_days(flow: Decimal, opening: Decimal, closing: Decimal) -> Decimal:
    """365 ÷ (flow ÷ average balance): stock on cost of goods, receivables on sales, payables on purchases."""
    return divided(DAYS * (opening + closing) / 2, flow, "flow")


def net_margin(net_profit: Decimal, sales: Decimal) -> Decimal:
    return divided(net_profit, sales, "sales")


def leverage(debts: Decimal, net_disposable: Decimal) -> Decimal:
    """All debts ÷ a year's net income."""
    return divided(debts, net_disposable, "net_disposable")
