"""The score of an investigation: perfect work 100, copying the story fails, and doing better never costs."""

import json
from dataclasses import replace
from decimal import Decimal as D
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.domain.case_file.reading import InvalidCase
from simulations.domain.concealments import CONCEALMENTS
from simulations.domain.scoring.accuracy import accuracy
from simulations.domain.scoring.debrief import debrief
from simulations.domain.scoring.decision_part import decision
from simulations.domain.scoring.key import Key, read_key
from simulations.domain.scoring.model_answer import model_answer
from simulations.domain.scoring.rule import DEFAULT_RULE, read_rule
from simulations.domain.scoring.score import Score, score
from simulations.domain.scoring.work import Finding, Note, Proposal, Work
from simulations.domain.story.case import make_case
from simulations.domain.story.case_json import case_json
from simulations.domain.trades import TRADES
from simulations.queries import authored_case_text, authored_cases

RULE = read_rule(DEFAULT_RULE)
CODES = sorted(TRADES)


@cache
def made(trade: str, seed: int, level: int, hide: tuple[str, ...] | None = None) -> dict[str, Any]:
    return case_json(make_case(trade, seed, level, hide))


def key_of(trade: str, seed: int, level: int, hide: tuple[str, ...] | None = None) -> Key:
    return read_key(made(trade, seed, level, hide))


def copied(case: dict[str, Any]) -> Work:
    """Somebody who sat in the office and wrote down what the customer said."""
    claims = case["shown"]["claims"]
    said = [piece["id"] for piece in case["shown"]["evidence"] if piece["channel"] == "customer"]
    balance, margin = claims["balance"], D(claims["gross_margin"])
    lines = {
        "sales": D(claims["annual_sales"]),
        "cogs": D(claims["annual_sales"]) * (100 - margin) / 100,
        "opex_total": D(claims["opex"]),
        "interest_total": D(claims["interest"]),
        "other_household_income": D(claims["other_household_income"]),
        "household_expense": D(claims["household_expense"]),
        "net_profit": D(claims["net_profit"]),
        **{line: D(amount) for side in ("assets", "liabilities") for line, amount in balance[side].items()},
        **{line: D(balance[line]) for line in ("total_assets", "total_liabilities", "equity")},
    }
    request = case["shown"]["request"]
    return Work(
        notes=tuple(Note(line, value, tuple(said)) for line, value in lines.items()),
        seen=tuple(said),
        proposal=Proposal("lend", D(request["amount"]), request["term_months"], request["repayment"]),
        minutes=D(60),
    )


@settings(max_examples=25)
@given(st.sampled_from(CODES), st.integers(0, 10**6), st.sampled_from((1, 2, 3)))
def test_perfect_work_gets_full_marks_and_a_copied_story_fails(trade: str, seed: int, level: int) -> None:
    case = case_json(make_case(trade, seed, level))
    key = read_key(case)
    assert score(key, model_answer(key), RULE).total == 100
    story = score(key, copied(case), RULE)
    assert not story.passed
    assert story.total < 55


@pytest.mark.parametrize("code", sorted(CONCEALMENTS))
def test_believing_any_story_fails(code: str) -> None:
    trade = next(name for name in CODES if CONCEALMENTS[code].applies(TRADES[name]))
    case = made(trade, 5, 1, (code,))
    assert not score(read_key(case), copied(case), RULE).passed


@pytest.mark.parametrize("name", authored_cases())
def test_authored_cases_can_be_scored(name: str) -> None:
    key = read_key(json.loads(authored_case_text(name)))
    assert score(key, model_answer(key), RULE).total == 100
    assert [each.code for each in key.planted]


def test_nothing_done_is_nothing_earned() -> None:
    key = key_of("noodle_shop", 1, 1)
    assert score(key, Work(), RULE).total == 0


# --------------------------------------------------------------------------------------------------------- decision


def decided(key: Key, proposal: Proposal) -> Score:
    return score(key, replace(model_answer(key), proposal=proposal), RULE)


def test_refusing_the_right_one_costs_as_much_as_lending_to_the_wrong_one() -> None:
    honest, liar = key_of("hardware_wholesale", 3, 1, ()), key_of("hardware_wholesale", 3, 1, ("hidden_private_loan",))
    refused, lent = decided(honest, Proposal("refuse")), decided(liar, Proposal("lend", D(100000), 12, "equal_payment"))
    assert (refused.total, refused.cap) == (59, "refused_the_right_one")
    assert (lent.total, lent.cap) == (59, "lent_to_the_wrong_one")
    assert refused.part("decision").share == lent.part("decision").share == 0


