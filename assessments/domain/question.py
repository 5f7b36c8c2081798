"""A question as plain values, frozen into a paper, and its JSON form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.enums import MultipleRule, Outcome, QuestionKind
from lms.toolkit.canonical import decimal_text, digest

Answer = tuple[str, ...]
"""Option ids in ascending order, ("T",), or one text as typed; () is no answer."""

UNANSWERED: Answer = ()
NINTH = Decimal("1e-9")


@dataclass(frozen=True)
class Option:
    """``id`` is a short letter that never reaches the browser; see tokens.py."""

    id: str
    text: str


@dataclass(frozen=True)
class Criterion:
    """What an essay is marked by."""

    code: str
    text: str
    points: Decimal


@dataclass(frozen=True)
class Question:
    """One question. ``key``: option ids, "T"/"F", one number, accepted texts, or an essay's reference answer.

    ``tolerance`` is absolute, or a share of the key when ``relative``; ``accept`` may hold "percent" and "wan";
    for a single choice "any": one of several keys is enough.
    """

    kind: QuestionKind
    stem: str
    points: Decimal
    key: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    explanation: str = ""
    id: str = ""
    topic: str = ""
    rule: MultipleRule = MultipleRule.CN_SUBSET
    tolerance: Decimal = Decimal(0)
    relative: bool = False
    unit: str = ""
    accept: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True)
class Defect:
    """Why a question can't be put on a paper: which field, what is wrong with it, and the offending value."""

    field: str
    code: str
    value: str = ""


@dataclass(frozen=True)
class Mark:
    """``exact`` is None while a rater has to mark; ``points`` is ``exact`` as a decimal of nine places, never rounded further."""

    exact: Fraction | None
    maximum: Decimal
    outcome: Outcome
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def points(self) -> Decimal | None:
        return None if self.exact is None else to_decimal(self.exact)


class BadAnswer(ValueError):
    """The answer sent has not the shape of this kind of question (a broken or tampered page, not a wrong answer)."""


def to_decimal(number: Fraction) -> Decimal:
    """Exact where nine places suffice, else half-up at the ninth."""
    scaled = number * 10**9
    whole = (abs(scaled) + Fraction(1, 2)).__floor__()
    return (Decimal(whole if scaled >= 0 else -whole) * NINTH).normalize() + Decimal(0)


def marked(question: Question, share: Fraction, detail: Mapping[str, Any] | None = None) -> Mark:
    """A mark from the share (0…1) of the question's points that was earned."""
    outcome = Outcome.CORRECT if share == 1 else Outcome.PARTIAL if share > 0 else Outcome.WRONG
    return Mark(share * Fraction(question.points), question.points, outcome, dict(detail or {}))


def unanswered(question: Question) -> Mark:
    return Mark(Fraction(0), question.points, Outcome.UNANSWERED)


def to_data(question: Question) -> dict[str, Any]:
    """JSON form for freezing; holds the key, so it never leaves the server."""
    return {
        "kind": str(question.kind),
        "stem": question.stem,
        "points": decimal_text(question.points),
        "key": list(question.key),
        "options": [[option.id, option.text] for option in question.options],
        "explanation": question.explanation,
        "id": question.id,
        "topic": question.topic,
        "rule": str(question.rule),
        "tolerance": decimal_text(question.tolerance),
        "relative": question.relative,
        "unit": question.unit,
        "accept": list(question.accept),
        "criteria": [[one.code, one.text, decimal_text(one.points)] for one in question.criteria],
    }


def from_data(data: Mapping[str, Any]) -> Question:
    """The question back from ``to_data``; raises ValueError, KeyError or TypeError on other input."""
    return Question(
        kind=QuestionKind(data["kind"]),
        stem=data["stem"],
        points=Decimal(data["points"]),
        key=tuple(data["key"]),
        options=tuple(Option(one, text) for one, text in data["options"]),
        explanation=data["explanation"],
        id=data["id"],
        topic=data["topic"],
        rule=MultipleRule(data["rule"]),
        tolerance=Decimal(data["tolerance"]),
        relative=data["relative"],
        unit=data["unit"],
        accept=tuple(data["accept"]),
        criteria=tuple(Criterion(code, text, Decimal(points)) for code, text, points in data["criteria"]),
    )


def from_stored(
    *,
    kind: str,
    stem: str,
    points: Decimal,
    options: Sequence[Mapping[str, str]],
    key: Mapping[str, Any],
    marking: Mapping[str, Any],
    id: str = "",
    topic: str = "",
    explanation: str = "",
) -> Question:
    """The question from the columns of a bank version (the shapes that content.py writes)."""
    rule = marking.get("rule", "")
    truth = {True: ("T",), False: ("F",)}
    keys: dict[str, tuple[str, ...]] = {
        QuestionKind.SINGLE: tuple(key.get("options", ())),
        QuestionKind.MULTIPLE: tuple(sorted(key.get("options", ()))),
        QuestionKind.TRUE_FALSE: truth.get(key.get("answer", ""), ()),
        QuestionKind.NUMERIC: (key["value"],) if "value" in key else (),
        QuestionKind.FILL_IN: tuple(marking.get("accepted", ())),
        QuestionKind.ESSAY: (key["reference"],) if key.get("reference") else (),
    }
    rubric = enumerate(marking.get("rubric", ()), start=1)
    return Question(
        kind=QuestionKind(kind), stem=stem, points=points, key=keys[kind], explanation=explanation, id=id, topic=topic,
        options=tuple(Option(option["token"], option["text"]) for option in options),
        rule=MultipleRule(rule) if kind == QuestionKind.MULTIPLE else MultipleRule.CN_SUBSET,
        tolerance=Decimal(marking.get("tolerance", "0")), relative=rule == "relative",
        unit=marking.get("unit", ""), accept=tuple(marking.get("accept", ())),
        criteria=tuple(Criterion(f"c{number}", row["text"], Decimal(row["points"])) for number, row in rubric),
    )  # fmt: skip


def question_digest(question: Question) -> str:
    """SHA-256 of the frozen question: equal before and after an edit of the bank."""
    return digest(to_data(question))
