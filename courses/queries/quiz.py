"""Questions of a lesson's quiz: fetched from the bank of questions, marked here, keys kept here."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q

from assessments.domain.content import key_text, restored
from assessments.domain.kinds import mark, normalise
from assessments.domain.question import Option
from assessments.domain.question import Question as PlainQuestion
from assessments.enums import MultipleRule, Outcome, QuestionKind, ReviewState
from assessments.models import Question, QuestionVersion

# An essay is marked by a person, so it has no place in an exercise that answers at once.
KINDS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE, QuestionKind.NUMERIC, QuestionKind.FILL_IN)


@dataclass(frozen=True)
class Feedback:
    """What a person learns after trying."""

    correct: bool
    answer: tuple[str, ...]
    key: str
    explanation: str


def _usable(bank_id: int | None) -> Q:
    return Q(bank__isnull=True) | Q(bank_id=bank_id) if bank_id else Q(bank__isnull=True)


def quiz_questions(codes: Collection[str], *, bank_id: int | None) -> dict[str, Question]:
    """Approved questions by number; the bank's own goes before the shared one of the same number."""
    rows = Question.objects.filter(
        _usable(bank_id), code__in=list(codes), state=ReviewState.APPROVED, kind__in=KINDS, current_version__isnull=False
    )
    return {row.code: row for row in rows.select_related("current_version").order_by(F("bank_id").asc(nulls_first=True))}


def known_codes(codes: Collection[str], *, bank_id: int | None) -> set[str]:
    """Which of ``codes`` can be asked."""
    return set(quiz_questions(codes, bank_id=bank_id)) if codes else set()


def _plain(row: Question, version: QuestionVersion) -> PlainQuestion:
    key, marking = version.key, version.marking
    keys = {
        QuestionKind.SINGLE: lambda: tuple(key["options"]),
        QuestionKind.MULTIPLE: lambda: tuple(key["options"]),
        QuestionKind.TRUE_FALSE: lambda: ("T" if key["answer"] else "F",),
        QuestionKind.NUMERIC: lambda: (str(key["value"]),),
        QuestionKind.FILL_IN: lambda: tuple(marking["accepted"]),
    }
    rules = set(MultipleRule.values)
    return PlainQuestion(
        kind=QuestionKind(row.kind),
        stem=version.stem,
        points=version.points,
        key=keys[QuestionKind(row.kind)](),
        options=tuple(Option(option["token"], option["text"]) for option in version.options),
        id=row.code,
        rule=MultipleRule(marking["rule"]) if marking.get("rule") in rules else MultipleRule.CN_SUBSET,
        tolerance=Decimal(marking.get("tolerance", "0")),
        unit=marking.get("unit", ""),
    )


def check_answer(row: Question, raw: list[str]) -> Feedback | None:
    """The feedback to an answer, nothing where no answer was given; raises BadAnswer for what no honest page sends."""
    version = row.current_version
    if version is None:
        return None
    question = _plain(row, version)
    answer = normalise(question, raw)
    if not answer:
        return None
    content = restored(
        kind=row.kind,
        stem=version.stem,
        points=version.points,
        difficulty=version.difficulty,
        options=version.options,
        key=version.key,
        marking=version.marking,
    )
    unit = f" {question.unit}" if question.unit else ""
    correct = mark(question, answer).outcome == Outcome.CORRECT
    return Feedback(correct, answer, key_text(content) + unit, version.explanation)
