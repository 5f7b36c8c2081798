"""What the timetable may choose of this room, and the cards it shows."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy

from lms.people.models import User
from lms.toolkit.activities import ActivityKind, Card, Choice

from ..models import CoursePage, LessonPage
from .library import courses_in_library, lessons_for_author, name_to_choose
from .offerings import offerings_of

COURSE, LESSON = "course", "lesson"


def _title(page: CoursePage | LessonPage) -> str:
    return page.title_en if page.title_en and (get_language() or "").startswith("en") else page.title


def course_choices(user: User) -> list[Choice]:
    rows = courses_in_library(user).only("public_id", "title", "title_en", "code", "bank_id")
    return [Choice(row.public_id, name_to_choose(row)) for row in rows]


def lesson_choices(user: User) -> list[Choice]:
    """Lessons of every course the organiser may plan, named after their course."""
    courses = {row.path: row for row in courses_in_library(user).only("path", "title", "title_en", "code", "bank_id")}
    lessons = LessonPage.objects.filter(Q(bank__isnull=True) | Q(bank_id=user.bank_id), live=True).order_by("path")
    rows = lessons.only("public_id", "title", "title_en", "path")
    return [Choice(row.public_id, _lesson_to_choose(row, courses[row.course_path])) for row in rows if row.course_path in courses]


def _lesson_to_choose(lesson: LessonPage, course: CoursePage) -> str:
    name = f"{course.code} {_title(lesson)}"
    return gettext("%(course)s (own version)") % {"course": name} if course.bank_id else name


def course_cards(user: User, ids: list[str]) -> dict[str, Card]:
    """Cards for those who take the course and those who plan with it; a course of another bank has none."""
    taken, planned = offerings_of(user).values("course"), courses_in_library(user).order_by().values("pk")
    rows = CoursePage.objects.filter(Q(pk__in=taken) | Q(pk__in=planned), public_id__in=ids, live=True)
    return {row.public_id: Card(_title(row), reverse("course-detail", args=[row.public_id]), detail=row.code) for row in rows}


def lesson_cards(user: User, ids: list[str]) -> dict[str, Card]:
    """A lesson's title stands in the timetable before the lesson opens; its link leads to the page that says when."""
    paths = [*offerings_of(user).values_list("course__path", flat=True), *courses_in_library(user).values_list("path", flat=True)]
    readers = set(lessons_for_author(user).filter(public_id__in=ids).values_list("public_id", flat=True))
    rows = LessonPage.objects.filter(public_id__in=ids, live=True).only("public_id", "title", "title_en", "path", "minutes")
    taken = set(offerings_of(user).values_list("course__path", flat=True))
    return {
        row.public_id: Card(
            _title(row), reverse("lesson", args=[row.public_id]) if row.course_path in taken or row.public_id in readers else ""
        )
        for row in rows
        if row.course_path in paths
    }


KINDS = (
    ActivityKind(COURSE, gettext_lazy("Course"), course_cards, course_choices),
    ActivityKind(LESSON, gettext_lazy("Lesson"), lesson_cards, lesson_choices),
)
