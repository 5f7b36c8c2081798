"""Questions and their keys, papers, exams, answers, marks and ratings."""

from collections.abc import Mapping
from typing import Any

from assessments.enums import QuestionKind, ResultsState
from tests.matrix.lines import AUTHORS, MANAGERS, SEATED, STAFF

from ..groups import AT_TABLE, ROSTER, Rule

# Who writes scoring sheets, who reads what was given by them, and who rates with them.
RUBRIC = f"{AUTHORS} {MANAGERS} {ROSTER} {AT_TABLE}"
PAPER = f"{AUTHORS} {ROSTER}"


def own_once_released(row: Any, _parts: Mapping[Any, str]) -> str:
    """A key, an explanation: of whoever teaches, and of the person when the results with their answers are out."""
    exam = row.sitting.exam
    out = exam.results == ResultsState.RELEASED and exam.show_answers_after_release
    return f"{STAFF} @sitting__user" if out else STAFF


def raters(row: Any, parts: Mapping[Any, str]) -> str:
    return " ".join([ROSTER, *(parts.get(user.pk, "") for user in row.raters.all())])


def stem(row: Any, _parts: Mapping[Any, str]) -> str:
    """Whoever marks an essay reads what was asked."""
    return f"{AUTHORS} {STAFF}" if row.question.kind == QuestionKind.ESSAY else AUTHORS


def mark(row: Any, _parts: Mapping[Any, str]) -> str:
    return f"{STAFF} @sitting__user" if row.sitting.exam.results == ResultsState.RELEASED else STAFF


RULES: dict[str, Rule] = {
    "assessments.AnswerEvent.value": f"{STAFF} @sitting__user",
    "assessments.AnswerCurrent.value": f"{STAFF} @sitting__user",
    "assessments.EssayMark.comment": mark,
    "assessments.Exam.title": f"{ROSTER} {SEATED}",
    "assessments.Exam.cancelled_reason": f"{ROSTER} {SEATED}",
    "assessments.Exam.instructions": f"{ROSTER} {SEATED}",
    "assessments.Exam.counts_for": f"{ROSTER} {SEATED}",
    "assessments.ExamAccommodation.reason": ROSTER,
    "assessments.Paper.title": PAPER,
    "assessments.Paper.code": PAPER,
    "assessments.Paper.blueprint": AUTHORS,
    "assessments.Paper.instructions": AUTHORS,
    "assessments.Paper.comment": AUTHORS,
    "assessments.PaperItem.section": AUTHORS,
    "assessments.Question.code": AUTHORS,
    "assessments.QuestionVersion.stem": stem,
    "assessments.QuestionVersion.options": AUTHORS,
    "assessments.QuestionVersion.key": AUTHORS,
    "assessments.QuestionVersion.marking": AUTHORS,
    "assessments.QuestionVersion.explanation": AUTHORS,
    "assessments.QuestionVersion.comment": AUTHORS,
    "assessments.Rubric.code": RUBRIC,
    "assessments.Rubric.title": RUBRIC,
    "assessments.Rubric.criteria": RUBRIC,
    "assessments.Rubric.red_lines": RUBRIC,
    "assessments.RatingTask.title": raters,
    "assessments.Rating.note": f"{ROSTER} @rater",
    "assessments.Sitting.questions": f"{STAFF} @user",
    "assessments.Sitting.device_note": f"{STAFF} @user",
    "assessments.SittingKey.key": own_once_released,
    "assessments.SittingKey.reason": own_once_released,
}
