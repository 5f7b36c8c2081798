"""Which formula a check or a ratio of a case file uses, and which inputs it reads (docs/formats/case.md lists them)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from ..analysis import capacity, equity, margins, positions, ratios, sales
from ..analysis.numbers import HUNDRED, ZERO, total
from .reading import Node

Compute = Callable[[Node], Decimal]


@dataclass(frozen=True)
class Formula:
    """``tolerance`` names the threshold in ``analysis.tolerances``; results are compared at ``places`` decimals."""

    compute: Compute
    tolerance: str
    places: int = 2


def _n(node: Node, key: str) -> Decimal:
    return node.number(key)


def _o(node: Node, key: str) -> Decimal:
    return node.number(key, ZERO)


def _season(inputs: Node) -> Decimal:
    parts = inputs.children("parts")
    one = Decimal(1)
    return sales.by_season([sales.SeasonPart(part.numbers("daily"), part.number("days", one), part.number("months")) for part in parts])


def _stock(inputs: Node) -> Decimal:
    return sales.by_stock(*(inputs.number(key) for key in ("opening_stock", "purchases", "closing_stock", "margin")))


def _receipts(inputs: Node) -> Decimal:
    pairs = [(inputs.number(f"opening_{key}", ZERO), inputs.number(f"closing_{key}", ZERO)) for key in ("receivables", "advances")]
    return sales.by_receipts(inputs.number("inflow"), inputs.numbers("excluded"), inputs.number("cash", ZERO), *pairs)


def _capacity(inputs: Node) -> Decimal:
    turns = [(part.number("turns"), part.number("days")) for part in inputs.children("parts")]
    return sales.by_capacity(inputs.number("units"), turns, inputs.number("price"))


def _material(inputs: Node) -> Decimal:
    return sales.by_material(*(inputs.number(key) for key in ("quantity", "per_unit", "price", "share")))


def _categories(inputs: Node) -> Decimal:
    return margins.weighted([(part.number("share"), part.number("margin")) for part in inputs.children("categories")])


def _equity(inputs: Node) -> Decimal:
    names = equity.EquityHistory.__dataclass_fields__
    required = {"initial", "profit"}
    values = {name: inputs.number(name, None if name in required else ZERO) for name in names}
    return equity.due(equity.EquityHistory(**values))


def _ages(inputs: Node) -> Decimal:
    return positions.collectable([(part.number("amount"), part.number("share", HUNDRED)) for part in inputs.children("ages")])


def _owned(inputs: Node) -> Decimal:
    return positions.owned_stock(inputs.number("on_site"), inputs.number("consigned", ZERO), inputs.number("defective", ZERO))


def _of(function: Callable[..., Decimal], *names: str) -> Compute:
    return lambda inputs: function(*(inputs.number(name) for name in names))


def _sum(key: str) -> Compute:
    return lambda inputs: total(inputs.numbers(key))


CHECKS: Mapping[str, Formula] = MappingProxyType(
    {
        "equity": Formula(_equity, "equity"),
        "opening_funds": Formula(lambda node: equity.opening_funds(total(node.numbers("uses")), total(node.numbers("borrowed"))), "equity"),
        "sales_season": Formula(_season, "sales_main"),
        "sales_stock": Formula(_stock, "sales_main"),
        "sales_markup": Formula(_of(sales.by_markup, "purchases", "markup"), "sales_main"),
        "sales_receipts": Formula(_receipts, "sales_main"),
        "sales_energy": Formula(_of(sales.by_energy, "cost", "share"), "sales_side"),
        "sales_staff": Formula(_of(sales.by_staff, "staff", "output"), "sales_side"),
        "sales_capacity": Formula(_capacity, "sales_side"),
        "sales_documents": Formula(_of(sales.by_documents, "count", "average", "share"), "sales_main"),
        "sales_material": Formula(_material, "sales_side"),
        "sales_footfall": Formula(_of(sales.by_footfall, "count", "share"), "sales_side"),
        "sales_stated": Formula(_of(lambda value: value, "stated"), "sales_main"),
        "cost_from_margin": Formula(_of(lambda sold, margin: sold * (HUNDRED - margin) / HUNDRED, "sales", "margin"), "sales_main"),
        "margin_categories": Formula(_categories, "margin"),
        "margin_prices": Formula(_of(margins.from_prices, "price", "cost"), "margin"),
        "margin_stated": Formula(_of(lambda value: value, "stated"), "margin"),
        "net_margin": Formula(_of(margins.net_margin, "net_profit", "sales"), "net_margin"),
        "inventory": Formula(
            lambda node: positions.owned_stock(_n(node, "on_site"), _o(node, "consigned"), _o(node, "defective")), "inventory"
        ),
        "inventory_sample": Formula(_of(positions.stock_from_sample, "counted", "share"), "inventory"),
        "receivable": Formula(_ages, "receivable"),
        "payable": Formula(_sum("statements"), "payable"),
        "payable_roll": Formula(_of(positions.rolled, "opening", "added", "settled"), "payable"),
        "debt_service": Formula(_sum("payments"), "debt"),
        "debts": Formula(_sum("debts"), "debt"),
        "flow_balance": Formula(_of(positions.closing_balance, "opening", "inflow", "outflow"), "cash"),
        "flow_share": Formula(_of(positions.share, "part", "whole"), "flow"),
        "cash": Formula(lambda node: _n(node, "opening") + total(node.numbers("moves")), "cash"),
        "purpose": Formula(lambda node: positions.provable(node.numbers("needs"), _o(node, "own_funds")), "purpose"),
        "years": Formula(_of(lambda months: months / Decimal(12), "months"), "years"),
        "household": Formula(_of(positions.household_floor, "per_head", "people", "schooling", "housing"), "household"),
    }
)


def _disposable(inputs: Node) -> Decimal:
    return capacity.monthly_disposable(inputs.number("net_disposable"), inputs.numbers("old_debts"))


def _cap(inputs: Node) -> Decimal:
    return capacity.amount_by_payment(inputs.number("payment"), inputs.number("monthly_rate"), inputs.whole("months"))


RATIOS: Mapping[str, Formula] = MappingProxyType(
    {
        "debt_ratio": Formula(lambda node: ratios.debt_ratio(_n(node, "liabilities"), _n(node, "assets"), _o(node, "loan")), "", 4),
        "current_ratio": Formula(_of(ratios.current_ratio, "current_assets", "current_liabilities"), "", 4),
        "quick_ratio": Formula(_of(ratios.quick_ratio, "current_assets", "inventory", "prepaid", "current_liabilities"), "", 4),
        "cash_ratio": Formula(_of(ratios.cash_ratio, "cash", "current_liabilities"), "", 4),
        "turnover_days": Formula(_of(ratios.turnover_days, "flow", "opening", "closing"), "", 1),
        "net_margin": Formula(_of(ratios.net_margin, "net_profit", "sales"), "", 4),
        "leverage": Formula(_of(ratios.leverage, "debts", "net_disposable"), "", 4),
        "monthly_disposable": Formula(_disposable, ""),
        "payment_limit": Formula(lambda node: capacity.payment_limit(_n(node, "disposable"), node.number("share", HUNDRED * 7 / 10)), ""),
        "coverage": Formula(_of(capacity.coverage, "disposable", "payment"), "", 4),
        "bullet_coverage": Formula(_of(capacity.bullet_coverage, "disposable", "months", "principal", "interest"), "", 4),
        "amount_by_payment": Formula(_cap, ""),
    }
)
