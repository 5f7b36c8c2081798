"""Essays that wait for a marker: question by question, in an order that tells nothing about who wrote what."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.people.models import User

from ..domain.essay import next_round
from ..domain.sitting import is_answered
from ..enums import QuestionKind, ResultsState, SittingState
from ..models import AnswerCurrent, EssayMark, Exam, PaperItem, Sitting
from .exams import exams_marked_by
from .markers import markers_wanted


@dataclass(frozen=True)
class Essay:
    """One essay question of an exam's paper."""

    exam: Exam
    position: int
    stem: str
    maximum: Decimal


@dataclass(frozen=True)
class Script:
    """One answer to one essay question, without its writer. ``round`` is the one ``user`` may give, None where nothing waits for them."""

    sitting_id: int
    public_id: str
    value: str
    marks: tuple[EssayMark, ...]
    own: EssayMark | None
    round: int | None
    done: bool


@dataclass(frozen=True)
class Pile:
    """All answers to one essay question; ``waiting`` of them wait for this marker."""

    essay: Essay
    scripts: list[Script]

    @property
    def waiting(self) -> int:
        return sum(script.round is not None for script in self.scripts)

    @property
    def done(self) -> int:
        return sum(script.done for script in self.scripts)

    @property
    def next(self) -> Script | None:
        return next((script for script in self.scripts if script.round is not None), None)


def essays_of(exams: Iterable[Exam]) -> list[Essay]:
    """The essay questions of the exams' papers; one query. Positions count from 1 as in the sittings."""
    listed = list(exams)
    items: dict[int, list[PaperItem]] = {}
    rows = PaperItem.objects.filter(paper__in={exam.paper_id for exam in listed}).select_related("question_version__question")
    for item in rows.order_by("paper", "position"):
        items.setdefault(item.paper_id, []).append(item)
    return [
        Essay(exam, position, item.question_version.stem, item.points)
        for exam in listed
        for position, item in enumerate(items.get(exam.paper_id, []), start=1)
        if item.question_version.question.kind == QuestionKind.ESSAY
    ]


def piles_for(user: User, exams: Sequence[Exam]) -> list[Pile]:
    """Every essay question with its answers, what waits first; a fixed number of queries and one per final exam's bank."""
    essays = essays_of(exams)
    sittings = {
        one.pk: one
        for one in Sitting.objects.filter(exam__in=exams).exclude(state=SittingState.OPEN).only("pk", "public_id", "exam_id", "user_id")
    }
    answers: dict[tuple[int, int], list[AnswerCurrent]] = {}
    positions = {essay.position for essay in essays}
    for answer in AnswerCurrent.objects.filter(sitting__exam__in=exams, position__in=positions).exclude(value=""):
        sitting = sittings.get(answer.sitting_id)
        if sitting is not None and is_answered(answer.value):
            answers.setdefault((sitting.exam_id, answer.position), []).append(answer)
    marks: dict[tuple[int, int], list[EssayMark]] = {}
    for mark in EssayMark.objects.filter(sitting__exam__in=exams).order_by("round"):
        marks.setdefault((mark.sitting_id, mark.position), []).append(mark)
    wanted = {exam.pk: markers_wanted(exam) for exam in exams}
    return [
        Pile(
            essay,
            [
                _script(answer, sittings[answer.sitting_id], marks.get((answer.sitting_id, answer.position), []), essay, user, wanted)
                for answer in sorted(answers.get((essay.exam.pk, essay.position), []), key=lambda one: _lot(sittings[one.sitting_id], one))
            ],
        )
        for essay in essays
    ]


def _lot(sitting: Sitting, answer: AnswerCurrent) -> bytes:
    """Another order for every question, so that nobody is always first and nobody can be followed."""
    return hashlib.sha256(f"{sitting.public_id}\x1f{answer.position}".encode()).digest()


def _script(answer: AnswerCurrent, sitting: Sitting, marks: list[EssayMark], essay: Essay, user: User, wanted: dict[int, int]) -> Script:
    points = {mark.round: mark.points for mark in marks}
    due = next_round(points, maximum=essay.maximum, markers=wanted[essay.exam.pk])
    own = next((mark for mark in marks if mark.marker_id == user.pk), None)
    mine = due if own is None and sitting.user_id != user.pk and essay.exam.results != ResultsState.RELEASED else None
    return Script(sitting.pk, sitting.public_id, answer.value, tuple(marks), own, mine, due is None)


def marking_piles(user: User) -> list[Pile]:
    """What a person may mark now: exams of their classes whose results are not out, what waits for them first."""
    exams = list(exams_marked_by(user).filter(results=ResultsState.HIDDEN).select_related("cohort").order_by("closes_at", "id"))
    piles = [pile for pile in piles_for(user, exams) if pile.scripts] if exams else []
    return sorted(piles, key=lambda pile: (pile.waiting == 0, pile.essay.exam.closes_at, pile.essay.position))


def marking_waiting_for(user: User) -> list[Pile]:
    """Only those that hold something for this marker: for desks."""
    return [pile for pile in marking_piles(user) if pile.waiting]
