"""The cross-check sheet: which checks a case can be put to, what each needs, and what comes out (domain.md 2.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from ..analysis.numbers import Incomputable, rounded
from ..analysis.tolerances import TOLERANCES, Tolerance, gap
from ..case_file.formulas import CHECKS
from ..case_file.reading import Faults, Node
from ..trades.trade import Trade

Shape = Literal["one", "sum", "rows"]


@dataclass(frozen=True)
class Input:
    """``one`` number, several that are added up (``sum``: ``a+b`` in one field), or ``rows`` of named columns."""

    name: str
    shape: Shape = "one"
    columns: tuple[str, ...] = ()
    rows: int = 0
    required: bool = True


@dataclass(frozen=True)
class SheetLine:
    """One check of the sheet. ``key`` is stable within a case, ``thing`` what is counted where a trade has several of a kind."""

    key: str
    code: str
    inputs: tuple[Input, ...]
    tolerance: Tolerance
    thing: str = ""


INPUTS: Mapping[str, tuple[Input, ...]] = {
    "sales_stock": (Input("opening_stock"), Input("purchases"), Input("closing_stock"), Input("margin")),
    "sales_markup": (Input("purchases"), Input("markup")),
    "sales_receipts": (
        Input("inflow"),
        Input("excluded", "sum", required=False),
        Input("cash", required=False),
        Input("opening_receivables", required=False),
        Input("closing_receivables", required=False),
        Input("opening_advances", required=False),
        Input("closing_advances", required=False),
    ),
    "sales_season": (Input("parts", "rows", ("day_1", "day_2", "day_3", "months"), 3),),
    "sales_staff": (Input("staff"), Input("output")),
    "sales_documents": (Input("count"), Input("average"), Input("share")),
    "sales_material": (Input("quantity"), Input("per_unit"), Input("price"), Input("share")),
    "sales_energy": (Input("cost"), Input("share")),
    "sales_capacity": (Input("units"), Input("turns"), Input("days"), Input("price")),
    "margin_categories": (Input("categories", "rows", ("share", "margin"), 6),),
    "net_margin": (Input("net_profit"), Input("sales")),
    "equity": (
        Input("initial"),
        Input("profit"),
        Input("other_income", required=False),
        Input("injection", required=False),
        Input("household", required=False),
        Input("non_operating", required=False),
        Input("bad_debt", required=False),
        Input("depreciation", required=False),
    ),
    "inventory": (Input("on_site"), Input("consigned", required=False), Input("defective", required=False)),
    "receivable": (Input("ages", "rows", ("amount", "share"), 6),),
    "payable": (Input("statements", "sum"),),
    "cash": (Input("opening"), Input("moves", "sum")),
    "debts": (Input("debts", "sum"),),
    "debt_service": (Input("payments", "sum"),),
    "flow_share": (Input("part"), Input("whole")),
    "purpose": (Input("needs", "sum"),),
    "years": (Input("months"),),
    "household": (Input("per_head"), Input("people"), Input("schooling"), Input("housing")),
}
"""Inputs by the code of the formula; ``rows`` of a season are three sampled days and how many months are like them."""

STANDARD = (
    ("sales_stock", "sales_stock"),
    ("sales_markup", "sales_markup"),
    ("sales_receipts", "sales_receipts"),
    ("sales_season", "sales_season"),
    ("sales_staff", "sales_staff"),
    ("margin", "margin_categories"),
    ("net_margin", "net_margin"),
    ("equity", "equity"),
    ("inventory", "inventory"),
    ("receivable", "receivable"),
    ("payable", "payable"),
    ("cash", "cash"),
    ("debts", "debts"),
    ("debt_service", "debt_service"),
    ("flow_relatives", "flow_share"),
    ("flow_related", "flow_share"),
    ("flow_own_accounts", "flow_share"),
    ("purpose", "purpose"),
    ("years", "years"),
    ("household", "household"),
)
"""Every investigation has the same sheet, so that the sheet gives nothing away; a trade adds what can be counted in it."""


def sheet_of(trade: Trade) -> tuple[SheetLine, ...]:
    """The standard checks and the trade's own measures; the sales checks stand together."""
    counted = [_line(f"{physical.check}_{physical.key}", physical.check, physical.title) for physical in trade.physical]
    lines = [_line(key, code) for key, code in STANDARD if key != "sales_season" or trade.daily]
    at = next(place for place, line in enumerate(lines) if not line.code.startswith("sales"))
    low, high = trade.net_margin
    half = Tolerance("points", Decimal(high - low) / 20 + 1)
    wide = [SheetLine(one.key, one.code, one.inputs, half) if one.code == "net_margin" else one for one in lines]
    return (*wide[:at], *counted, *wide[at:])


