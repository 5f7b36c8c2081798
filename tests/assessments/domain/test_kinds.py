"""Every kind of question: sound or not, seen by the browser, answered, marked."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.kinds import KINDS, BadAnswer, is_automatic, mark, normalise, public_view, validate
from assessments.domain.question import Answer, Option, from_data, from_stored, question_digest, to_data, to_decimal
from assessments.enums import MultipleRule, Outcome, QuestionKind
from tests.assessments.domain.questions import CANARY, question

ALL = list(QuestionKind)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)

# The worked table of the scoring rules: key {A, C} of A–E.
WORKED = [
    ("cn_subset", "A", "1/2"), ("cn_subset", "AB", "0"), ("cn_subset", "ACD", "0"), ("cn_subset", "AC", "1"),
    ("cn_half", "A", "1/2"), ("cn_half", "AB", "0"), ("cn_half", "ACD", "0"), ("cn_half", "AC", "1"),
    ("all_or_nothing", "A", "0"), ("all_or_nothing", "AB", "0"), ("all_or_nothing", "ACD", "0"), ("all_or_nothing", "AC", "1"),
    ("true_false", "A", "4/5"), ("true_false", "AB", "3/5"), ("true_false", "ACD", "4/5"), ("true_false", "AC", "1"),
    ("plus_minus", "A", "1/2"), ("plus_minus", "AB", "0"), ("plus_minus", "ACD", "1/2"), ("plus_minus", "AC", "1"),
    ("moodle", "A", "1/2"), ("moodle", "AB", "1/6"), ("moodle", "ACD", "2/3"), ("moodle", "AC", "1"),
    ("cn_subset", "ABCDE", "0"), ("plus_minus", "ABCDE", "0"), ("moodle", "ABCDE", "0"), ("plus_minus", "BDE", "0"),
]  # fmt: skip


def test_the_table_lists_every_kind() -> None:
    assert set(KINDS) == set(QuestionKind)


@pytest.mark.parametrize("kind", ALL)
def test_sound_questions_have_no_defect(kind: QuestionKind) -> None:
    assert validate(question(kind)) == []


@pytest.mark.parametrize(
    ("kind", "changes", "defects"),
    [
        (QuestionKind.SINGLE, {"stem": "  "}, [("stem", "stem_missing")]),
        (QuestionKind.SINGLE, {"points": Decimal(0)}, [("points", "points")]),
        (QuestionKind.SINGLE, {"points": Decimal("NaN")}, [("points", "points")]),
        (QuestionKind.SINGLE, {"key": ()}, [("key", "key_missing")]),
        (QuestionKind.SINGLE, {"key": ("A", "B")}, [("key", "key_count")]),
        (QuestionKind.SINGLE, {"key": ("Z",)}, [("key", "key_unknown")]),
        (QuestionKind.SINGLE, {"options": (Option("B", "x"),)}, [("options", "option_count")]),
        (QuestionKind.SINGLE, {"options": (Option("A", "x "), Option("B", "x"))}, [("options", "option_repeated")]),
        (QuestionKind.SINGLE, {"options": (Option("A", " "), Option("B", "x"))}, [("options", "option_empty")]),
        (QuestionKind.MULTIPLE, {"key": ("A",)}, [("key", "key_count")]),
        (QuestionKind.MULTIPLE, {"key": ("A", "A")}, [("key", "key_repeated")]),
        (QuestionKind.TRUE_FALSE, {"key": ("对",)}, [("key", "key_not_truth")]),
        (QuestionKind.TRUE_FALSE, {"options": (Option("A", "x"), Option("B", "y"))}, [("options", "options_unexpected")]),
        (QuestionKind.NUMERIC, {"key": ("约五万",)}, [("key", "key_not_number")]),
        (QuestionKind.NUMERIC, {"tolerance": Decimal(-1)}, [("tolerance", "tolerance")]),
        (QuestionKind.FILL_IN, {"key": ("存货", "")}, [("key", "key_missing")]),
        (QuestionKind.FILL_IN, {"key": ("存货", "存货 ")}, [("key", "key_repeated")]),
        (QuestionKind.ESSAY, {"criteria": ()}, [("criteria", "criteria_missing")]),
        (QuestionKind.ESSAY, {"points": Decimal(10)}, [("criteria", "criteria_points")]),
    ],
)
def test_defects_are_named(kind: QuestionKind, changes: dict[str, Any], defects: list[tuple[str, str]]) -> None:
    assert [(defect.field, defect.code) for defect in validate(question(kind, **changes))] == defects


@pytest.mark.parametrize("kind", ALL)
def test_the_browser_sees_no_key(kind: QuestionKind) -> None:
    one = question(kind)
    tokens = {option.id: f"t{number}" for number, option in enumerate(one.options)}
    view = json.dumps(public_view(one, tokens), ensure_ascii=False)
    assert CANARY not in view
    if kind != QuestionKind.ESSAY:
        assert not any(f'"{entry}"' in view for entry in one.key)
    assert "tolerance" not in view and "criteria" not in view
    assert len(public_view(one, tokens)["options"]) == len(one.options)


@pytest.mark.parametrize("kind", ALL)
def test_no_answer_is_zero_and_says_so(kind: QuestionKind) -> None:
    for raw in (None, "", [], "   ") if kind not in {QuestionKind.SINGLE, QuestionKind.MULTIPLE} else (None, "", []):
        result = mark(question(kind), normalise(question(kind), raw))
        assert (result.points, result.outcome) == (Decimal(0), Outcome.UNANSWERED)


@pytest.mark.parametrize("kind", ALL)
@given(raw=JSON)
def test_any_input_is_an_answer_or_a_bad_one(kind: QuestionKind, raw: object) -> None:
    one = question(kind)
    try:
        answer = normalise(one, raw)
    except BadAnswer:
        return
    result = mark(one, answer)
    assert result.points is None or 0 <= result.points <= one.points
    assert normalise(one, list(answer)) == answer


@pytest.mark.parametrize(("rule", "chosen", "share"), WORKED)
def test_multiple_choice_worked_table(rule: str, chosen: str, share: str) -> None:
    one = question(QuestionKind.MULTIPLE, rule=MultipleRule(rule))
    result = mark(one, normalise(one, list(chosen)))
    assert result.exact == Fraction(share) * 3


@given(st.sampled_from(list(MultipleRule)), st.sets(st.sampled_from("ABCDE"), min_size=2), st.sets(st.sampled_from("ABCDE"), min_size=1))
def test_multiple_choice_properties(rule: MultipleRule, key: set[str], chosen: set[str]) -> None:
    one = question(QuestionKind.MULTIPLE, rule=rule, key=tuple(sorted(key)))

    def share(answer: set[str]) -> Fraction:
        exact = mark(one, normalise(one, sorted(answer, reverse=True))).exact
        assert exact is not None
        return exact

    assert (share(chosen) == 3) == (chosen == key)
    assert 0 <= share(chosen) <= 3
    for missing in key - chosen:
        assert share(chosen | {missing}) >= share(chosen)
    for wrong in set("ABCDE") - key - chosen:
        assert share(chosen | {wrong}) <= share(chosen)


def test_ticking_everything_never_pays() -> None:
    paid = {rule: mark(question(QuestionKind.MULTIPLE, rule=rule), tuple("ABCDE")).exact for rule in MultipleRule}
    assert {rule for rule, exact in paid.items() if exact} == {MultipleRule.TRUE_FALSE}
    assert paid[MultipleRule.TRUE_FALSE] == Fraction(6, 5)


RIGHT = [
    "42500",
    "42,500.00",
    "４２５００",
    "42500元",
    "¥42,500",
    "4.25万",
    "4.25万元",
    " 42 500 ",
    "42500.5",
    "42499.5",
    "+42500",
    "42500.",
]
WRONG = [
    "42500.500000001", "42499.499999999", "-42500", "−42500", "", "abc", "NaN", "Infinity", "1e5", "4,25,00",
    "42500元元", "٤٢٥٠٠", "9" * 400, "42.500.0", "%", ".", "元",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "right"), [*((one, True) for one in RIGHT), *((one, False) for one in WRONG)])
def test_numbers_as_typed(typed: str, right: bool) -> None:
    one = question(QuestionKind.NUMERIC)
    assert (mark(one, normalise(one, typed)).outcome == Outcome.CORRECT) is right


@pytest.mark.parametrize(
    ("key", "tolerance", "relative", "unit", "accept", "typed", "right"),
    [
        ("200", "0.05", True, "", (), "210", True),
        ("200", "0.05", True, "", (), "210.0001", False),
        ("-200", "0.05", True, "", (), "-190", True),
        ("0", "0.05", True, "", (), "0", True),
        ("0", "0.05", True, "", (), "0.001", False),
        ("8", "0", False, "%", (), "8%", True),
        ("8", "0", False, "%", (), "８％", True),
        ("8", "0", False, "%", (), "0.08", False),
        ("0.08", "0", False, "", ("percent",), "8%", True),
        ("0.08", "0", False, "", (), "8%", False),
        ("42", "0", False, "万元", (), "42万", True),
        ("42", "0", False, "万元", (), "42万元", True),
        ("420000", "0", False, "", ("wan",), "42万", True),
        ("420000", "0", False, "", (), "42万", False),
        ("42", "0", False, "天", (), "42 天", True),
        ("0.1", "0", False, "", (), "0.10", True),
        ("0.3", "0.1", False, "", (), "0.2", True),
    ],
)
def test_tolerance_and_units(key: str, tolerance: str, relative: bool, unit: str, accept: tuple[str, ...], typed: str, right: bool) -> None:
    one = question(QuestionKind.NUMERIC, key=(key,), tolerance=Decimal(tolerance), relative=relative, unit=unit, accept=accept)
    assert (mark(one, normalise(one, typed)).outcome == Outcome.CORRECT) is right


def test_a_number_from_json_is_read_too() -> None:
    one = question(QuestionKind.NUMERIC)
    assert normalise(one, 42500) == ("42500",)
    with pytest.raises(BadAnswer):
        normalise(one, True)


@pytest.mark.parametrize(
    ("typed", "right"),
    [("存货", True), (" 库存。", True), ("存 货", False), ("存\u200b货", True), ("资产", False), ("", False)],
)
def test_fill_in(typed: str, right: bool) -> None:
    one = question(QuestionKind.FILL_IN)
    assert (mark(one, normalise(one, typed)).outcome == Outcome.CORRECT) is right


def test_fill_in_ignores_case_and_width() -> None:
    one = question(QuestionKind.FILL_IN, key=("A级", "cash flow"))
    assert [mark(one, normalise(one, typed)).outcome for typed in ("ａ级", "CASH  Flow")] == [Outcome.CORRECT] * 2


@pytest.mark.parametrize(("raw", "outcome"), [("B", "correct"), (["B"], "correct"), ("A", "wrong")])
def test_single(raw: object, outcome: str) -> None:
    assert mark(question(QuestionKind.SINGLE), normalise(question(QuestionKind.SINGLE), raw)).outcome == outcome


@pytest.mark.parametrize(("raw", "outcome"), [("A", "correct"), ("C", "correct"), ("B", "wrong")])
def test_single_with_several_keys_takes_any_of_them(raw: str, outcome: str) -> None:
    one = question(QuestionKind.SINGLE, key=("A", "C"), accept=("any",))
    assert (validate(one), mark(one, normalise(one, raw)).outcome) == ([], outcome)


@pytest.mark.parametrize(("raw", "outcome"), [("T", "correct"), ("F", "wrong")])
def test_true_false(raw: object, outcome: str) -> None:
    assert mark(question(QuestionKind.TRUE_FALSE), normalise(question(QuestionKind.TRUE_FALSE), raw)).outcome == outcome


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (QuestionKind.SINGLE, ["A", "B"]),
        (QuestionKind.SINGLE, "Z"),
        (QuestionKind.SINGLE, {"A": 1}),
        (QuestionKind.MULTIPLE, ["A", 1]),
        (QuestionKind.TRUE_FALSE, "对"),
        (QuestionKind.NUMERIC, "1" * 600),
        (QuestionKind.FILL_IN, ["a", "b"]),
        (QuestionKind.FILL_IN, "a\0b"),
        (QuestionKind.ESSAY, "\ud800"),
        (QuestionKind.ESSAY, "长" * 20_001),
    ],
)
def test_shapes_no_honest_page_sends(kind: QuestionKind, raw: object) -> None:
    with pytest.raises(BadAnswer):
        normalise(question(kind), raw)


def test_an_essay_waits_for_a_rater() -> None:
    one = question(QuestionKind.ESSAY)
    result = mark(one, normalise(one, "我认为……"))
    assert (result.points, result.outcome, is_automatic(one)) == (None, Outcome.NEEDS_RATER, False)
    assert all(is_automatic(question(kind)) for kind in ALL if kind != QuestionKind.ESSAY)


@pytest.mark.parametrize("kind", ALL)
def test_frozen_and_thawed_is_the_same_question(kind: QuestionKind) -> None:
    one = question(kind, accept=("wan",), relative=True)
    again = from_data(json.loads(json.dumps(to_data(one))))
    assert again == one
    assert question_digest(again) == question_digest(one)
    assert question_digest(question(kind, stem="别的")) != question_digest(one)


TWO_OPTIONS = [{"token": "A", "text": "x"}, {"token": "B", "text": "y"}]
STORED: list[tuple[str, list[dict[str, str]], dict[str, Any], dict[str, Any], Any, Answer]] = [
    ("single", TWO_OPTIONS, {"options": ["B"]}, {"rule": "exact"}, "B", ("B",)),
    ("multiple", TWO_OPTIONS, {"options": ["B", "A"]}, {"rule": "cn_subset"}, ["B", "A"], ("A", "B")),
    ("true_false", [], {"answer": False}, {"rule": "exact"}, "F", ("F",)),
    ("numeric", [], {"value": "100"}, {"rule": "relative", "tolerance": "0.1", "unit": "元"}, "110", ("110",)),
    ("fill_in", [], {"text": "存货"}, {"rule": "accepted", "accepted": ["存货", "库存"]}, "库存", ("库存",)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "options", "key", "marking", "raw", "answer"), STORED)
def test_a_stored_version_is_marked(kind: str, options: Any, key: Any, marking: Any, raw: object, answer: Answer) -> None:
    one = from_stored(kind=kind, stem="s", points=Decimal(2), options=options, key=key, marking=marking)
    assert validate(one) == []
    assert normalise(one, raw) == answer
    assert mark(one, answer).points == 2


def test_a_stored_essay_keeps_its_criteria() -> None:
    rubric = [{"text": "要点", "points": "4"}, {"text": "表达", "points": "6"}]
    one = from_stored(
        kind="essay", stem="s", points=Decimal(10), options=[], key={"reference": "r"}, marking={"rule": "rubric", "rubric": rubric}
    )
    assert validate(one) == []
    assert [(row.code, row.points) for row in one.criteria] == [("c1", 4), ("c2", 6)]


@pytest.mark.parametrize(("fraction", "text"), [("2/3", "0.666666667"), ("1/2", "0.5"), ("-1/3", "-0.333333333"), ("10", "10"), ("0", "0")])
def test_exact_marks_become_decimals_once(fraction: str, text: str) -> None:
    assert to_decimal(Fraction(fraction)) == Decimal(text)
