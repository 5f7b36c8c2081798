"""Who opens a lesson: somebody who takes it, or an author; anybody else finds nothing."""

from dataclasses import dataclass
from datetime import datetime

from lms.people.models import User

from ..models import LessonPage
from .body import Body, body_of
from .lessons import LearnerLesson, LessonLine, lesson_for_learner
from .library import lessons_for_author


@dataclass(frozen=True)
class Reader:
    """A lesson before one person. ``taken`` is empty for an author, of whom no progress is kept."""

    id: int
    public_id: str
    title: str
    minutes: int
    bank_id: int | None
    course_id: str
    course_title: str
    body: Body
    taken: LearnerLesson | None = None
    before: tuple[str, str] | None = None
    after: tuple[str, str] | None = None


@dataclass(frozen=True)
class NotOpen:
    """The person takes the course, but the lesson is not open: the course page says why."""

    course_id: str


def _place(line: LessonLine | None) -> tuple[str, str] | None:
    return (line.public_id, line.title) if line and line.availability.open else None


def _learner(taken: LearnerLesson) -> Reader:
    line, course = taken.line, taken.taken.course
    return Reader(
        id=line.id,
        public_id=line.public_id,
        title=line.title,
        minutes=line.minutes,
        bank_id=course.bank_id,
        course_id=course.public_id,
        course_title=course.shown_title,
        body=body_of(line.id, line.revision_id, line.published_at),
        taken=taken,
        before=_place(taken.before),
        after=_place(taken.after),
    )


def _author(page: LessonPage) -> Reader:
    course = page.get_parent().specific
    beside = {step: rows.live().specific().first() for step, rows in ((-1, page.get_prev_siblings()), (1, page.get_next_siblings()))}
    places = {step: (row.public_id, row.shown_title) if row else None for step, row in beside.items()}
    return Reader(
        id=page.pk,
        public_id=page.public_id,
        title=page.shown_title,
        minutes=page.minutes,
        bank_id=page.bank_id,
        course_id=course.public_id,
        course_title=course.shown_title,
        body=body_of(page.pk, page.live_revision_id, page.last_published_at),
        before=places[-1],
        after=places[1],
    )


def reader_of(user: User, public_id: str, *, now: datetime, english: bool = False) -> Reader | NotOpen | None:
    """The lesson for ``user``; who takes the course and finds it closed gets ``NotOpen``, a stranger nothing."""
    taken = lesson_for_learner(user, public_id, now=now, english=english)
    if taken is not None and taken.line.availability.open:
        return _learner(taken)
    page = lessons_for_author(user).filter(public_id=public_id).first()
    if page is not None:
        return _author(page)
    return NotOpen(taken.taken.course.public_id) if taken else None
