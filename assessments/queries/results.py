"""One person's result, question by question: what they may see of it, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from ..domain.marking import SittingResult
from ..domain.question import Question
from ..domain.sitting import CHOICES, answer_of, frozen_questions, mark_frozen
from ..enums import MarkSource, ResultsState
from ..models import AnswerEvent, EssayMark, Exam, Sitting, SittingKey
from .sittings import answers_of


@dataclass(frozen=True)
class Line:
    """One question of a result. ``right``, ``explanation`` and the criteria are empty where the exam doesn't show them."""

    number: int
    question: Question
    outcome: str
    points: Decimal | None
    answer: list[str]
    right: list[str]
    explanation: str
    comments: list[str]
    regraded: str


def results_visible(exam: Exam) -> bool:
    """Before the release nobody who sat the exam sees a score or a key."""
    return exam.results == ResultsState.RELEASED


def _texts(question: Question, answer: tuple[str, ...]) -> list[str]:
    """An answer as people read it: option texts with their letters, right or wrong, or what was typed."""
    if question.kind in CHOICES:
        texts = {option.id: option.text for option in question.options}
        return [texts[one] for one in answer if one in texts]
    return [part for part in answer if part]


def lines_of(sitting: Sitting) -> list[Line]:
    """In the order in which the person saw the questions; the caller has asked ``results_visible``."""
    keys = list(SittingKey.objects.filter(sitting=sitting).order_by("number"))
    key, values = keys[-1].key, {position: answer.value for position, answer in answers_of(sitting).items()}
    marks: dict[int, list[EssayMark]] = {}
    for mark in EssayMark.objects.filter(sitting=sitting).order_by("round"):
        marks.setdefault(mark.position, []).append(mark)
    points = {place: Decimal(text) for place, text in enumerate(sitting.score_vector or [], start=1) if text is not None}
    result = mark_frozen(key, values, {place: points[place] for place in marks if place in points})
    questions = frozen_questions(key)
    reasons = _regrades(keys)
    return [
        _line(number, view["position"], questions, key, values, result, marks, reasons, shows=sitting.exam.show_answers_after_release)
        for number, view in enumerate(sitting.questions, start=1)
    ]


def _line(
    number: int,
    position: int,
    questions: list[Question],
    key: list[dict[str, Any]],
    values: Mapping[int, str],
    result: SittingResult,
    marks: Mapping[int, list[EssayMark]],
    reasons: Mapping[int, str],
    *,
    shows: bool,
) -> Line:
    question, item = questions[position - 1], result.items[position - 1]
    return Line(
        number=number,
        question=question,
        outcome=str(item.mark.outcome),
        points=item.mark.points,
        answer=_texts(question, answer_of(question, key[position - 1]["tokens"], values.get(position, ""))),
        right=_texts(question, question.key) if shows else [],
        explanation=question.explanation if shows else "",
        comments=[mark.comment for mark in marks.get(position, []) if mark.comment] if item.source == MarkSource.RATER else [],
        regraded=reasons.get(position, ""),
    )


def _regrades(keys: list[SittingKey]) -> dict[int, str]:
    """Position → the reason of the last regrade that touched it."""
    found: dict[int, str] = {}
    for earlier, later in pairwise(keys):
        for position, (old, new) in enumerate(zip(earlier.key, later.key, strict=True), start=1):
            if old != new:
                found[position] = later.reason
    return found


def late_answers(sitting: Sitting) -> dict[int, AnswerEvent]:
    """What arrived after the time was over: it doesn't count, and the marker sees that it came. Position → the last one."""
    rows = AnswerEvent.objects.filter(sitting=sitting, received_at__gt=sitting.accepts_until).order_by("server_seq")
    return {event.position: event for event in rows}
