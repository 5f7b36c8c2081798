"""What must hold for every case; the suite samples it, `make long` runs it for every seed."""

from simulations.domain.evidence.accounts import accounts_of
from simulations.domain.evidence.collect import evidence_of
from simulations.domain.story.case import Case
from simulations.domain.truth.books import Truth


def assert_books_close(truth: Truth) -> None:
    """Assets − liabilities move by exactly what the month says; cash, stock, receivables, payables roll forward."""
    before = truth.before
    for month in truth.months:
        after = month.closing
        costs = sum(month.opex.values()) + sum(month.interest.values())
        profit = month.sales - month.cogs - costs
        moved = profit + month.other_income - month.household - month.non_operating - month.depreciation
        assert after.equity - before.equity == moved
        assert month.closing_cash == after.held("cash")
        assert month.opening_cash == before.held("cash")
        received = month.sales - (after.held("receivables") - before.held("receivables")) + after.held("advances") - before.held("advances")
        assert month.cash.get("collections", 0) == received
        paid = month.purchases - (after.held("payables") - before.held("payables"))
        assert month.cash.get("supplier_payments", 0) == -paid
        assert month.purchases == month.cogs + after.held("inventory") - before.held("inventory")
        assert sum(month.by_category) == month.sales
        assert min(*after.assets.values(), 0) == 0
        assert min(0, *after.liabilities.values()) == 0
        before = after
    past = sum(year.net_profit + year.other_income - year.household - year.depreciation for year in truth.past)
    events = sum(event.amount if event.kind == "injection" else -event.amount for event in truth.events if event.index is None)
    assert truth.initial + past + events == truth.opening.equity
    assert truth.closing.equity > 0


def assert_flows_add_up(case: Case) -> None:
    """The four accounts together hold the books' cash, none ever runs dry, and the year's inflow is what the figures say."""
    accounts = accounts_of(case.scene)
    assert sum(accounts.closing(name) for name in accounts.rows) == case.truth.closing.held("cash")
    for name, rows in accounts.rows.items():
        balance = accounts.opening[name]
        for row in rows:
            balance += row.amount
            assert row.balance == balance >= 0


def assert_evidence_leads_there(case: Case) -> None:
    """What is planted can be seen where it is said to be, and its first check notices it; clean stories pass every check."""
    pieces = evidence_of(case.scene)
    ids = [piece.id for piece in pieces]
    assert len(ids) == len(set(ids))
    failing = {check.id for check in case.checks if not check.passed}
    assert [check.id for check in case.checks if check.against == "truth" and not check.passed] == []
    for each in case.planted:
        assert set(each.hidden.evidence) <= set(ids)
        assert each.checks[0] == f"C_{each.concealment.noticed_by[0]}"
        assert set(each.checks) <= failing
        assert abs(each.deviation) > each.tolerance
    if case.stratum == "clean":
        assert failing == set()
    if case.stratum != "concealing":
        assert case.lends


def assert_plan_repays(case: Case) -> None:
    """The right answer stays within its limits and its instalments repay it exactly."""
    decision = case.decision
    if not decision.amount:
        return
    assert decision.amount <= min(decision.limits.purpose, decision.limits.capacity, decision.limits.risk, decision.requested)
    rows = decision.rows()
    assert sum(row.principal for row in rows) == decision.amount
    assert rows[-1].balance == 0


def assert_case_holds(case: Case) -> None:
    assert_books_close(case.truth)
    assert_flows_add_up(case)
    assert_evidence_leads_there(case)
    assert_plan_repays(case)
