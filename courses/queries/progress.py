"""A learner's own courses, and how far a class is."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from lms.cohorts.models import Cohort
from lms.cohorts.queries import people_of_cohort
from lms.people.models import User

from ..domain.availability import Availability
from ..models import CourseOffering, CoursePage, LessonPage, LessonProgress
from .offerings import course_availability, offerings_of


@dataclass(frozen=True)
class MyCourse:
    """One line of “my courses”."""

    offering: CourseOffering
    availability: Availability
    lessons: int
    done: int

    @property
    def course(self) -> CoursePage:
        return self.offering.course

    @property
    def is_outline(self) -> bool:
        return self.lessons == 0

    @property
    def finished(self) -> bool:
        return self.lessons > 0 and self.done >= self.lessons


def _counted(rows: object) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")), 0)


def my_courses(user: User, *, now: datetime) -> list[MyCourse]:
    """What a trainee takes, in the order of the class; one query."""
    lessons = LessonPage.objects.filter(live=True, path__startswith=OuterRef("course__path"))
    done = LessonProgress.objects.filter(
        user=user, completed_at__isnull=False, lesson__live=True, lesson__path__startswith=OuterRef("course__path")
    )
    rows = (
        offerings_of(user)
        .annotate(lesson_total=_counted(lessons), lesson_done=_counted(done))
        .order_by("-cohort__starts_on", "position", "pk")
    )
    unique: dict[int, MyCourse] = {}
    for row in rows:
        unique.setdefault(row.course_id, MyCourse(row, course_availability(row, now=now), row.lesson_total, row.lesson_done))
    return list(unique.values())


@dataclass(frozen=True)
class Cell:
    """One person in one lesson: ``done``, ``started`` or empty."""

    state: str
    first_right: int = 0
    tried: int = 0


@dataclass(frozen=True)
class ClassCourse:
    """A course's lessons and the cells of each person, in the order of ``people``."""

    course: CoursePage
    lessons: list[LessonPage]
    rows: list[tuple[User, list[Cell]]]

    def done_count(self, at: int) -> int:
        return sum(1 for _user, cells in self.rows if cells[at].state == "done")


@dataclass(frozen=True)
class WeakQuestion:
    """First tries of one quiz question in a class."""

    code: str
    right: int
    tried: int

    @property
    def share(self) -> float:
        return self.right / self.tried


def class_progress(cohort: Cohort) -> list[ClassCourse]:
    """Every course of a cohort that has lessons, person by lesson; four queries whatever the size."""
    people = list(people_of_cohort(cohort).order_by("name_pinyin", "pk"))
    offerings = CourseOffering.objects.filter(cohort=cohort, course__live=True).select_related("course").order_by("position", "pk")
    courses = [row.course for row in offerings]
    lessons = _lessons_by_course(courses)
    found = {
        (user_id, lesson_id): Cell("done" if done else "started", sum(1 for row in quiz.values() if row["first"]), len(quiz))
        for user_id, lesson_id, done, quiz in LessonProgress.objects.filter(user__in=people).values_list(
            "user_id", "lesson_id", "completed_at", "quiz"
        )
    }
    nothing = Cell("")
    return [
        ClassCourse(course, rows, [(user, [found.get((user.pk, lesson.pk), nothing) for lesson in rows]) for user in people])
        for course in courses
        if (rows := lessons[course.path])
    ]


def _lessons_by_course(courses: Iterable[CoursePage]) -> dict[str, list[LessonPage]]:
    grouped: dict[str, list[LessonPage]] = defaultdict(list)
    paths = {course.path for course in courses}
    rows = LessonPage.objects.filter(live=True).only("title", "title_en", "path", "public_id", "depth").order_by("path")
    for lesson in rows:
        if lesson.course_path in paths:
            grouped[lesson.course_path].append(lesson)
    return grouped


def weak_questions(cohort: Cohort, *, least: int = 3) -> list[WeakQuestion]:
    """Quiz questions by the share of right first tries, weakest first; only those that at least ``least`` people tried."""
    right: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for quiz in LessonProgress.objects.filter(user__in=people_of_cohort(cohort)).values_list("quiz", flat=True):
        for code, row in quiz.items():
            tried[code] += 1
            right[code] += 1 if row["first"] else 0
    rows = [WeakQuestion(code, right[code], count) for code, count in tried.items() if count >= least]
    return sorted(rows, key=lambda row: (row.share, -row.tried, row.code))
