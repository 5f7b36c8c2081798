"""Audits the three statements of a case file: every total, every roll-forward, every identity between them."""

from decimal import Decimal

from ..analysis import statements
from ..analysis.statements import BalanceSheet, IncomeStatement
from .audit import Audit
from .reading import Node

ZERO = Decimal(0)


def read_balance(node: Node) -> BalanceSheet:
    return BalanceSheet(node.lines("assets", negative=False), node.lines("liabilities", negative=False))


def audit_balance(audit: Audit, node: Node) -> BalanceSheet:
    """Totals and equity of one balance sheet."""
    sheet = read_balance(node)
    audit.expect(node, "total_assets", sheet.total_assets)
    audit.expect(node, "total_liabilities", sheet.total_liabilities)
    audit.expect(node, "equity", sheet.equity)
    return sheet


def audit_income(audit: Audit, node: Node) -> IncomeStatement:
    income = IncomeStatement(
        sales=node.number("sales", negative=False),
        cogs=node.number("cogs", negative=False),
        opex=node.lines("opex", negative=False),
        interest=node.lines("interest", negative=False),
        other_household_income=node.number("other_household_income", negative=False),
        household_expense=node.number("household_expense", negative=False),
    )
    for key in ("gross_profit", "opex_total", "interest_total", "net_profit", "net_disposable"):
        audit.expect(node, key, getattr(income, key))
    if income.sales:
        audit.expect(node, "gross_margin", income.gross_margin)
    return income


def audit_truth(audit: Audit) -> None:
    """Opening and closing balance sheet, income, cash flow and equity roll, and what ties them (domain.md 2.2)."""
    truth = audit.root.child("truth")
    opening = audit_balance(audit, truth.child("opening_balance"))
    closing = audit_balance(audit, truth.child("closing_balance"))
    income = audit_income(audit, truth.child("income_statement"))
    _audit_cash(audit, truth.child("cash_flow"), income, opening, closing)
    _audit_roll(audit, truth.child("equity_roll"), income, opening, closing)
    if truth.has("months"):
        _audit_months(audit, truth, income)


def _audit_cash(audit: Audit, node: Node, income: IncomeStatement, opening: BalanceSheet, closing: BalanceSheet) -> None:
    cash = statements.CashFlow(node.number("opening_cash"), node.lines("lines"))
    audit.expect(node, "net", cash.net)
    audit.expect(node, "closing_cash", cash.closing_cash)
    audit.balance(node.at("opening_cash"), cash.opening_cash, opening.held("cash"))
    audit.balance(node.at("closing_cash"), cash.closing_cash, closing.held("cash"))
    wanted = {
        "collections": statements.collections(income, opening, closing),
        "supplier_payments": -statements.supplier_payments(income, opening, closing),
        "opex": -(income.opex_total + statements.change(opening, closing, "prepaid_rent")),
        "interest": -income.interest_total,
        "household": -income.household_expense,
    }
    lines = node.child("lines")
    for line, amount in wanted.items():
        if amount or line in cash.lines:
            audit.balance(lines.at(line), cash.lines.get(line, ZERO), amount)


def _audit_roll(audit: Audit, node: Node, income: IncomeStatement, opening: BalanceSheet, closing: BalanceSheet) -> None:
    roll = statements.EquityRoll(node.number("opening"), node.lines("steps"))
    audit.expect(node, "closing", roll.closing)
    audit.balance(node.at("opening"), roll.opening, opening.equity)
    audit.balance(node.at("closing"), roll.closing, closing.equity)
    steps = node.child("steps")
    wanted = {"net_profit": income.net_profit, "other_income": income.other_household_income, "household": -income.household_expense}
    for step, amount in wanted.items():
        if amount or step in roll.steps:
            audit.balance(steps.at(step), roll.steps.get(step, ZERO), amount)


def _audit_months(audit: Audit, truth: Node, income: IncomeStatement) -> None:
    """Month by month: cash runs on, and the last twelve add up to the year."""
    rows = truth.children("months")
    previous: Decimal | None = None
    for row in rows:
        opening = row.number("opening_cash")
        if previous is not None:
            audit.balance(row.at("opening_cash"), opening, previous)
        previous = audit.expect(row, "closing_cash", opening + sum(row.lines("cash_flow").values(), ZERO))
    year = rows[-12:]
    for key, wanted in (("sales", income.sales), ("cogs", income.cogs)):
        audit.balance(f"{truth.path}.income_statement.{key}", wanted, sum((row.number(key) for row in year), ZERO))
