"""One marker's judgement of one answer, criterion by criterion."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.canonical import decimal_text

from ..domain.essay import next_round
from ..domain.question import Question
from ..domain.sitting import frozen_questions, is_answered
from ..enums import QuestionKind, ResultsState, SittingState
from ..models import AnswerCurrent, EssayMark, Sitting
from ..queries.markers import markers_wanted
from .exam_problems import ExamProblem
from .mark_sittings import mark_many, newest_key


def _question(sitting: Sitting, position: int) -> Question:
    questions = frozen_questions(sitting.key)
    if not 1 <= position <= len(questions):
        raise ExamProblem("no_such_question")
    question = questions[position - 1]
    if question.kind != QuestionKind.ESSAY:
        raise ExamProblem("not_an_essay")
    return question


def _total(question: Question, points: Mapping[str, Decimal]) -> Decimal:
    """The sum over the criteria; each within its own range and all of them judged."""
    for criterion in question.criteria:
        given = points.get(criterion.code)
        if given is None or not given.is_finite() or not 0 <= given <= criterion.points:
            raise ExamProblem("points_range", maximum=decimal_text(criterion.points))
    return sum((points[criterion.code] for criterion in question.criteria), Decimal(0))


@transaction.atomic
def mark_essay(
    *, sitting: Sitting, position: int, marker: User, points: Mapping[str, Decimal], comment: str = "", now: datetime | None = None
) -> EssayMark:
    """``points`` by criterion code. A marker's own mark may be put right until the results are out; the log keeps what it was.

    Raises ExamProblem. When the last mark wanted is there, the sitting's score is computed.
    """
    moment = now or timezone.now()
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("exam__bank").annotate(key=newest_key())
    sitting = rows.get(pk=sitting.pk)
    if sitting.exam.results == ResultsState.RELEASED:
        raise ExamProblem("marks_final")
    if sitting.user_id == marker.pk:
        raise ExamProblem("own_answer")
    question = _question(sitting, position)
    answer = AnswerCurrent.objects.filter(sitting=sitting, position=position).first()
    if sitting.state == SittingState.OPEN or answer is None or not is_answered(answer.value):
        raise ExamProblem("nothing_to_mark")
    total = _total(question, points)
    marks = {mark.round: mark for mark in EssayMark.objects.filter(sitting=sitting, position=position)}
    own = next((mark for mark in marks.values() if mark.marker_id == marker.pk), None)
    before = None if own is None else own.points
    if own is None:
        due = next_round({n: one.points for n, one in marks.items()}, maximum=question.points, markers=markers_wanted(sitting.exam))
        if due is None:
            raise ExamProblem("nothing_to_mark")
        own = EssayMark(sitting=sitting, position=position, marker=marker, round=due)
    own.points, own.comment, own.marked_at = total, comment.strip(), moment
    own.criteria = [{"code": one.code, "points": decimal_text(points[one.code])} for one in question.criteria]
    own.save()
    _log(sitting, own, before, moment)
    mark_many([sitting.pk], now=moment)
    return own


def _log(sitting: Sitting, mark: EssayMark, before: Decimal | None, moment: datetime) -> None:
    log_act(
        organisation_key=sitting.exam.bank.public_id,
        actor_key=mark.marker.key,
        verb=Verb.MARKED,
        object_kind="sitting",
        object_id=sitting.public_id,
        details={
            "position": mark.position,
            "round": mark.round,
            "points": decimal_text(mark.points),
            "before": None if before is None else decimal_text(before),
        },
        now=moment,
    )
