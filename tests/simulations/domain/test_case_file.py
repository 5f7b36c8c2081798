"""A case file that is wrong says where; one that can't be read says why."""

import io
import json
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from lms.toolkit import recomputable
from lms.toolkit.json_documents import InvalidDocument, read_text
from simulations.domain.case_file.reading import InvalidCase
from simulations.domain.case_file.recompute import audit_case, recompute_case
from simulations.queries import authored_case_text

NAME = "hardware_wholesale_hidden_debt"
Change = Callable[[Any], None]


def changed(change: Change) -> Any:
    document = json.loads(authored_case_text(NAME))
    change(document)
    return read_text(json.dumps(document))


def put(*path: str | int, value: object) -> Change:
    def change(document: Any) -> None:
        for key in path[:-1]:
            document = document[key]
        document[path[-1]] = value

    return change


def drop(*path: str | int) -> Change:
    def change(document: Any) -> None:
        for key in path[:-1]:
            document = document[key]
        del document[path[-1]]

    return change


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (put("checks", 2, "result", value="2400001"), ("$.checks[2].result", "recomputed", "2400000")),
        (put("checks", 0, "passed", value=False), ("$.checks[0].passed", "recomputed", True)),
        (put("checks", 13, "deviation", value="47"), ("$.checks[13].deviation", "recomputed", "8")),
        (drop("checks", 0, "deviation"), ("$.checks[0].deviation", "missing", "0.8")),
        (drop("checks", 0, "passed"), ("$.checks[0].passed", "missing", True)),
        (put("checks", 5, "unit", value="percent"), ("$.checks[5].unit", "recomputed", "points")),
        (put("ratios", 0, "result", value="0.47"), ("$.ratios[0].result", "recomputed", "0.4667")),
        (put("bridge", "steps", 0, "amount", value="-170000"), ("$.bridge.end", "recomputed", "410000")),
        (put("truth", "cash_flow", "closing_cash", value="46001"), ("$.truth.cash_flow.closing_cash", "recomputed", "46000")),
        (
            put("truth", "cash_flow", "lines", "collections", value="2370001"),
            ("$.truth.cash_flow.lines.collections", "unbalanced", "2370000"),
        ),
        (put("truth", "equity_roll", "steps", "net_profit", value="1"), ("$.truth.equity_roll.steps.net_profit", "unbalanced", "157200")),
        (put("decision", "amount", value="1000"), ("$.decision.amount", "unbalanced", "0")),
    ],
)
def test_a_wrong_figure_is_named(change: Change, wanted: tuple[str, str, object]) -> None:
    differences = [(found.path, found.reason, found.computed) for found in audit_case(changed(change))]
    assert wanted in differences


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (put("truth", "closing_balance", "assets", "cash", value="4.6万"), "$.truth.closing_balance.assets.cash: number_with_unit (4.6万)"),
        (put("truth", "closing_balance", "assets", "cash", value="46,000"), "number_with_separator (46,000)"),
        (put("truth", "closing_balance", "assets", "cash", value="17%"), "number_with_percent_sign"),
        (put("truth", "closing_balance", "assets", "cash", value="many"), "not_a_number (many)"),
        (put("truth", "closing_balance", "assets", "cash", value="1e5"), "not_a_number"),
        (put("truth", "closing_balance", "assets", "cash", value=0.17), "write_the_number_as_text (0.17)"),
        (put("truth", "closing_balance", "assets", "cash", value=True), "not_a_number"),
        (put("truth", "closing_balance", "assets", "cash", value="-1"), "negative"),
        (put("truth", "closing_balance", "assets", "Kasse", value="1"), "not_a_line_code"),
        (put("truth", "closing_balance", value=7), "$.truth.closing_balance: not_an_object"),
        (put("checks", value={}), "$.checks: not_a_list"),
        (put("checks", 0, "code", value="sales_by_feeling"), "$.checks[0].code: unknown_check"),
        (put("checks", 0, "benchmark", value="0"), "$.checks[0].benchmark: zero"),
        (put("checks", 0, "benchmark", value="=truth.nothing"), "no_such_figure"),
        (put("checks", 2, "inputs", "margin", value="100"), "margin_out_of_range"),
        (drop("checks", 0, "inputs", "initial"), "$.checks[0].inputs.initial: required"),
        (put("ratios", 0, "code", value="luck"), "unknown_ratio"),
        (put("decision", "result", value="maybe"), "not_a_choice (maybe)"),
        (drop("truth", "income_statement"), "$.truth.income_statement: required"),
        (put("format", value="else"), "$.format: unknown (else)"),
        (drop("version"), "$.version: required"),
        (put("secret", value=1), "$.secret: unknown_section"),
        (put("planted", 0, "evidence", value=["E99"]), "$.planted[0].evidence: not_there (E99)"),
        (put("planted", 0, "checks", value=[]), "$.planted[0].checks: required"),
        (put("planted", 1, "id", value="X1"), "$.planted[1].id: twice (X1)"),
        (put("bridge", "steps", 0, "planted", value="X9"), "$.bridge.steps[0].planted: not_there (X9)"),
        (put("shown", "evidence", 0, "grade", value="E"), "$.shown.evidence[0].grade: not_a_choice (E)"),
        (put("shown", "evidence", 0, "discloses", value={"annual_sales": "三百六十万"}), "annual_sales: number_with_unit"),
        (put("shown", "evidence", 2, "id", value="E1"), "$.shown.evidence[2].id: twice (E1)"),
    ],
)
def test_what_cannot_be_read_says_why(change: Change, wanted: str) -> None:
    with pytest.raises(InvalidCase) as caught:
        audit_case(changed(change))
    assert wanted in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    def change(document: Any) -> None:
        put("truth", "closing_balance", "assets", "cash", value="x")(document)
        put("checks", 0, "benchmark", value="y")(document)

    with pytest.raises(InvalidDocument) as caught:
        recompute_case(changed(change))
    told = str(caught.value)
    assert told.startswith("$.truth.closing_balance.assets.cash: not_a_number (x; ")
    assert "$.checks[0].benchmark: not_a_number (y)" in told


def run(monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("recompute", stdout=out, stderr=err)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_command_computes_a_case_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = authored_case_text(NAME)
    assert run(monkeypatch, text) == (0, "same\n", "")
    assert run(monkeypatch, text.replace('"403200"', '"403201"')) == (1, '$.checks[0].result: recomputed: "403201" → "403200"\n', "")
    code, out, err = run(monkeypatch, text.replace('"207"', "207").replace('"46000"', '"viel"', 1))
    assert (code, out, err.split(" (")[0]) == (2, "", "invalid: $.truth.closing_balance.assets.cash: not_a_number")


def test_a_kind_belongs_to_one_room() -> None:
    with pytest.raises(ValueError, match="cross_check"):
        recomputable.register("cross_check", lambda _document: [])


@pytest.mark.parametrize(("statement", "written", "passed"), [("1050.04", "5", True), ("1050.06", "5.01", False)])
def test_a_verdict_rests_on_the_deviation_as_it_is_written(statement: str, written: str, passed: bool) -> None:
    """5.004 % is written as 5 and within 5; 5.006 % is written as 5.01 and beyond."""
    document = json.loads(authored_case_text(NAME))
    place, check = next((place, row) for place, row in enumerate(document["checks"]) if row["code"] == "payable")
    check |= {"inputs": {"statements": [statement]}, "result": statement, "benchmark": "1000", "deviation": written, "passed": passed}
    check["tolerance"] = "5"
    assert [one for one in audit_case(document) if one.path.startswith(f"$.checks[{place}].")] == []
