"""Sales, goods, receivables and payables month by month: everything rolls forward because each is derived from the one before."""

from dataclasses import dataclass

from ..dice import Dice
from ..money import YUAN, permille, round_to
from ..trades.trade import Category, Trade
from .calendar import MonthName, month_before

BEHIND, AHEAD = 6, 8
"""Months simulated before and after the books, so that the first and last month have neighbours."""


@dataclass(frozen=True)
class Flows:
    """Lists indexed from the first month of the books; negative and later indexes are neighbours. All fen."""

    sales: dict[int, int]
    by_category: dict[int, tuple[int, ...]]
    cogs: dict[int, int]
    stock: dict[int, int]
    purchases: dict[int, int]
    receivables: dict[int, int]
    payables: dict[int, int]
    advances: dict[int, int]


def mix_of(trade: Trade, dice: Dice) -> tuple[Category, ...]:
    """This shop's own mix: shares and margins a little off the trade's, so that no two shops earn the same."""
    shares = [dice.noisy(category.share, 90) for category in trade.categories]
    scaled = [share * 1000 // sum(shares) for share in shares[1:]]
    margins = [dice.noisy(category.margin, 45) for category in trade.categories]
    names = [category.name for category in trade.categories]
    return tuple(Category(*each) for each in zip(names, [1000 - sum(scaled), *scaled], margins, strict=True))


def make_flows(trade: Trade, mix: tuple[Category, ...], annual: int, first: MonthName, months: int, dice: Dice) -> Flows:
    indexes = range(-BEHIND, months + AHEAD)
    sales = _sales(trade, annual, first, indexes, dice)
    split = {index: _split(sales[index], mix) for index in indexes}
    cogs = {index: sum(_cost(part, category.margin) for part, category in zip(split[index], mix, strict=True)) for index in indexes}
    stock = {index: _ahead(cogs, index, trade.stock_ahead) for index in range(-BEHIND, months)}
    purchases = {index: cogs[index] + stock[index] - stock[index - 1] for index in range(1 - BEHIND, months)}
    inside = range(-1, months)
    return Flows(
        sales=sales,
        by_category=split,
        cogs=cogs,
        stock=stock,
        purchases=purchases,
        receivables={index: _behind(sales, index, trade.receivable) for index in inside},
        payables={index: _behind(purchases, index, trade.payable) for index in inside},
        advances={index: round_to(permille(sales[index + 1], trade.advances), YUAN) for index in inside},
    )


def _sales(trade: Trade, annual: int, first: MonthName, indexes: range, dice: Dice) -> dict[int, int]:
    """The year's sales over the seasons with a little luck each month; earlier months a little smaller."""
    whole = sum(trade.season)
    found = {}
    for index in indexes:
        weight = trade.season[month_before(first, -index)[1] - 1]
        growth = 1000 + 4 * min(index, 12)
        found[index] = round_to(dice.noisy(annual * weight * growth // whole // 1000, 35), YUAN)
    return found


def _split(sold: int, mix: tuple[Category, ...]) -> tuple[int, ...]:
    parts = [permille(sold, category.share) for category in mix[1:]]
    return (sold - sum(parts), *parts)


def _cost(sold: int, margin: int) -> int:
    return permille(sold, 1000 - margin)


def _ahead(cogs: dict[int, int], index: int, shares: tuple[int, ...]) -> int:
    return sum(permille(cogs[index + step], share) for step, share in enumerate(shares, 1))


def _behind(amounts: dict[int, int], index: int, shares: tuple[int, ...]) -> int:
    return sum(permille(amounts[index - step], share) for step, share in enumerate(shares) if index - step in amounts)
