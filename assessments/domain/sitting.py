"""Freezes a paper into one person's sitting, and marks it again from what was frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assessments.domain.kinds import is_automatic, normalise, public_view
from assessments.domain.marking import SittingResult, mark_sitting
from assessments.domain.question import UNANSWERED, Answer, BadAnswer, Criterion, Question, from_data, to_data
from assessments.domain.text import MAX_ESSAY
from assessments.domain.tokens import ids_from_tokens, option_tokens, shuffled
from assessments.enums import QuestionKind

MAX_POSITION = 500
CENT = Decimal("0.01")
CHOICES = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})


@dataclass(frozen=True)
class Frozen:
    """``questions`` in the order shown, without keys; ``key`` in the paper's order, never sent to a browser."""

    questions: list[dict[str, Any]]
    key: list[dict[str, Any]]
    maximum: Decimal


def freeze(
    questions: Sequence[Question], *, sections: Sequence[str], sitting: str, secret: bytes, shuffle_questions: bool, shuffle_options: bool
) -> Frozen:
    """``position`` counts from 1 in the paper's order and is the same in every sitting; sections stay together when shuffled."""
    views, key = [], []
    for position, (question, section) in enumerate(zip(questions, sections, strict=True), start=1):
        own = replace(question, id=str(position), criteria=fitted_criteria(question))
        tokens = _tokens(own, sitting=sitting, secret=secret, shuffle=shuffle_options)
        views.append({**public_view(own, tokens), "position": position, "section": section})
        key.append({"question": to_data(own), "tokens": tokens})
    if shuffle_questions:
        views = _shuffled_views(views, sitting)
    return Frozen(views, key, sum((question.points for question in questions), Decimal(0)))


def fitted_criteria(question: Question) -> tuple[Criterion, ...]:
    """An essay's criteria add up to the points it has on this paper; the last one takes what rounding leaves."""
    total = sum((one.points for one in question.criteria), Decimal(0))
    if not question.criteria or total == question.points:
        return question.criteria
    fitted = [replace(one, points=(one.points * question.points / total).quantize(CENT)) for one in question.criteria]
    rest = question.points - sum((one.points for one in fitted[:-1]), Decimal(0))
    return (*fitted[:-1], replace(fitted[-1], points=rest))


def _tokens(question: Question, *, sitting: str, secret: bytes, shuffle: bool) -> dict[str, str]:
    ids = [option.id for option in question.options]
    tokens = option_tokens(ids, secret=secret, sitting=sitting, question=question.id)
    return tokens if shuffle else {one: tokens[one] for one in ids}


def _shuffled_views(views: list[dict[str, Any]], sitting: str) -> list[dict[str, Any]]:
    by_id = {str(view["position"]): view for view in views}
    lot = [by_id[one] for one in shuffled(by_id, seed=sitting)]
    order = list(dict.fromkeys(view["section"] for view in views))
    return sorted(lot, key=lambda view: order.index(view["section"]))


def check_value(value: object) -> str:
    """An answer as it may be stored; raises BadAnswer. What it means is decided when it is marked."""
    if not isinstance(value, str):
        raise BadAnswer("expected text")
    if len(value) > MAX_ESSAY or "\0" in value or any("\ud800" <= one <= "\udfff" for one in value):
        raise BadAnswer("text cannot be stored")
    return value


def answer_of(question: Question, tokens: Mapping[str, str], value: str) -> Answer:
    """The stored text (option tokens, joined by commas, where there are options) as an answer; what makes no sense is no answer."""
    raw: object = value
    try:
        if question.kind in CHOICES:
            raw = ids_from_tokens([one for one in value.split(",") if one], tokens)
        return normalise(question, raw)
    except BadAnswer:
        return UNANSWERED


def frozen_questions(key: Sequence[Mapping[str, Any]]) -> list[Question]:
    """The questions with their keys, in the paper's order."""
    return [from_data(entry["question"]) for entry in key]


def mark_frozen(
    key: Sequence[Mapping[str, Any]], values: Mapping[int, str], rater_points: Mapping[int, Decimal] | None = None
) -> SittingResult:
    """``values`` and ``rater_points`` by position. A question marked ``full`` by a regrade gives everyone its points."""
    questions: list[Question] = []
    answers: dict[str, Answer] = {}
    given = {str(position): points for position, points in (rater_points or {}).items()}
    for position, (entry, question) in enumerate(zip(key, frozen_questions(key), strict=True), start=1):
        answers[question.id] = answer_of(question, entry["tokens"], values.get(position, ""))
        if entry.get("full"):
            question = replace(question, kind=QuestionKind.ESSAY)  # what people decide outranks the machine
            given[question.id] = question.points
        questions.append(question)
    return mark_sitting(questions, answers, given)


def essay_positions(key: Sequence[Mapping[str, Any]]) -> list[int]:
    """Positions that a person has to mark."""
    return [number for number, question in enumerate(frozen_questions(key), start=1) if not is_automatic(question)]


def is_answered(value: str) -> bool:
    return bool(value.strip())
