"""Audits the checks, ratios, bridge and decision of a case file."""

from decimal import Decimal

from lms.toolkit.json_differences import Difference

from ..analysis import repayment
from ..analysis.numbers import Incomputable, rounded
from ..analysis.tolerances import TOLERANCES, Tolerance, gap, within
from .audit import Audit, number_text
from .formulas import CHECKS, RATIOS, Formula
from .reading import Node

RESULTS = ("approve", "reduce", "refuse")
PLANS = ("equal_payment", "equal_principal", "seasonal", "by_batch", "interest_first")


def _computed(node: Node, formula: Formula) -> Decimal | None:
    try:
        return rounded(formula.compute(node.child("inputs")), formula.places)
    except Incomputable as error:
        node.faults.note(node.at("inputs"), error.code, error.name)
        return None


def audit_checks(audit: Audit) -> None:
    """Result, deviation and verdict of every check; a deviation of two rates is in percentage points."""
    for node in audit.root.children("checks"):
        code = node.text("code")
        if code not in CHECKS:
            node.faults.note(node.at("code"), "unknown_check", code)
            continue
        result = _computed(node, CHECKS[code])
        if result is not None:
            audit.expect(node, "result", result, CHECKS[code].places)
            audit.results[node.text("id")] = result
            _audit_deviation(audit, node, result, TOLERANCES[CHECKS[code].tolerance])


def _audit_deviation(audit: Audit, node: Node, result: Decimal, default: Tolerance) -> None:
    tolerance = Tolerance(default.unit, node.number("tolerance", default.value))
    benchmark = node.number("benchmark")
    if node.has("unit") and node.text("unit") != tolerance.unit:
        audit.differences.append(Difference(node.at("unit"), "recomputed", node.value["unit"], tolerance.unit))
    try:
        exact = gap(result, benchmark, tolerance.unit)
    except Incomputable as error:
        node.faults.note(node.at("benchmark"), error.code)
        return
    audit.expect(node, "deviation", exact)
    # The verdict rests on the deviation as it is written, so that anyone can check it by hand.
    audit.expect_flag(node, "passed", within(rounded(exact, 2), tolerance))


def audit_ratios(audit: Audit) -> None:
    for node in audit.root.children("ratios"):
        code = node.text("code")
        if code not in RATIOS:
            node.faults.note(node.at("code"), "unknown_ratio", code)
            continue
        result = _computed(node, RATIOS[code])
        if result is not None:
            audit.expect(node, "result", result, RATIOS[code].places)
            audit.results[node.text("id")] = result


def audit_bridge(audit: Audit, claimed: Decimal, true: Decimal) -> None:
    """From the equity that was claimed, step by step, to the true one."""
    if not audit.root.has("bridge"):
        return
    node = audit.root.child("bridge")
    reached = node.number("start") + sum((row.number("amount") for row in node.children("steps")), Decimal(0))
    audit.balance(node.at("start"), node.number("start"), claimed)
    audit.expect(node, "end", reached)
    audit.balance(node.at("end"), reached, true)


def audit_decision(audit: Audit) -> None:
    """A refusal lends nothing; an approval stays within its limits and its plan adds up to the cent."""
    node = audit.root.child("decision")
    result = node.text("result", RESULTS)
    amount = node.number("amount", negative=False)
    if result == "refuse":
        audit.balance(node.at("amount"), amount, Decimal(0))
        return
    if amount <= 0:
        node.faults.note(node.at("amount"), "not_an_amount", amount)
        return
    if node.has("limits"):
        for name, limit in node.lines("limits", negative=False).items():
            if amount > limit:
                audit.differences.append(Difference(node.at("amount"), "unbalanced", number_text(amount), f"≤ {name} {number_text(limit)}"))
    _audit_plan(audit, node, amount)


def _audit_plan(audit: Audit, node: Node, amount: Decimal) -> None:
    kind, months = node.text("repayment", PLANS), node.whole("term_months")
    try:
        rows = repayment.plan(kind, amount, node.number("monthly_rate", negative=False), months, node.numbers("weights"))
    except Incomputable as error:
        node.faults.note(node.at("repayment"), error.code, error.name)
        return
    audit.expect(node, "payment", rows[0].payment if kind == "equal_payment" else max(row.payment for row in rows))
    if not node.has("schedule"):
        return
    stated = node.children("schedule")
    audit.balance(node.at("schedule"), Decimal(len(stated)), Decimal(len(rows)))
    for row, computed in zip(stated, rows, strict=False):
        for key in ("period", "principal", "interest", "payment", "balance"):
            audit.expect(row, key, Decimal(getattr(computed, key)))
