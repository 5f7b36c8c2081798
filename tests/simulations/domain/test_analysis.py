"""The formulas of the analysis with figures small enough to check in one's head."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.domain.analysis import capacity, equity, margins, positions, ratios, repayment, sales, stress
from simulations.domain.analysis.numbers import Incomputable, deviation, points
from simulations.domain.analysis.statements import (
    BalanceSheet,
    CashFlow,
    EquityRoll,
    IncomeStatement,
    closure,
    collections,
    purchases,
    supplier_payments,
)
from simulations.domain.analysis.tolerances import TOLERANCES, gap, within

OPENING = BalanceSheet({"cash": D(1000), "receivables": D(500), "inventory": D(3000), "fixed_van": D(2000)}, {"payables": D(800)})
CLOSING = BalanceSheet(
    {"cash": D(1900), "receivables": D(700), "inventory": D(3400), "fixed_van": D(1500)}, {"payables": D(900), "advances": D(100)}
)
INCOME = IncomeStatement(D(12000), D(9000), {"rent": D(1000)}, {"loan_bank": D(200)}, D(600), D(900))
CASH = CashFlow(
    D(1000),
    {
        "collections": D(11900),
        "supplier_payments": D(-9300),
        "opex": D(-1000),
        "interest": D(-200),
        "other_income": D(600),
        "household": D(-900),
        "non_operating": D(-200),
    },
)
ROLL = EquityRoll(
    D(5700),
    {"net_profit": D(1800), "other_income": D(600), "household": D(-900), "non_operating": D(-200), "depreciation": D(-500)},
)


def test_the_three_statements_close() -> None:
    assert closure(INCOME, OPENING, CLOSING, CASH, ROLL) == {}
    assert (INCOME.gross_profit, INCOME.net_profit, INCOME.net_disposable) == (3000, 1800, 1500)
    assert collections(INCOME, OPENING, CLOSING) == 11900
    assert supplier_payments(INCOME, OPENING, CLOSING) == 9300
    assert purchases(INCOME, OPENING, CLOSING) == 9400
    assert CASH.closing_cash == 1900
    assert CLOSING.current_assets == 6000


def test_a_statement_that_does_not_close_is_named() -> None:
    wrong = CashFlow(D(1000), {**CASH.lines, "collections": D(12000)})
    assert closure(INCOME, OPENING, CLOSING, wrong, ROLL) == {"closing_cash": (2000, 1900), "collections": (12000, 11900)}


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (sales.by_season([sales.SeasonPart([D(100), D(200)], D(30), D(8)), sales.SeasonPart([D(3000)], D(1), D(4))]), 48000),
        (sales.by_stock(D(400), D(2000), D(410), D(17)), D(1990) / D("0.83")),
        (sales.by_markup(D(800), D(25)), 1000),
        (sales.markup_of(D(20)), 25),
        (sales.by_receipts(D(100), [D(30), D(5)], D(10), (D(4), D(9)), (D(3), D(1))), 82),
        (sales.by_energy(D(30), D(3)), 1000),
        (sales.by_staff(D(3), D(150)), 450),
        (sales.by_capacity(D(40), [(D(4), D(10)), (D(5), D(2))], D(15)), 30000),
        (sales.by_documents(D(100), D(12), D(80)), 1500),
        (sales.by_material(D(570), D("0.15"), D(15), D(75)), 76000),
        (sales.by_footfall(D(64), D(40)), 160),
        (margins.weighted([(D(30), D(8)), (D(30), D(20)), (D(20), D(28)), (D(20), D(15))]), 17),
        (margins.weighted([(D(1), D(10)), (D(1), D(30))]), 20),
        (margins.from_prices(D(10), D(8)), 20),
        (margins.net_margin(D(15), D(100)), 15),
        (margins.outside(D(3), D(5), D(9)), -2),
        (margins.outside(D(12), D(5), D(9)), 3),
        (margins.outside(D(7), D(5), D(9)), 0),
        (positions.owned_stock(D(600), D(180), D(20)), 400),
        (positions.stock_from_sample(D(60), D(75)), 80),
        (positions.collectable([(D(100), D(100)), (D(50), D(40)), (D(30), D(0))]), 120),
        (positions.rolled(D(10), D(90), D(70)), 30),
        (positions.closing_balance(D(5), D(10), D(7)), 8),
        (positions.share(D(30), D(120)), 25),
        (positions.provable([D(4), D(2)], D(1)), 5),
        (positions.provable([D(4)], D(9)), 0),
        (positions.working_capital_need(D(60), D(30), D(17), D(365)), 73),
        (positions.household_floor(D(12), D(4), D(6), D(10)), 64),
        (ratios.debt_ratio(D(35), D(75), D(5)), D("0.5")),
        (ratios.current_ratio(D(6), D(3)), 2),
        (ratios.quick_ratio(D(9), D(3), D(2), D(4)), 1),
        (ratios.cash_ratio(D(1), D(4)), D("0.25")),
        (ratios.turnover_days(D(730), D(10), D(30)), 10),
        (ratios.net_margin(D(1), D(4)), D("0.25")),
        (ratios.leverage(D(30), D(12)), D("2.5")),
        (capacity.monthly_disposable(D(115200), [D(2500)]), 7100),
        (capacity.coverage(D(7100), D(3550)), 2),
        (capacity.payment_limit(D(7100)), 4970),
        (capacity.payment_limit(D(-10)), 0),
        (capacity.amount_by_payment(D(4970), D("0.006"), 24), D("110780.97")),
        (capacity.amount_by_payment(D(100), D(0), 12), 1200),
        (capacity.amount_by_total(D(106), D("0.005"), 12), 1200),
        (capacity.amount(capacity.Limits(D(60500), D(61038), D(90000)), D(150000)), 60000),
        (equity.opening_funds(D(150), D(50)), 100),
        (deviation(D(105), D(100)), 5),
        (deviation(D(0), D(0)), 0),
        (deviation(D(-90), D(-100)), 10),
        (points(D(25), D(17)), 8),
    ],
)
def test_formulas(found: D, wanted: D | int) -> None:
    assert found == wanted


def test_equity_due_counts_every_step() -> None:
    history = equity.EquityHistory(*(D(value) for value in (200, 100, 20, 30, 40, 5, 6, 7, 8, 9)))
    assert equity.due(history) == 200 + 100 + 20 + 30 - 40 - 5 - 6 - 7 + 8 - 9
    assert [equity.reading(D(value)) for value in (1, 0, -1)] == ["profit_overstated", "closed", "hidden_debt"]


def test_the_binding_limit_is_named() -> None:
    assert capacity.Limits(D(6), D(5), D(7)).binding() == "capacity"


@pytest.mark.parametrize(
    "call",
    [
        lambda: deviation(D(1), D(0)),
        lambda: sales.by_stock(D(1), D(1), D(1), D(100)),
        lambda: sales.by_season([sales.SeasonPart([], D(30), D(1))]),
        lambda: margins.weighted([]),
        lambda: ratios.current_ratio(D(1), D(0)),
        lambda: repayment.equal_payment(D(0), D("0.006"), 12),
        lambda: repayment.equal_payment(D("1.005"), D("0.006"), 12),
        lambda: repayment.equal_payment(D(1), D("-0.006"), 12),
        lambda: repayment.equal_principal(D(1), D("0.006"), 0),
        lambda: repayment.seasonal(D(1), D(0), [D(0), D(0)]),
        lambda: repayment.by_batch(D(1), D(0), 6, {7: D(1)}),
        lambda: repayment.plan("balloon", D(1), D(0), 6),
        lambda: repayment.plan("seasonal", D(1), D(0), 6, [D(1)]),
    ],
)
def test_what_is_undefined_is_refused(call: object) -> None:
    with pytest.raises(Incomputable):
        call()  # type: ignore[operator]


AMOUNTS = st.integers(1, 10**8).map(lambda fen: D(fen) / 100)
RATES = st.integers(0, 200).map(lambda value: D(value) / 10000)


@given(amount=AMOUNTS, rate=RATES, months=st.integers(1, 60), data=st.data())
def test_every_plan_repays_the_loan_to_the_cent(amount: D, rate: D, months: int, data: st.DataObject) -> None:
    weights = [D(value) for value in data.draw(st.lists(st.integers(0, 9), min_size=months, max_size=months).filter(any))]
    for kind in ("equal_payment", "equal_principal", "seasonal", "by_batch", "interest_first"):
        rows = repayment.plan(kind, amount, rate, months, weights)
        assert sum(row.principal for row in rows) == amount
        assert rows[-1].balance == 0
        assert [row.period for row in rows] == list(range(1, months + 1))
        assert all(row.principal >= 0 and row.interest >= 0 for row in rows)


def test_plans_follow_the_money() -> None:
    by_batch = repayment.by_batch(D(90000), D("0.006"), 12, {5: D(1), 10: D(2)})
    assert [(row.period, row.principal) for row in by_batch if row.principal] == [(5, 30000), (10, 60000)]
    assert repayment.interest_first(D(1000), D("0.01"), 3)[-1].payment == 1010
    assert [row.principal for row in repayment.equal_principal(D(100), D("0.01"), 3)] == [D("33.33"), D("33.33"), D("33.34")]
    assert repayment.equal_principal(D(300), D("0.01"), 3)[1].interest == 2


def test_stress_lowers_coverage() -> None:
    found = {case.name: case.coverage for case in stress.stress(INCOME, D(0), D(100), D(1200))}
    assert found == {
        "base": D("1.25"),
        "sales": D("1.0"),
        "price": D("0.25"),
        "collection": (D(125) - D(12000) / 365 * 15 / 12) / 100,
        "rate": D("1.24"),
    }


def test_rates_are_compared_in_points() -> None:
    margin, main = TOLERANCES["margin"], TOLERANCES["sales_main"]
    assert gap(D(25), D(17), margin.unit) == 8
    assert gap(D(250), D(200), main.unit) == 25
    assert [within(D(value), main) for value in ("5", "-5", "5.01")] == [True, True, False]
