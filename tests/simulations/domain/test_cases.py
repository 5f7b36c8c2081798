"""Properties of generated cases on a sample of seeds; `make long` runs them for ten thousand a trade."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.domain.case_file.recompute import audit_case
from simulations.domain.concealments import CONCEALMENTS, HARMLESS, SERIOUS
from simulations.domain.evidence.collect import answers_to, evidence_of, independent
from simulations.domain.evidence.topics import topics_in
from simulations.domain.story.case import Case, NoSuchCase, make_case, natural_stratum
from simulations.domain.story.case_json import case_file, case_json
from simulations.domain.story.class_forms import plan_class
from simulations.domain.story.difficulty import difficulty_of
from simulations.domain.trades import TRADES
from tests.simulations.domain.invariants import assert_case_holds

CODES = sorted(TRADES)


@settings(max_examples=60)
@given(st.sampled_from(CODES), st.integers(0, 10**9), st.sampled_from((1, 2, 3)))
def test_a_case_holds(trade: str, seed: int, level: int) -> None:
    assert_case_holds(make_case(trade, seed, level))


@pytest.mark.parametrize("trade", CODES)
@pytest.mark.parametrize("code", sorted(CONCEALMENTS))
@pytest.mark.parametrize("level", [1, 3])
def test_each_thing_hidden_is_found_by_the_check_that_claims_it(trade: str, code: str, level: int) -> None:
    if not CONCEALMENTS[code].applies(TRADES[trade]):
        with pytest.raises(NoSuchCase):
            make_case(trade, 1, level, (code,))
        return
    case = make_case(trade, 7, level, (code,))
    assert_case_holds(case)
    (planted,) = case.planted
    assert planted.concealment.code == code
    assert planted.checks[0] == f"C_{CONCEALMENTS[code].noticed_by[0]}"


@pytest.mark.parametrize("trade", CODES)
def test_an_honest_customer_raises_no_flag(trade: str) -> None:
    for seed in range(6):
        case = make_case(trade, seed, 3, ())
        assert [check.id for check in case.checks if not check.passed] == []
        assert case.decision.result in {"approve", "reduce"}


def test_fraud_is_refused_and_a_slip_is_not() -> None:
    deceits = {code: CONCEALMENTS[code].deceit for code in CONCEALMENTS}
    for code, deceit in deceits.items():
        trade = next(name for name in CODES if CONCEALMENTS[code].applies(TRADES[name]))
        result = make_case(trade, 3, 2, (code,)).decision.result
        assert (result == "refuse") >= (deceit == "fraud")
        assert deceit != "harmless" or result != "refuse"
    assert set(HARMLESS) | set(SERIOUS) == set(CONCEALMENTS)


def test_hiding_a_private_loan_shows_less_due_than_there_is() -> None:
    case = make_case("hardware_wholesale", 11, 1, ("hidden_private_loan",))
    assert case.check("C_equity").deviation < 0
    assert case.check("K_equity").deviation == 0
    assert case.check("C_debt_service").deviation < -5


def test_the_same_arguments_give_the_same_case() -> None:
    first, second = (json.dumps(case_file(make_case("haulage", 5, 2))) for _ in range(2))
    assert first == second
    case = make_case("haulage", 5, 2)
    assert evidence_of(case.scene) == evidence_of(case.scene)


@settings(max_examples=12)
@given(st.sampled_from(CODES), st.integers(0, 10**9), st.sampled_from((1, 2, 3)))
def test_a_generated_case_computes_again(trade: str, seed: int, level: int) -> None:
    document = json.loads(json.dumps(case_file(make_case(trade, seed, level))))
    assert audit_case(document) == []


def amounts(lines: dict[str, str]) -> Decimal:
    return sum(map(Decimal, lines.values()), Decimal(0))


def test_the_json_says_what_it_promises() -> None:
    found: dict[str, Any] = case_json(make_case("clothing_shop", 4, 2))
    assert list(found) == ["trade", "seed", "level", "truth", "shown", "planted", "checks", "decision"]
    truth = found["truth"]
    for side in ("opening", "closing"):
        balance, roll = truth[f"{side}_balance"], truth["equity_roll"]
        assert amounts(balance["assets"]) - amounts(balance["liabilities"]) == Decimal(roll[side])
        assert Decimal(balance["assets"]["cash"]) == Decimal(truth["cash_flow"][f"{side}_cash"])
    assert Decimal(truth["equity_roll"]["opening"]) + amounts(truth["equity_roll"]["steps"]) == Decimal(truth["equity_roll"]["closing"])
    assert Decimal(truth["cash_flow"]["opening_cash"]) + amounts(truth["cash_flow"]["lines"]) == Decimal(truth["cash_flow"]["closing_cash"])


def test_evidence_says_nothing_of_what_is_planted() -> None:
    case = make_case("hardware_wholesale", 2, 3, ("consigned_stock", "hidden_private_loan"))
    told = json.dumps([piece.json() for piece in evidence_of(case.scene)], ensure_ascii=False)
    assert [word for word in ("planted", "deceit", *(each.concealment.name for each in case.planted)) if word in told] == []


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("您一个月卖多少？", ["sales"]),
        ("亲戚朋友、网上、信用卡，一共欠多少？", ["loans"]),
        ("旺季哪几个月，进货跟谁拿货", ["purchases", "season"]),
        ("这批货款付了没有，是不是寄售的？", ["stock"]),
        ("今天天气不错", []),
    ],
)
def test_a_question_in_own_words_is_understood(question: str, topics: list[str]) -> None:
    assert sorted(topics_in(question)) == sorted(topics)


def asked(case: Case, question: str, channel: str) -> list[str]:
    return [piece.text for piece in answers_to(question, evidence_of(case.scene), channel)]


def test_a_spouse_asked_alone_says_other_things() -> None:
    case = make_case("noodle_shop", 9, 1, ("hidden_private_loan",))
    assert asked(case, "外面还有没有借款？", "customer") == ["除了征信上那些和亲戚那4800，外头不欠钱。"]
    (told,) = asked(case, "外面还有没有借款？", "spouse")
    assert "借过钱" in told


def test_pieces_of_one_origin_count_once() -> None:
    pieces = evidence_of(make_case("noodle_shop", 9, 1, ()).scene)
    talk = tuple(piece for piece in pieces if piece.channel == "customer")
    assert independent(talk) == 1
    assert independent(pieces) >= 10
    assert {piece.grade for piece in talk} == {"D"}


def test_a_class_is_parallel_and_fair() -> None:
    for level in (1, 2, 3):
        forms = plan_class(1, level, 20)
        assert forms.parallel
        assert forms.honest * 100 >= 35 * len(forms.cases)
        assert forms.lends >= forms.honest
        assert forms.spread <= 5
        assert forms.json()["size"] == 20
    assert plan_class(1, 2, 5).json() == plan_class(1, 2, 5).json()
    with pytest.raises(ValueError, match="at least one"):
        plan_class(1, 1, 0)


def test_harder_levels_are_harder() -> None:
    means = [plan_class(3, level, 10).mean for level in (1, 2, 3)]
    assert means[0] + 10 < means[1] < means[2] - 10
    case = make_case("haulage", 3, 1)
    assert difficulty_of(case).json()["points"] == f"{difficulty_of(case).points:f}"


def test_most_seeds_hide_something_but_not_too_many() -> None:
    honest = sum(natural_stratum("haulage", seed) != "concealing" for seed in range(1000))
    assert 370 <= honest <= 470


@pytest.mark.parametrize(("trade", "level"), [("bakery", 1), ("haulage", 0), ("haulage", 4)])
def test_what_does_not_exist_is_refused(trade: str, level: int) -> None:
    with pytest.raises((KeyError, ValueError)):
        make_case(trade, 1, level)
