"""Tables of questions, papers, exams, sittings and ratings."""

from .answer import AnswerCurrent, AnswerEvent, EssayMark
from .exam import Exam, ExamAccommodation
from .paper import Paper, PaperItem
from .question import Question, QuestionVersion
from .rubric import Rating, RatingTask, Rubric
from .sitting import Sitting, SittingKey

__all__ = [
    "AnswerCurrent",
    "AnswerEvent",
    "EssayMark",
    "Exam",
    "ExamAccommodation",
    "Paper",
    "PaperItem",
    "Question",
    "QuestionVersion",
    "Rating",
    "RatingTask",
    "Rubric",
    "Sitting",
    "SittingKey",
]
