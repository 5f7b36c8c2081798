"""The true books in the published format: decimal text in yuan, every total spelt out."""

from typing import Any

from ..analysis.numbers import rounded
from ..money import text, texts, yuan
from .books import Balance, Month, Truth
from .calendar import last_day, month_before, month_text

Json = dict[str, Any]


def balance_json(balance: Balance, date: str) -> Json:
    return {
        "date": date,
        "assets": texts(balance.assets),
        "liabilities": texts(balance.liabilities),
        "total_assets": text(sum(balance.assets.values())),
        "total_liabilities": text(sum(balance.liabilities.values())),
        "equity": text(balance.equity),
    }


def income_json(truth: Truth) -> Json:
    sales, cogs = truth.annual("sales"), truth.annual("cogs")
    opex, interest = truth.annual_lines("opex"), truth.annual_lines("interest")
    return {
        "sales": text(sales),
        "cogs": text(cogs),
        "gross_profit": text(sales - cogs),
        "gross_margin": percent_text(sales - cogs, sales),
        "opex": texts(opex),
        "opex_total": text(sum(opex.values())),
        "interest": texts(interest),
        "interest_total": text(sum(interest.values())),
        "net_profit": text(truth.net_profit),
        "other_household_income": text(truth.annual("other_income")),
        "household_expense": text(truth.annual("household")),
        "net_disposable": text(truth.net_disposable),
    }


def percent_text(part: int, whole: int) -> str:
    """A share in per cent at two decimals, without trailing zeros."""
    shown = format(rounded(yuan(part) * 100 / yuan(whole), 2), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def cash_json(truth: Truth) -> Json:
    lines = truth.annual_lines("cash")
    opening = truth.year[0].opening_cash
    return {
        "opening_cash": text(opening),
        "lines": texts(lines),
        "net": text(sum(lines.values())),
        "closing_cash": text(opening + sum(lines.values())),
    }


def roll_json(truth: Truth) -> Json:
    steps = {
        "net_profit": truth.net_profit,
        "other_income": truth.annual("other_income"),
        "household": -truth.annual("household"),
        "non_operating": -truth.annual("non_operating"),
        "depreciation": -truth.annual("depreciation"),
    }
    steps = {step: amount for step, amount in steps.items() if amount or step == "net_profit"}
    return {"opening": text(truth.opening.equity), "steps": texts(steps), "closing": text(truth.opening.equity + sum(steps.values()))}


def month_json(month: Month) -> Json:
    return {
        "month": month_text(month.name),
        "sales": text(month.sales),
        "cogs": text(month.cogs),
        "purchases": text(month.purchases),
        "opex": texts(month.opex),
        "interest": texts(month.interest),
        "opening_cash": text(month.opening_cash),
        "cash_flow": texts(month.cash),
        "closing_cash": text(month.closing_cash),
        "assets": texts(month.closing.assets),
        "liabilities": texts(month.closing.liabilities),
        "equity": text(month.closing.equity),
    }


def truth_json(truth: Truth) -> Json:
    opened = month_before(truth.months[truth.first].name, 1)
    return {
        "opening_balance": balance_json(truth.opening, last_day(opened)),
        "closing_balance": balance_json(truth.closing, truth.as_of),
        "income_statement": income_json(truth),
        "cash_flow": cash_json(truth),
        "equity_roll": roll_json(truth),
        "categories": [
            {"name": category.name, "share": percent_text(category.share, 1000), "margin": percent_text(category.margin, 1000)}
            for category in truth.categories
        ],
        "initial_equity": text(truth.initial),
        "history": [
            {
                "period": year.label,
                "months": year.months,
                "net_profit": text(year.net_profit),
                "other_income": text(year.other_income),
                "household": text(year.household),
                "depreciation": text(year.depreciation),
            }
            for year in truth.past
        ],
        "events": [
            {
                "name": event.name,
                "kind": event.kind,
                "amount": text(event.amount),
                "month": month_text(truth.months[event.index].name) if event.index is not None else None,
            }
            for event in truth.events
        ],
        "months": [month_json(month) for month in truth.months],
    }