def test_too_much_and_too_little_cost_alike() -> None:
    key = key_of("hardware_wholesale", 3, 1, ())
    right = key.answer
    shares = [
        decision(key, replace(Work(), proposal=Proposal("lend", right.amount * percent / 100, right.term, right.repayment)), RULE).share
        for percent in (70, 100, 130)
    ]
    assert shares[0] == shares[2] < shares[1] == 1
    assert decision(key, replace(Work(), proposal=Proposal("lend", right.amount, 12, "interest_first")), RULE).share == D("0.8")
    assert decision(key, replace(Work(), proposal=Proposal("more_information")), RULE).share == D("0.4")
    assert decision(key, Work(), RULE).share == 0


# --------------------------------------------------------------------------------------------------------- accuracy


def test_an_error_costs_once() -> None:
    key = key_of("convenience_store", 4, 1, ())
    full = model_answer(key)
    wrong = key.lines["sales"] * 2
    off = wrong - key.lines["sales"]
    moved = {"sales", "gross_profit", "net_profit", "net_disposable"}
    carried = replace(full, notes=tuple(replace(note, value=note.value + off) if note.line in moved else note for note in full.notes))
    part = accuracy(key, carried, RULE)
    assert {line.item: line.reason for line in part.lines if line.reason != "right"} == {
        "sales": "wrong",
        "gross_profit": "carried_forward",
        "net_profit": "carried_forward",
        "net_disposable": "carried_forward",
    }
    assert part.share == 1 - D(1) / len(key.lines)


def test_arithmetic_that_does_not_follow_costs() -> None:
    key = key_of("convenience_store", 4, 1, ())
    full = model_answer(key)
    stray = replace(full, notes=tuple(replace(note, value=note.value * 2) if note.line == "equity" else note for note in full.notes))
    assert [line.reason for line in accuracy(key, stray, RULE).lines if line.item == "equity"] == ["does_not_follow"]
    assert accuracy(key, stray, RULE).share < 1


def test_a_figure_that_rests_on_words_alone_counts_less() -> None:
    key = key_of("convenience_store", 4, 1, ())
    full = model_answer(key)
    bare = replace(full, notes=tuple(replace(note, evidence=()) if note.line == "inventory" else note for note in full.notes))
    line = next(line for line in accuracy(key, bare, RULE).lines if line.item == "inventory")
    assert (line.share, line.reason) == (D("0.4"), "unsupported")


def test_an_amount_that_is_not_there_counts_as_wrong() -> None:
    key = key_of("convenience_store", 4, 1, ())
    full = model_answer(key)
    invented = replace(full, notes=(*full.notes, Note("fixed_house", key.scale, ())))
    assert "not_there" in {line.reason for line in accuracy(key, invented, RULE).lines}
    assert accuracy(key, invented, RULE).share < 1


# ---------------------------------------------------------------------------------------------------------- debrief


def test_the_debrief_shows_where_it_could_be_seen() -> None:
    case = made("hardware_wholesale", 3, 1, ("hidden_private_loan",))
    key, work = read_key(case), copied(case)
    told = debrief(key, work, score(key, work, RULE)).json()
    (revealed,) = told["revealed"]
    assert (revealed["code"], revealed["found"]) == ("hidden_private_loan", False)
    assert {place["id"]: place["looked"] for place in revealed["places"]} == {
        "bank_flow": False,
        "spouse_loans": False,
        "staff_loans": False,
    }
    assert revealed["checks"][0] == {"id": "C_debt_service", "done": False}
    assert (told["wanted"], told["proposed"].split()[0]) == ("refuse 0", "lend")
    assert told["action"]["code"]


def test_one_action_for_next_time() -> None:
    key = key_of("hardware_wholesale", 3, 1, ("hidden_private_loan",))
    full = model_answer(key)
    blind = replace(full, findings=(), seen=tuple(each for each in full.seen if each != "staff_loans"))
    assert debrief(key, blind, score(key, blind, RULE)).action.code == "look_there"
    assert debrief(key, full, score(key, full, RULE)).action.code == "keep_going"
    jumpy = replace(full, findings=(*full.findings, Finding("borrowed_name"), Finding("consigned_stock")))
    assert debrief(key, jumpy, score(key, jumpy, RULE)).action.code == "clear_before_flagging"
    assert debrief(key, jumpy, score(key, jumpy, RULE)).imagined == ("borrowed_name", "consigned_stock")


# ------------------------------------------------------------------------------------------------------------- rule


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"weights": {**DEFAULT_RULE["weights"], "time": "6"}}, "$.weights: not_100 (101)"),
        ({"weights": {**DEFAULT_RULE["weights"], "luck": "0"}}, "$.weights.luck: unknown_key"),
        ({"format": "other"}, "$.format: unknown (other)"),
        ({"time": {}}, "$.time.nothing_at: required"),
        ({"pass_mark": "60分"}, "$.pass_mark: not_a_number"),
        ({"accuracy": {**DEFAULT_RULE["accuracy"], "tolerance": "-5"}}, "$.accuracy.tolerance: negative"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_place(change: dict[str, Any], wanted: str) -> None:
    with pytest.raises(InvalidCase) as caught:
        read_rule({**DEFAULT_RULE, **change})
    assert wanted in str(caught.value)
