"""Lessons as one learner meets them: which are open, how far the person is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from lms.cohorts.enums import SlotState
from lms.cohorts.models import Slot
from lms.people.models import User
from lms.people.queries.prepared import PreparedForPerson
from lms.toolkit.prepared import Prepared

from ..domain.availability import Availability
from ..enums import LessonState
from ..models import COURSE_PATH_LENGTH, CourseOffering, CoursePage, LessonPage, LessonProgress
from .offerings import course_availability, offerings_of, offerings_taken


@dataclass(frozen=True)
class LessonLine:
    """One lesson of a course with the facts about one person."""

    id: int
    public_id: str
    title: str
    minutes: int
    revision_id: int | None
    published_at: datetime | None
    availability: Availability
    started_at: datetime | None
    completed_at: datetime | None
    position: str
    seen: tuple[str, ...]
    quiz: dict[str, dict[str, object]]
    note: str

    @property
    def state(self) -> str:
        if self.completed_at:
            return LessonState.DONE
        if not self.availability.open:
            return LessonState.LOCKED
        return LessonState.STARTED if self.started_at else LessonState.OPEN


@dataclass(frozen=True)
class LearnerCourse:
    """A course as one person takes it."""

    offering: CourseOffering
    availability: Availability
    lessons: tuple[LessonLine, ...]

    @property
    def course(self) -> CoursePage:
        return self.offering.course

    @property
    def done(self) -> int:
        return sum(1 for line in self.lessons if line.completed_at)

    @property
    def next_lesson(self) -> LessonLine | None:
        """Where to go on: the first lesson that is open and not done."""
        return next((line for line in self.lessons if line.availability.open and not line.completed_at), None)


@dataclass(frozen=True)
class LearnerLesson:
    """One lesson with its neighbours."""

    taken: LearnerCourse
    line: LessonLine

    def _beside(self, step: int) -> LessonLine | None:
        place = self.taken.lessons.index(self.line) + step
        return self.taken.lessons[place] if 0 <= place < len(self.taken.lessons) else None

    @property
    def before(self) -> LessonLine | None:
        return self._beside(-1)

    @property
    def after(self) -> LessonLine | None:
        return self._beside(1)


_COURSE_FIELDS = ("course__title", "course__title_en", "course__path", "course__public_id", "course__code", "course__bank_id")
_OFFERING_FIELDS = ("public_id", "bank", "cohort_id", "opened_by", "opens_at", "closes_at", "required", "position", *_COURSE_FIELDS)


def _title(row: dict[str, object], english: bool) -> str:
    return str(row["title_en"] if english and row["title_en"] else row["title"])


def _line_facts(user: Any, cohort: Any, path: Any) -> QuerySet[LessonPage, dict[str, Any]]:
    """The published lessons under a course's path, in order, with what is known about one person."""
    slot = Slot.objects.filter(cohort_id=cohort, activity_kind="lesson", activity_id=OuterRef("public_id"))
    rows = LessonPage.objects.filter(live=True, path__startswith=path).annotate(
        mine=FilteredRelation("progress_rows", condition=Q(progress_rows__user=user)),
        my_note=FilteredRelation("notes", condition=Q(notes__user=user)),
        slot_at=Subquery(slot.exclude(state=SlotState.CANCELLED).order_by("starts_at").values("starts_at")[:1]),
    )
    return rows.order_by("path").values(
        "pk", "public_id", "title", "title_en", "minutes", "live_revision_id", "last_published_at", "slot_at",
        started_at=F("mine__started_at"), completed_at=F("mine__completed_at"), position=F("mine__position"),
        seen=F("mine__seen"), quiz=F("mine__quiz"), note=F("my_note__text"),
    )  # fmt: skip


_LINE_FACTS = Prepared(_line_facts, user=BigIntegerField(), cohort=BigIntegerField(), path=CharField())


def lesson_lines(offering: CourseOffering, user: User, *, now: datetime, english: bool = False) -> tuple[LessonLine, ...]:
    """The course's published lessons in order; one query."""
    facts = _LINE_FACTS.fetch(user=user.pk, cohort=offering.cohort_id, path=offering.course.path)
    return tuple(
        LessonLine(
            id=row["pk"],
            public_id=row["public_id"],
            title=_title(row, english),
            minutes=row["minutes"],
            revision_id=row["live_revision_id"],
            published_at=row["last_published_at"],
            availability=course_availability(offering, now=now, lesson_slot_at=row["slot_at"]),
            started_at=row["started_at"],
            completed_at=row["completed_at"],
            position=row["position"] or "",
            seen=tuple(row["seen"] or ()),
            quiz=row["quiz"] or {},
            note=row["note"] or "",
        )
        for row in facts
    )


def _best(offerings: list[CourseOffering], now: datetime) -> CourseOffering | None:
    """Of the same course in two classes, the one that lets the person in."""
    return min(offerings, key=lambda row: (not course_availability(row, now=now).open, -row.pk), default=None)


def course_for_learner(user: User, public_id: str, *, now: datetime, english: bool = False) -> LearnerCourse | None:
    """The course where ``user`` is enrolled in a cohort that takes it, else nothing."""
    offering = _best(list(offerings_of(user).filter(course__public_id=public_id)), now)
    if offering is None:
        return None
    lines = lesson_lines(offering, user, now=now, english=english)
    return LearnerCourse(offering, course_availability(offering, now=now), lines)


def _offerings_with(user: Any, bank: Any, lesson: Any) -> QuerySet[CourseOffering]:
    """What a person takes of the course in which a published lesson stands."""
    path = LessonPage.objects.filter(public_id=lesson, live=True).annotate(above=Substr("path", 1, COURSE_PATH_LENGTH)).values("above")
    rows = offerings_taken(user, bank).filter(course__path=Subquery(path[:1]))
    return rows.select_related("course").only(*_OFFERING_FIELDS)


_OFFERINGS_WITH = Prepared(_offerings_with, user=BigIntegerField(), bank=BigIntegerField(), lesson=CharField())


def lesson_for_learner(user: User, public_id: str, *, now: datetime, english: bool = False) -> LearnerLesson | None:
    """The lesson, open or not, where ``user`` takes its course; two queries."""
    offering = _best(_OFFERINGS_WITH.fetch(user=user.pk, bank=user.bank_id, lesson=public_id), now)
    if offering is None:
        return None
    lines = lesson_lines(offering, user, now=now, english=english)
    line = next((line for line in lines if line.public_id == public_id), None)
    return LearnerLesson(LearnerCourse(offering, course_availability(offering, now=now), lines), line) if line else None


def _latest(user: Any) -> QuerySet[LessonProgress]:
    rows = LessonProgress.objects.filter(user=user, completed_at__isnull=True, lesson__live=True).order_by("-touched_at")
    return rows.select_related("lesson").only("lesson__public_id", "lesson__title", "lesson__title_en")[:1]


_LATEST = PreparedForPerson(_latest)


def latest_progress(user: User) -> LessonProgress | None:
    """Where the person read last and has not finished: the lesson with its name, without its text."""
    return next(iter(_LATEST.fetch(user)), None)


def open_lessons(user: User, *, now: datetime) -> QuerySet[LessonPage]:
    """Published lessons of the courses that are open to ``user`` as a trainee; a lesson's own later slot is the page's business."""
    paths = [row.course.path for row in offerings_of(user) if course_availability(row, now=now).open]
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= Q(path__startswith=path)
    return LessonPage.objects.filter(wanted, live=True)
