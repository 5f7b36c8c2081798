"""Courses as authors and organisers see them: the shared library and their own bank's branch."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from wagtail.models import TaskState

from lms.people.models import Organisation, User

from ..models import CoursePage, LessonPage, LibraryIndexPage, SecondAuthorTask
from ..permissions import may_read_everything, may_read_outlines


def lesson_count() -> Coalesce:
    """How many published lessons the course of the outer row has."""
    lessons = LessonPage.objects.filter(live=True, path__startswith=OuterRef("path")).order_by()
    counted = lessons.annotate(one=Value(1)).values("one").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def courses_in_library(user: User) -> QuerySet[CoursePage]:
    """Published courses of the shared library and of the user's bank, with ``lessons``; nothing for anybody else."""
    if user.bank_id is None or not may_read_outlines(user):
        return CoursePage.objects.none()
    mine = CoursePage.objects.filter(Q(bank__isnull=True) | Q(bank_id=user.bank_id), live=True)
    return mine.annotate(lessons=lesson_count()).order_by(F("bank_id").asc(nulls_first=True), "code", "path")


def name_to_choose(course: CoursePage) -> str:
    """What a list to choose from shows: a bank's own version stands there beside the shared course of the same name."""
    name = f"{course.code} {course.shown_title}"
    return gettext("%(course)s (own version)") % {"course": name} if course.bank_id else name


def shared_courses(user: User) -> QuerySet[CoursePage]:
    """What an author may copy into the branch of their own bank."""
    if not may_read_everything(user):
        return CoursePage.objects.none()
    return CoursePage.objects.filter(bank__isnull=True, live=True)


def lessons_for_author(user: User) -> QuerySet[LessonPage]:
    """Published lessons an author may read without being enrolled."""
    if user.bank_id is None or not may_read_everything(user):
        return LessonPage.objects.none()
    return LessonPage.objects.filter(Q(bank__isnull=True) | Q(bank_id=user.bank_id), live=True)


def lessons_to_review(user: User) -> QuerySet[TaskState]:
    """Lessons of the bank that wait for a second author, without those that ``user`` submitted."""
    tasks = SecondAuthorTask.objects.filter(groups__user=user).values("pk")
    waiting = TaskState.objects.filter(task__in=tasks, status=TaskState.STATUS_IN_PROGRESS)
    return waiting.exclude(workflow_state__requested_by=user)


def branch_of(bank: Organisation | None) -> LibraryIndexPage | None:
    """The branch of ``bank``, or the shared one."""
    return LibraryIndexPage.objects.filter(bank=bank).first()
