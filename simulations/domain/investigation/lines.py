"""The lines of an investigation's three statements, in the order of the sheet (domain.md 2.2)."""

from collections.abc import Mapping
from typing import Any

ASSETS = ("cash", "receivables", "prepaid_goods", "prepaid_rent", "inventory", "deposits", "transfer_fee")
FIXED = ("fixed_vehicle", "fixed_equipment", "fixed_fitting", "fixed_greenhouse", "fixed_pens")
LIABILITIES = ("payables", "advances", "loan_bank", "loan_online", "loan_card", "loan_car", "loan_relatives", "loan_private")
OPEX = ("rent", "wages", "electricity", "gas", "transport", "packaging", "repairs", "insurance", "tax", "other")
INCOME = ("sales", "cogs", *(f"opex_{line}" for line in OPEX), "interest_total", "other_household_income", "household_expense")
OPENING = (
    "opening_cash",
    "opening_receivables",
    "opening_prepaid",
    "opening_inventory",
    "opening_payables",
    "opening_advances",
)
FLOWS = ("borrowed", "injection", "principal_paid", "assets_bought", "non_operating")
"""Money that moved in the year beside business and household; the first two came in, the others went out."""

ALL = (*ASSETS, *FIXED, *LIABILITIES, *INCOME, *OPENING, *FLOWS)


def fixed_lines(trade: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The fixed assets of a trade; all of them where the case has no trade of the engine's."""
    return FIXED if trade is None else tuple(trade)


def side_of(line: str) -> str:
    """Which statement a line stands in."""
    if line in ASSETS or line.startswith("fixed_"):
        return "assets"
    if line in LIABILITIES:
        return "liabilities"
    if line in INCOME:
        return "income"
    return "cash_flow"
