"""Figures as typed, the sheet, the three statements, flows by counterparty: pure rules with plain values."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.domain.investigation.catalogue import TASKS, Catalogue
from simulations.domain.investigation.figures import FigureProblem, plain, read_figure, read_terms, unit_slip
from simulations.domain.investigation.flow import by_party, matching, sums
from simulations.domain.investigation.fold import fold
from simulations.domain.investigation.sheet import CannotCompute, Given, check_names, compute, formula_inputs, sheet_of
from simulations.domain.investigation.state import Offer, VisitAct
from simulations.domain.investigation.statements import Statements, repaying
from simulations.domain.story.case import make_case
from simulations.domain.story.case_json import case_file
from simulations.domain.trades import TRADES
from simulations.enums import EvidenceChannel, EvidenceTopic, Inconsistency, InvestigationRole

AT = datetime(2026, 3, 16, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("46000", "46000"),
        ("46,000.50", "46000.50"),
        ("4.6万", "46000.0"),
        ("1200+300-50", "1450"),
        ("１２０", "120"),
        ("-5+8", "3"),
        ("9元", "9"),
    ],
)
def test_figures(text: str, value: str) -> None:
    assert read_figure(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("17%", "percent"),
        ("十万", "not_a_number"),
        ("1..2", "not_a_number"),
        ("5++3", "not_a_number"),
        ("9" * 14, "too_large"),
    ],
)
def test_no_figures(text: str, code: str) -> None:
    with pytest.raises(FigureProblem) as error:
        read_terms(text)
    assert error.value.code == code


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_says_why(text: str) -> None:
    try:
        assert isinstance(read_figure(text), Decimal)
    except FigureProblem as problem:
        assert problem.code in {"empty", "percent", "not_a_number", "too_large"}


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_what_is_kept_reads_as_it_was(value: Decimal) -> None:
    assert read_figure(plain(value)) == value


@pytest.mark.parametrize(
    ("value", "known", "slip"), [("17.4", "174000", "wan"), ("1740000000", "174000", "yuan"), ("174000", "174000", ""), ("3", "9000", "")]
)
def test_a_unit_slip_is_seen(value: str, known: str, slip: str) -> None:
    assert unit_slip(Decimal(value), [Decimal(known)]) == slip


@pytest.mark.parametrize("trade", list(TRADES))
def test_the_sheet_names_every_check_that_a_case_is_scored_by(trade: str) -> None:
    """And gives nothing away: it is the trade's, whatever the case hides."""
    keys = {line.key for line in sheet_of(TRADES[trade])}
    for seed in range(6):
        case = case_file(make_case(trade, seed, 2))
        wanted = {row["id"].removeprefix("C_") for row in case["checks"] if row["against"] == "claim"}
        assert wanted <= keys
        assert {key for key, name in check_names(case).items() if name in {row["id"] for row in case["checks"]}} >= wanted


@pytest.mark.parametrize("trade", list(TRADES))
def test_a_check_filled_in_as_the_file_has_it_gives_the_files_result(trade: str) -> None:
    case = case_file(make_case(trade, 3, 2))
    lines = {line.key: line for line in sheet_of(TRADES[trade])}
    for row in case["checks"]:
        if row["against"] == "claim":
            found = compute(lines[row["id"].removeprefix("C_")], row["inputs"], Decimal(row["benchmark"]))
            assert (str(found.result), found.within) == (row["result"], row["passed"]) or found.result == Decimal(row["result"])


def test_a_missing_input_is_named() -> None:
    line = next(line for line in sheet_of(TRADES["noodle_shop"]) if line.key == "sales_staff")
    with pytest.raises(CannotCompute) as error:
        formula_inputs(line, Given(ones={"staff": "3"}))
    assert error.value.field == "output"


def test_rows_become_what_the_formula_takes() -> None:
    line = next(line for line in sheet_of(TRADES["noodle_shop"]) if line.key == "sales_season")
    rows = [{"day_1": "100", "day_2": "200", "day_3": "300", "months": "6"}, {"day_1": "100", "months": "6"}]
    inputs = formula_inputs(line, Given(rows={"parts": rows}))
    assert compute(line, inputs, None).result == Decimal(200 * 30 * 6 + 100 * 30 * 6)


def test_the_true_figures_close_the_three_statements() -> None:
    """Noted as they are, with the opening balances, the cash flow ends at the cash that was counted."""
    for trade in TRADES:
        truth = case_file(make_case(trade, 5, 1))["truth"]
        assert _statements(truth).cash_gap == 0, trade


