"""Formulas, opening, completion and excerpts, with plain values."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from courses.domain.availability import Availability, Terms, availability, best
from courses.domain.completion import Content, add_try, missing, share_done
from courses.domain.excerpt import excerpt
from courses.domain.formula import FormulaProblem, Step, as_decimal, evaluate, readable, run_steps

NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("1 + 2 * 3", Fraction(7)),
        ("(1 + 2) * 3", Fraction(9)),
        ("10 / 4 / 5", Fraction(1, 2)),
        ("2 - 3 - 4", Fraction(-5)),
        ("-3 * -2", Fraction(6)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1 / 3 * 3", Fraction(1)),
        ("round(2.345, 2)", Fraction(235, 100)),
        ("round(-2.5)", Fraction(-3)),
        ("abs(-4) + min(3, 1, 2) + max(5, 6)", Fraction(11)),
        ("a - b", Fraction(7)),
    ],
)
def test_formulas_are_exact(formula: str, result: Fraction) -> None:
    assert evaluate(formula, {"a": Fraction(10), "b": Fraction(3)}) == result


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("1 +", "syntax"),
        ("(1", "syntax"),
        ("1 2", "syntax"),
        ("", "syntax"),
        ("round()", "syntax"),
        ("a ** 2", "syntax"),
        ("2 ^ 3", "sign"),
        ("__import__", "sign"),
        ("a.b", "sign"),
        ("unknown", "name"),
        ("1 / (2 - 2)", "zero"),
        ("round(1, 2, 3)", "call"),
        ("round(1, 99)", "call"),
        ("abs(1, 2)", "call"),
        ("(" * 60 + "1" + ")" * 60, "depth"),
        ("1+" * 300 + "1", "length"),
    ],
)
def test_what_is_no_formula_is_refused(formula: str, code: str) -> None:
    with pytest.raises(FormulaProblem) as caught:
        evaluate(formula, {"a": Fraction(1)})
    assert caught.value.code == code


def test_steps_build_on_exact_values_and_round_half_up() -> None:
    inputs = {"notes": Decimal(2900), "average": Decimal(420), "share": Decimal("0.68"), "sales": Decimal(1800000)}
    steps = [Step("found", "notes * average / share", 0), Step("off", "(found - sales) / sales * 100", 2)]
    assert run_steps(inputs, steps) == [Decimal(1791176), Decimal("-0.49")]
    assert as_decimal(Fraction(-5, 1000), 2) == Decimal("-0.01")


def test_a_formula_reads_in_words() -> None:
    assert readable("(due - actual) / actual * 100", {"due": "应有", "actual": "实有"}) == "(应有 − 实有) ÷ 实有 × 100"


@pytest.mark.parametrize(
    ("terms", "slot", "expected"),
    [
        (Terms("date"), None, Availability(True)),
        (Terms("date", opens_at=NOW), None, Availability(True)),
        (Terms("date", opens_at=NOW + DAY), None, Availability(False, "date", NOW + DAY)),
        (Terms("date", opens_at=NOW - DAY), NOW + DAY, Availability(True)),
        (Terms("timetable"), None, Availability(False, "unplanned")),
        (Terms("timetable", course_slot_at=NOW - DAY), None, Availability(True)),
        (Terms("timetable", course_slot_at=NOW - DAY), NOW + DAY, Availability(False, "timetable", NOW + DAY)),
        (Terms("timetable", course_slot_at=NOW + DAY), NOW, Availability(True)),
        (Terms("date", closes_at=NOW), None, Availability(False, "closed", NOW)),
        (Terms("date", waits_for="《甲》"), None, Availability(False, "prerequisite", title="《甲》")),
    ],
)
def test_when_something_opens(terms: Terms, slot: datetime | None, expected: Availability) -> None:
    assert availability(terms, now=NOW, lesson_slot_at=slot) == expected


def test_of_two_classes_the_better_counts() -> None:
    late, soon = Availability(False, "date", NOW + 2 * DAY), Availability(False, "date", NOW + DAY)
    assert best([late, soon]) == soon
    assert best([late, Availability(True)]) == Availability(True)
    assert best([Availability(False, "closed", NOW)]) == Availability(False, "closed", NOW)


def test_what_is_missing() -> None:
    content = Content(sections=["a", "b"], questions=["Q1"], recordings=[7])
    gaps = missing(content, seen={"a"}, tried={}, watched={7})
    assert (gaps.sections, gaps.questions, gaps.recordings, gaps.nothing) == (["b"], ["Q1"], [], False)
    assert share_done(content, gaps) == (2, 4)
    assert missing(content, seen={"a", "b"}, tried={"Q1"}, watched={7}).nothing is True


def test_the_first_try_stays() -> None:
    state = add_try(add_try({}, code="Q1", correct=False), code="Q1", correct=True)
    assert state == {"Q1": {"first": False, "tries": 2, "last": True}}


def test_an_excerpt_marks_every_hit() -> None:
    text = "前文" * 40 + "先勾稽，后交叉检验，再交叉检验。" + "后文" * 60
    pieces = excerpt(text, "交叉检验", ["交叉", "叉检", "检验"])
    assert [piece for piece, hit in pieces if hit] == ["交叉检验", "交叉检验"]
    assert (pieces[0][0], pieces[-1][0]) == ("…", "…")
    assert "".join(piece for piece, _hit in pieces).strip("…") in text
    assert excerpt("短文", "没有", ["没有"]) == [("短文", False)]