def check_names(case: Mapping[str, Any]) -> dict[str, str]:
    """Key of the sheet → id of the case's own check against the claim. A case written by hand numbers its checks; there the first
    one of a code stands for the sheet's."""
    claims = [row for row in case["checks"] if row["against"] == "claim"]
    made = {row["id"].removeprefix("C_"): row["id"] for row in claims if row["id"].startswith("C_")}
    by_code: dict[str, str] = {}
    for row in claims:
        by_code.setdefault(row["code"], row["id"])
    return {key: by_code[code] for key, code in STANDARD if code in by_code} | made


def _line(key: str, code: str, thing: str = "") -> SheetLine:
    return SheetLine(key, code, INPUTS[code], TOLERANCES[CHECKS[code].tolerance], thing)


def usual_net_margin(trade: Trade) -> Decimal:
    """The middle of the trade's range in per cent: what the net margin is held against."""
    low, high = trade.net_margin
    return rounded(Decimal((low + high) // 2) / 10, 1)


class CannotCompute(ValueError):
    """The inputs define no result; ``field`` says which input is the reason, blank for all of them."""

    def __init__(self, field_name: str = "") -> None:
        super().__init__(field_name)
        self.field = field_name


@dataclass(frozen=True)
class Outcome:
    result: Decimal
    deviation: Decimal | None
    within: bool | None


@dataclass(frozen=True)
class Given:
    """What somebody filled in: single numbers, lists, and rows; empty ones are left out."""

    ones: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)


def formula_inputs(line: SheetLine, given: Given) -> dict[str, Any]:
    """As the published formula takes them; raises CannotCompute where a required one is missing."""
    found: dict[str, Any] = {}
    for each in line.inputs:
        value: Any = {"one": given.ones, "sum": given.sums, "rows": given.rows}[each.shape].get(each.name)
        if value:
            found[each.name] = _season(value) if line.code == "sales_season" else value
        elif each.required:
            raise CannotCompute(each.name)
    if line.code == "sales_capacity":
        found["parts"] = [{"turns": found.pop("turns"), "days": found.pop("days")}]
    return found


def _season(rows: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    return [
        {"daily": [row[name] for name in ("day_1", "day_2", "day_3") if row.get(name)], "days": "30", "months": row.get("months", "0")}
        for row in rows
    ]


def compute(line: SheetLine, inputs: Mapping[str, Any], benchmark: Decimal | None) -> Outcome:
    """Result at two decimals and its deviation from what it is held against. Raises CannotCompute."""
    formula, faults = CHECKS[line.code], Faults()
    try:
        result = rounded(formula.compute(Node(inputs, "$", faults)), formula.places)
    except (Incomputable, ArithmeticError) as error:
        raise CannotCompute(getattr(error, "name", "")) from error
    if faults.problems:
        raise CannotCompute(faults.problems[0].path.rsplit(".", 1)[-1])
    if benchmark is None:
        return Outcome(result, None, None)
    try:
        off = rounded(gap(result, benchmark, line.tolerance.unit), 2)
    except Incomputable:
        return Outcome(result, None, None)
    return Outcome(result, off, abs(off) <= line.tolerance.value)
