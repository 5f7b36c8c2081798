"""The hand-written cases balance, and say what the worked examples of the profession say."""

import json
from typing import Any

import pytest

from lms.toolkit.json_documents import read_text
from simulations.domain.case_file.recompute import audit_case
from simulations.queries import authored_case_text, authored_cases

# check or ratio → (result, deviation, passed) as published with the worked cases
WORKED: dict[str, dict[str, tuple[str, str, bool] | str]] = {
    "hardware_wholesale_hidden_debt": {
        "K1": ("403200", "0.8", True),
        **dict.fromkeys(("K2", "K3", "K4", "K5"), ("2400000", "0", True)),
        "K6": ("17", "0", True),
        "K7": ("110000", "0", True),
        "K8": ("180000", "0", True),
        "K9": ("420000", "0", True),
        "K10": ("46000", "0", True),
        "C1": ("2113200", "132.22", False),
        "C2": ("3600000", "50", False),
        "C3": ("2700000", "35.54", False),
        "C4": ("25", "8", False),
        "R1": "0.4667",
        "R1b": "0.619",
        "R2": "1.9029",
        "R3": "0.6457",
        "R4": "75.1",
        "R5": "25.1",
        "R6": "0.0655",
        "R7": "9600",
        "R8": "7100",
        "R9": "0.2649",
        "R10": "4970",
        "R11": "110780.97",
    },
    "noodle_shop_stretched_story": {
        "K1": ("58944", "1.63", True),
        "K2": ("897600", "0", True),
        "K3": ("160", "0", True),
        "K4": ("76666.67", "-0.17", True),
        **dict.fromkeys(("K5", "K6", "K7"), ("897600", "0", True)),
        "K8": ("58", "0", True),
        "K9": ("100000", "0", True),
        "K10": ("18000", "0", True),
        "K11": ("60000", "0", True),
        "C1": ("1780000", "764.08", False),
        "C2": ("1440000", "60.43", False),
        "C3": ("116666.67", "51.91", False),
        "C4": ("65", "7", False),
        "R1": "0.6133",
        "R1b": "0.7238",
        "R2": "0.5652",
        "R3": "0.1957",
        "R4": "9.2",
        "R6": "0.2395",
        "R7": "8912",
        "R8": "3912",
        "R9": "1.4533",
        "R10": "2738.4",
    },
}


def load(name: str) -> dict[str, Any]:
    return read_text(authored_case_text(name))


def found(document: dict[str, Any]) -> dict[str, tuple[str, str, bool] | str]:
    checks = {row["id"]: (row["result"], row["deviation"], row["passed"]) for row in document["checks"]}
    return {**checks, **{row["id"]: row["result"] for row in document["ratios"]}}


def test_every_authored_case_is_listed() -> None:
    assert authored_cases() == sorted(WORKED)


def test_an_unknown_case_is_refused() -> None:
    with pytest.raises(KeyError):
        authored_case_text("../secrets")


@pytest.mark.parametrize("name", sorted(WORKED))
def test_a_worked_case_balances(name: str) -> None:
    assert audit_case(load(name)) == []


@pytest.mark.parametrize("name", sorted(WORKED))
def test_a_worked_case_reproduces(name: str) -> None:
    figures = found(load(name))
    assert {key: figures[key] for key in WORKED[name]} == WORKED[name]


def test_the_worked_schedule_reproduces() -> None:
    rows = load("noodle_shop_stretched_story")["decision"]["schedule"]
    assert rows[0] == {"period": "1", "principal": "2331.8", "interest": "360", "payment": "2691.8", "balance": "57668.2"}
    assert rows[-1] == {"period": "24", "principal": "2675.7", "interest": "16.05", "payment": "2691.75", "balance": "0"}


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Places of every figure that the audit must defend: amounts in the statements and everything computed."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, item in enumerate(value) for leaf in leaves(item, (*path, index))]
    return [path] if isinstance(value, str) and value.lstrip("-").replace(".", "").isdigit() else []


DEFENDED = ("opening_balance", "closing_balance", "income_statement", "cash_flow", "equity_roll")


@pytest.mark.parametrize("name", sorted(WORKED))
def test_no_figure_of_the_statements_can_change_unseen(name: str) -> None:
    text = json.dumps(load(name))
    for section in DEFENDED:
        for path in leaves(load(name)["truth"][section]):
            document: Any = json.loads(text)
            target = document["truth"][section]
            for key in path[:-1]:
                target = target[key]
            target[path[-1]] = str(int(float(target[path[-1]])) + 1)
            assert audit_case(document), (section, path)
