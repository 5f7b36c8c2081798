"""The table of question kinds, and the four things one can do with any question."""

from typing import Any

from assessments.domain.kinds.base import Kind, shared_defects
from assessments.domain.kinds.essay import Essay
from assessments.domain.kinds.fill_in import FillIn
from assessments.domain.kinds.multiple import Multiple
from assessments.domain.kinds.numeric import Numeric
from assessments.domain.kinds.single import Single
from assessments.domain.kinds.true_false import TrueFalse
from assessments.domain.question import Answer, BadAnswer, Defect, Mark, Question, unanswered
from assessments.enums import QuestionKind

__all__ = ["KINDS", "BadAnswer", "is_automatic", "mark", "normalise", "public_view", "validate"]

KINDS: dict[QuestionKind, Kind] = {
    QuestionKind.SINGLE: Single(),
    QuestionKind.MULTIPLE: Multiple(),
    QuestionKind.TRUE_FALSE: TrueFalse(),
    QuestionKind.NUMERIC: Numeric(),
    QuestionKind.FILL_IN: FillIn(),
    QuestionKind.ESSAY: Essay(),
}


def validate(question: Question) -> list[Defect]:
    """Everything wrong with the question; empty when it may be reviewed."""
    return [*shared_defects(question), *KINDS[question.kind].defects(question)]


def public_view(question: Question, tokens: dict[str, str] | None = None) -> dict[str, Any]:
    """What the browser may see. ``tokens`` maps option ids to opaque tokens in the order to show (see tokens.py)."""
    texts = {option.id: option.text for option in question.options}
    return {
        "id": question.id,
        "kind": str(question.kind),
        "stem": question.stem,
        "points": str(question.points),
        "options": [{"token": token, "text": texts[option]} for option, token in (tokens or {}).items()],
        **KINDS[question.kind].view(question),
    }


def normalise(question: Question, raw: object) -> Answer:
    """The answer as stored: () when nothing was answered; raises BadAnswer for a shape no honest page sends."""
    return KINDS[question.kind].normalise(question, raw)


def mark(question: Question, answer: Answer) -> Mark:
    """The mark of a normalised answer; no answer is 0 points and says so."""
    return KINDS[question.kind].mark(question, answer) if answer else unanswered(question)


def is_automatic(question: Question) -> bool:
    """False when a person has to mark it."""
    return KINDS[question.kind].automatic