def _statements(truth: dict) -> Statements:  # type: ignore[type-arg]
    before, now, income, flow = truth["opening_balance"], truth["closing_balance"], truth["income_statement"], truth["cash_flow"]["lines"]
    noted = {line: Decimal(amount) for side in ("assets", "liabilities") for line, amount in now[side].items()}
    noted |= {"sales": Decimal(income["sales"]), "cogs": Decimal(income["cogs"]), "interest_total": Decimal(income["interest_total"])}
    noted |= {name: Decimal(income[name]) for name in ("other_household_income", "household_expense")}
    noted["opex_other"] = Decimal(income["opex_total"])
    held = {**before["assets"], **before["liabilities"]}
    noted |= {f"opening_{line}": Decimal(held.get(line, 0)) for line in ("cash", "receivables", "inventory", "payables", "advances")}
    noted["opening_prepaid"] = sum((Decimal(amount) for line, amount in held.items() if line.startswith("prepaid")), Decimal(0))
    noted["principal_paid"] = -sum((Decimal(amount) for line, amount in flow.items() if line.startswith("principal")), Decimal(0))
    noted["borrowed"] = sum((Decimal(amount) for line, amount in flow.items() if line.startswith("drawn")), Decimal(0))
    noted["assets_bought"] = -Decimal(flow.get("asset_purchases", 0))
    noted["non_operating"] = -Decimal(flow.get("non_operating", 0))
    noted["injection"] = Decimal(flow.get("injection", 0))
    return Statements(noted)


def test_a_plan_follows_the_season_and_adds_up() -> None:
    found = Statements({"sales": Decimal(600_000), "cogs": Decimal(400_000), "household_expense": Decimal(60_000)})
    offer = Offer("lend", Decimal(100_000), 12, "seasonal", "", "", 1)
    plan = repaying(found, offer, (1, 1, 1, 1, 1, 5, 5, 1, 1, 1, 1, 1))
    assert plan is not None
    assert sum(row.principal for row in plan.rows) == Decimal(100_000)
    assert max(plan.rows, key=lambda row: row.principal).period in {6, 7}
    assert repaying(found, Offer("refuse", Decimal(0), 0, "", "", "", 1)) is None


def test_a_hidden_lender_stands_out_by_counterparty() -> None:
    case = case_file(make_case("hardware_wholesale", 7, 1, ("hidden_private_loan",)))
    thing = Catalogue(case)["bank_flow"]
    fixed = [party for party in by_party(thing.rows) if party.days == (5,)]
    assert len(fixed) == 1
    rows = matching(thing, fixed[0].name)
    assert sums(rows) == (fixed[0].came, fixed[0].went)
    assert fixed[0].came > fixed[0].went > 0


def test_every_task_of_a_visit_belongs_to_one_of_the_pair() -> None:
    lead, second = (set(TASKS[role]) for role in (InvestigationRole.LEAD, InvestigationRole.SECOND))
    assert lead | second == set(EvidenceChannel)
    assert lead & second == {EvidenceChannel.DOCUMENT}


def test_topics_and_inconsistencies_are_those_of_the_engine() -> None:
    from simulations.domain.concealments import CONCEALMENTS
    from simulations.domain.evidence.topics import TOPICS

    assert set(EvidenceTopic.values) == set(TOPICS)
    assert set(Inconsistency.values) == set(CONCEALMENTS)


ACTS = st.one_of(
    st.tuples(st.just("go"), st.sampled_from([{"to": "field"}, {"to": "report"}])),
    st.tuples(
        st.just("look"), st.sampled_from(["licence", "bank_flow"]).map(lambda piece: {"piece": piece, "pieces": [piece], "minutes": 5})
    ),
    st.tuples(st.just("enter"), st.sampled_from(["1", "2", ""]).map(lambda value: {"line": "cash", "value": value, "reason": ""})),
    st.tuples(st.just("unsign"), st.just({})),
)


@given(st.lists(ACTS, max_size=25))
def test_time_only_grows_and_what_is_in_hand_stays(acts: list[tuple[str, dict[str, object]]]) -> None:
    rows = [VisitAct(number, 1, kind, AT, data) for number, (kind, data) in enumerate(acts, 1)]
    before = fold([], 1)
    for place in range(len(rows)):
        after = fold(rows[: place + 1], 1)
        assert after.minutes >= before.minutes
        assert set(before.seen) <= set(after.seen)
        before = after
    assert fold(rows, 1) == before
