"""Turns answers into marks, for one sitting or for many in a fixed number of statements."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from lms.toolkit.canonical import decimal_text

from ..domain.essay import settled_points
from ..domain.marking import SittingResult
from ..domain.sitting import frozen_questions, mark_frozen
from ..enums import ExamKind, SittingState
from ..models import AnswerCurrent, EssayMark, Sitting, SittingKey
from ..queries.markers import markers_wanted

BATCH = 200
CENT = Decimal("0.01")


def newest_key() -> Subquery:
    """The key that counts for a sitting: the one of the latest regrade."""
    return Subquery(SittingKey.objects.filter(sitting=OuterRef("pk")).order_by("-number").values("key")[:1])


def rater_points(key: Sequence[Any], marks: Iterable[EssayMark], markers: int) -> dict[int, Decimal]:
    """Points that stand, by position; an answer whose markers are not done is left out."""
    by_position: dict[int, dict[int, Decimal]] = {}
    for mark in marks:
        by_position.setdefault(mark.position, {})[mark.round] = mark.points
    maxima = {number: question.points for number, question in enumerate(frozen_questions(key), start=1)} if by_position else {}
    settled = {
        position: settled_points(rounds, maximum=maxima[position], markers=markers)
        for position, rounds in by_position.items()
        if position in maxima
    }
    return {position: points for position, points in settled.items() if points is not None}


def apply_result(sitting: Sitting, result: SittingResult, moment: datetime) -> None:
    """Fill the row's fields; the caller saves. A score there is only once nothing waits for a person."""
    sitting.score_vector = [None if points is None else decimal_text(points) for points in result.vector]
    sitting.score = None if result.total is None else min(result.total.quantize(CENT, ROUND_HALF_UP), sitting.maximum)
    if result.total is not None:
        sitting.marked_at = moment
        if sitting.state in {SittingState.SUBMITTED, SittingState.CLOSED}:
            sitting.state = SittingState.MARKED


def mark_many(sitting_ids: Sequence[int], *, now: datetime | None = None) -> int:
    """Marks finished sittings (again); four statements per batch. How many were marked to the end."""
    moment, done = now or timezone.now(), 0
    for start in range(0, len(sitting_ids), BATCH):
        done += _mark_batch(list(sitting_ids[start : start + BATCH]), moment)
    return done


def _mark_batch(ids: list[int], moment: datetime) -> int:
    sittings = list(Sitting.objects.filter(pk__in=ids).exclude(state=SittingState.OPEN).select_related("exam").annotate(key=newest_key()))
    values: dict[int, dict[int, str]] = {}
    for pk, position, value in AnswerCurrent.objects.filter(sitting__in=ids).values_list("sitting_id", "position", "value"):
        values.setdefault(pk, {})[position] = value
    marks: dict[int, list[EssayMark]] = {}
    for mark in EssayMark.objects.filter(sitting__in=ids):
        marks.setdefault(mark.sitting_id, []).append(mark)
    wanted = {exam.pk: markers_wanted(exam) if exam.kind == ExamKind.FINAL else 1 for exam in {one.exam for one in sittings}}
    for sitting in sittings:
        points = rater_points(sitting.key, marks.get(sitting.pk, ()), wanted[sitting.exam_id])
        apply_result(sitting, mark_frozen(sitting.key, values.get(sitting.pk, {}), points), moment)
    Sitting.objects.bulk_update(sittings, ["score_vector", "score", "marked_at", "state"], batch_size=BATCH)
    return sum(sitting.score is not None for sitting in sittings)
