"""What a learner does in a lesson: reading, trying the quiz, finishing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from lms.evidence.actions import Fact, record_evidence
from lms.evidence.enums import EvidenceKind
from lms.people.models import User
from media.models import MediaItem
from media.queries import watch_progress_of

from ..domain.completion import Content, Missing, add_try, missing
from ..models import CourseCompletion, LessonPage, LessonProgress
from ..queries import Body, LearnerLesson, body_of, known_codes


@dataclass(frozen=True)
class Standing:
    """Where a person stands after something they did."""

    row: LessonProgress
    content: Content
    missing: Missing

    @property
    def done(self) -> bool:
        return self.row.completed_at is not None


def _row(user: User, taken: LearnerLesson, moment: datetime) -> LessonProgress:
    defaults = {"started_at": moment, "touched_at": moment, "revision_id": taken.line.revision_id}
    LessonProgress.objects.get_or_create(user=user, lesson_id=taken.line.id, defaults=defaults)
    return LessonProgress.objects.select_for_update().get(user=user, lesson_id=taken.line.id)


def _content(body: Body, taken: LearnerLesson) -> Content:
    """What the lesson asks for and can be done: questions that exist for the learner's bank, recordings whose length is known."""
    codes = [code for quiz in body.quizzes.values() for code in quiz]
    known, bank_id = known_codes(codes, bank_id=taken.taken.offering.bank_id), taken.taken.course.bank_id
    items = MediaItem.objects.filter(pk__in=body.recordings.values(), kind__in=["video", "audio"], duration_seconds__gt=0)
    mine = {item.pk for item in items if item.bank_id in {None, bank_id}}
    return Content(
        sections=[section.id for section in body.sections],
        questions=[code for code in codes if code in known],
        recordings=[pk for pk in body.recordings.values() if pk in mine],
    )


def _settle(user: User, taken: LearnerLesson, row: LessonProgress, moment: datetime) -> Standing:
    """Save the row; where nothing is missing any more, the lesson is done and becomes a fact about the person."""
    body = body_of(taken.line.id, taken.line.revision_id, taken.line.published_at)
    content = _content(body, taken)
    watched = {
        pk for pk, watch in watch_progress_of(user, MediaItem.objects.filter(pk__in=content.recordings)).items() if watch.completed_at
    }
    gaps = missing(content, seen=row.seen, tried=row.quiz, watched=watched)
    row.touched_at, row.revision_id = moment, taken.line.revision_id
    if gaps.nothing and row.completed_at is None:
        row.completed_at = moment
        _record(user, taken, row, moment)
    row.save()
    if row.completed_at == moment:
        _finish_course(user, taken, moment)
    return Standing(row, content, gaps)


def _record(user: User, taken: LearnerLesson, row: LessonProgress, moment: datetime) -> None:
    topics = list(LessonPage.objects.get(pk=taken.line.id).topics.all())
    fact = Fact(
        person_key=user.key,
        kind=EvidenceKind.LESSON,
        source_kind="lesson",
        source_id=taken.line.public_id,
        source_version=str(taken.line.revision_id or ""),
        happened_at=moment,
        raw=Decimal(1),
        maximum=Decimal(1),
        competency=topics[0] if len(topics) == 1 else None,
        details={
            "course": taken.taken.course.code,
            "topics": [topic.code for topic in topics],
            "quiz": {"questions": len(row.quiz), "right_at_first": sum(1 for tried in row.quiz.values() if tried["first"])},
        },
    )
    record_evidence(bank=taken.taken.offering.bank, fact=fact)


def _finish_course(user: User, taken: LearnerLesson, moment: datetime) -> None:
    course = taken.taken.course
    lessons = LessonPage.objects.filter(live=True, path__startswith=course.path)
    if not lessons.exclude(progress_rows__in=LessonProgress.objects.filter(user=user, completed_at__isnull=False)).exists():
        CourseCompletion.objects.get_or_create(user=user, course_code=course.code, defaults={"course": course, "completed_at": moment})


@transaction.atomic
def note_progress(
    *, user: User, taken: LearnerLesson, seen: Collection[str] = (), position: str = "", now: datetime | None = None
) -> Standing:
    """Sections that were on the screen, and where the person is; unknown ids are ignored."""
    moment = now or timezone.now()
    known = [section.id for section in body_of(taken.line.id, taken.line.revision_id, taken.line.published_at).sections]
    row = _row(user, taken, moment)
    row.seen = [section for section in known if section in row.seen or section in seen]
    if position in known:
        row.position = position
    return _settle(user, taken, row, moment)


@transaction.atomic
def note_try(*, user: User, taken: LearnerLesson, code: str, correct: bool, now: datetime | None = None) -> Standing:
    """One try of a quiz question; the first try is kept."""
    moment = now or timezone.now()
    row = _row(user, taken, moment)
    row.quiz = add_try(row.quiz, code=code, correct=correct)
    return _settle(user, taken, row, moment)
