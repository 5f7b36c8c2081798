"""The cross-checks of a case: each computed from evidence, held once against the truth and once against the claim."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lms.toolkit.json_documents import InvalidDocument

from ..analysis.numbers import Incomputable, rounded
from ..analysis.tolerances import TOLERANCES, Tolerance, gap, within
from ..case_file.audit import number_text
from ..case_file.formulas import CHECKS
from ..case_file.reading import Faults, Node
from ..money import text
from .claims import Claims, events_of, yearly_service
from .figures import Gauge
from .scene import Scene

Json = dict[str, Any]


@dataclass(frozen=True)
class Measure:
    """``key`` names it among all checks; ``truth`` and ``claim`` are (inputs, benchmark), either absent where there is none."""

    key: str
    code: str
    truth: tuple[Json, str] | None
    claim: tuple[Json, str] | None
    tolerance: Decimal | None = None


@dataclass(frozen=True)
class Check:
    """One computed check, ready to be written."""

    id: str
    key: str
    code: str
    against: str
    inputs: Json
    result: Decimal
    benchmark: Decimal
    deviation: Decimal
    tolerance: Tolerance

    @property
    def passed(self) -> bool:
        return within(self.deviation, self.tolerance)

    def json(self) -> Json:
        return {
            "id": self.id,
            "code": self.code,
            "against": self.against,
            "inputs": self.inputs,
            "result": number_text(self.result),
            "benchmark": number_text(self.benchmark),
            "unit": self.tolerance.unit,
            "deviation": number_text(self.deviation),
            "tolerance": number_text(self.tolerance.value),
            "passed": self.passed,
        }


def compute(measure: Measure, against: str) -> Check | None:
    """The check, or None where this side has no benchmark."""
    side = measure.truth if against == "truth" else measure.claim
    if side is None:
        return None
    inputs, benchmark = side
    formula, faults = CHECKS[measure.code], Faults()
    result = rounded(formula.compute(Node(inputs, "$", faults)), formula.places)
    if faults.problems:
        raise InvalidDocument(faults.problems[0].code, faults.problems[0].path)
    default = TOLERANCES[formula.tolerance]
    tolerance = Tolerance(default.unit, default.value if measure.tolerance is None else measure.tolerance)
    try:
        exact = gap(result, Decimal(benchmark), tolerance.unit)
    except Incomputable:
        return None
    prefix = "K" if against == "truth" else "C"
    return Check(
        f"{prefix}_{measure.key}", measure.key, measure.code, against, inputs, result, Decimal(benchmark), rounded(exact, 2), tolerance
    )


def all_checks(scene: Scene) -> list[Check]:
    measures = list(measures_of(scene))
    found = [compute(measure, against) for against in ("truth", "claim") for measure in measures]
    return [check for check in found if check is not None]


def measures_of(scene: Scene) -> Iterator[Measure]:
    for family in (_sales, _gauges, _margins, _equity, _positions, _debts, _flows, _others):
        yield from family(scene)


def _both(key: str, code: str, inputs: Json, true: int, claimed: int) -> Measure:
    return Measure(key, code, (inputs, text(true)), (inputs, text(claimed)))


def _sales(scene: Scene) -> Iterator[Measure]:
    truth, claims, figures = scene.truth, scene.claims, scene.figures
    sold = truth.annual("sales")

    def sales(key: str, inputs: Json) -> Measure:
        return _both(key, key, inputs, sold, claims.annual_sales)

    margin = _weighted(figures.margins)
    opening, closing = truth.opening, truth.closing
    stock = {"opening_stock": text(opening.held("inventory")), "purchases": text(figures.purchases)}
    own = figures.on_site - figures.consigned - figures.defective
    yield sales("sales_stock", {**stock, "closing_stock": text(own), "margin": margin})
    used = figures.purchases + opening.held("inventory") - own
    yield sales("sales_markup", {"purchases": text(used), "markup": _markup(margin)})
    excluded = [figures.other_inflow, figures.relatives_in, figures.related_in, figures.agency_in]
    yield sales(
        "sales_receipts",
        {
            "inflow": text(figures.inflow),
            "excluded": [text(each) for each in excluded if each],
            "cash": text(figures.cash_takings),
            "opening_receivables": text(opening.held("receivables")),
            "closing_receivables": text(closing.held("receivables")),
            "opening_advances": text(opening.held("advances")),
            "closing_advances": text(closing.held("advances")),
        },
    )
    if figures.samples:
        parts = [{"daily": [text(day) for day in days], "days": "30", "months": str(months)} for days, months in figures.samples]
        yield sales("sales_season", {"parts": parts})
    yield sales("sales_staff", {"staff": str(figures.staff), "output": text(figures.staff_output)})


def _weighted(margins: list[tuple[str, str]]) -> str:
    """The sampled margin, as the stock method uses it."""
    shares = sum((Decimal(share) for share, _ in margins), Decimal(0))
    return number_text(sum((Decimal(share) * Decimal(margin) for share, margin in margins), Decimal(0)) / shares)


def _markup(margin: str) -> str:
    return number_text(Decimal(margin) * 100 / (100 - Decimal(margin)), 4)


def _gauges(scene: Scene) -> Iterator[Measure]:
    sold, claimed = scene.truth.annual("sales"), scene.claims.annual_sales
    for gauge in scene.figures.gauges:
        check = gauge.physical.check
        yield _both(f"{check}_{gauge.physical.key}", check, _gauge_inputs(gauge), sold, claimed)


def _gauge_inputs(gauge: Gauge) -> Json:
    if gauge.physical.check != "sales_capacity":
        return dict(gauge.inputs)
    part = {key: gauge.inputs[key] for key in ("turns", "days")}
    return {"units": gauge.inputs["units"], "parts": [part], "price": gauge.inputs["price"]}


def _percent(share: int) -> str:
    return number_text(Decimal(share) / 10)


def _margins(scene: Scene) -> Iterator[Measure]:
    truth, claims = scene.truth, scene.claims
    sold = truth.annual("sales")
    categories = [{"share": share, "margin": margin} for share, margin in scene.figures.margins]
    true = Decimal(sold - truth.annual("cogs")) * 100 / sold
    yield Measure(
        "margin",
        "margin_categories",
        ({"categories": categories}, number_text(true)),
        ({"categories": categories}, _percent(claims.gross_margin)),
    )
    low, high = truth.trade.net_margin
    middle, half = _percent((low + high) // 2), Decimal(high - low) / 20 + 1
    yield Measure(
        "net_margin",
        "net_margin",
        ({"net_profit": text(truth.net_profit), "sales": text(sold)}, middle),
        ({"net_profit": text(claims.net_profit), "sales": text(claims.annual_sales)}, middle),
        half,
    )


def _equity(scene: Scene) -> Iterator[Measure]:
    truth, claims = scene.truth, scene.claims
    past = truth.past
    true = {
        "initial": truth.initial,
        "profit": sum(year.net_profit for year in past) + truth.net_profit,
        "other_income": sum(year.other_income for year in past) + truth.annual("other_income"),
        "injection": events_of(truth, "injection"),
        "household": sum(year.household for year in past) + truth.annual("household"),
        "bad_debt": events_of(truth, "bad_debt"),
        "non_operating": events_before(truth) + truth.annual("non_operating"),
        "depreciation": sum(year.depreciation for year in past) + truth.annual("depreciation"),
    }
    stated = _stated_history(claims)
    yield Measure("equity", "equity", (_lines(true), text(truth.closing.equity)), (_lines(stated), text(claims.equity)))


def events_before(truth: Any) -> int:
    """Non-operating spending of the years before the statement year."""
    return sum(event.amount for event in truth.events if event.kind == "non_operating" and event.index is None)


def _stated_history(claims: Claims) -> dict[str, int]:
    return {
        "initial": claims.initial,
        "profit": claims.past_profit + claims.net_profit,
        "other_income": claims.past_other_income + claims.other_income,
        "injection": claims.injection,
        "household": claims.past_household + claims.household,
        "bad_debt": claims.bad_debt,
        "non_operating": claims.non_operating,
        "depreciation": claims.depreciation,
    }


def _lines(amounts: dict[str, int]) -> Json:
    return {line: text(amount) for line, amount in amounts.items() if amount or line in {"initial", "profit"}}


def _positions(scene: Scene) -> Iterator[Measure]:
    truth, claims, figures = scene.truth, scene.claims, scene.figures
    closing = truth.closing
    stock = {"on_site": text(figures.on_site), "consigned": text(figures.consigned), "defective": text(figures.defective)}
    if closing.held("inventory"):
        yield _both("inventory", "inventory", stock, closing.held("inventory"), claims.assets.get("inventory", 0))
    if figures.ages:
        ages = [{"amount": text(amount), "share": str(share)} for _, amount, share in figures.ages]
        yield _both("receivable", "receivable", {"ages": ages}, closing.held("receivables"), claims.assets.get("receivables", 0))
    if figures.statements:
        owed = {"statements": [text(amount) for _, amount in figures.statements]}
        yield _both("payable", "payable", owed, closing.held("payables"), claims.liabilities.get("payables", 0))
    moves = {"opening": text(truth.opening.held("cash")), "moves": [text(amount) for amount in truth.annual_lines("cash").values()]}
    yield _both("cash", "cash", moves, closing.held("cash"), claims.assets["cash"])


def _debts(scene: Scene) -> Iterator[Measure]:
    truth, claims, figures = scene.truth, scene.claims, scene.figures
    if figures.debts:
        found = {"debts": [text(amount) for amount in figures.debts.values()]}
        yield _stated("debts", "debts", found, truth.closing.held("loan_"), claims.debts)
    if figures.debt_service:
        paid = {"payments": [text(figures.debt_service)]}
        yield _stated("debt_service", "debt_service", paid, yearly_service(truth), claims.debt_service)


def _stated(key: str, code: str, found: Json, true: int, claimed: int) -> Measure:
    """Where the customer may state nothing at all, the evidence is the benchmark and the statement is what is tested."""
    benchmark = sum((Decimal(each) for each in next(iter(found.values()))), Decimal(0))
    name = next(iter(found))
    return Measure(key, code, (found, text(true)), ({name: [text(claimed)]}, number_text(benchmark)))


def _flows(scene: Scene) -> Iterator[Measure]:
    claims, figures = scene.claims, scene.figures
    whole = text(figures.inflow)

    def share(key: str, part: int, true: str, stated: int) -> Measure:
        inputs = {"part": text(part), "whole": whole}
        return Measure(key, "flow_share", (inputs, true), (inputs, _percent(stated)))

    for key, part, stated in (
        ("flow_relatives", figures.relatives_in, claims.relatives),
        ("flow_related", figures.related_in, claims.related),
    ):
        yield share(key, part, number_text(Decimal(part) * 100 / figures.inflow), stated)
    own = {"part": text(figures.receipts * figures.own_share // 1000), "whole": text(figures.receipts)}
    yield Measure("flow_own_accounts", "flow_share", (own, _percent(figures.own_share)), (own, _percent(claims.own_accounts)))


def _others(scene: Scene) -> Iterator[Measure]:
    truth, claims, figures = scene.truth, scene.claims, scene.figures
    needs = {"needs": [text(amount) for _, amount in figures.needs]}
    yield _both("purpose", "purpose", needs, sum(amount for _, amount in figures.needs), claims.amount)
    months = {"months": str(figures.months_open)}
    yield Measure("years", "years", (months, _years(truth.profile.months_open)), (months, _years(claims.months_open)))
    profile = truth.profile
    floor = {
        "per_head": text(figures.per_head),
        "people": str(profile.people),
        "schooling": str(profile.schooling),
        "housing": str(profile.housing),
    }
    yield _both("household", "household", floor, truth.annual("household"), claims.household)


def _years(months: int) -> str:
    return number_text(Decimal(months) / 12)


Family = Callable[[Scene], Iterator[Measure]]
