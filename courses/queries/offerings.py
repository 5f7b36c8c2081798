"""Courses as a cohort takes them, and whether they are open."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from lms.cohorts.enums import PRESENT_STATES, SlotState
from lms.cohorts.models import Enrolment, Slot
from lms.people.models import User

from ..domain.availability import Availability, Terms, availability
from ..models import CourseCompletion, CourseOffering, CoursePrerequisite, LessonPage


def _slots(kind: str, activity: str) -> QuerySet[Slot, Any]:
    rows = Slot.objects.filter(cohort=OuterRef("cohort"), activity_kind=kind, activity_id=OuterRef(activity))
    return rows.exclude(state=SlotState.CANCELLED).order_by("starts_at").values("starts_at")[:1]


def _first_lesson_slot() -> QuerySet[Slot, Any]:
    lessons = LessonPage.objects.filter(path__startswith=OuterRef(OuterRef("course__path"))).values("public_id")
    rows = Slot.objects.filter(cohort=OuterRef("cohort"), activity_kind="lesson", activity_id__in=lessons)
    return rows.exclude(state=SlotState.CANCELLED).order_by("starts_at").values("starts_at")[:1]


def _waits_for(user: Any) -> QuerySet[CourseOffering, Any]:
    """Titles of earlier courses that this cohort takes, that have lessons, and that the person has not finished."""
    wanted = CoursePrerequisite.objects.filter(course=OuterRef(OuterRef("course"))).values("code")
    finished = CourseCompletion.objects.filter(user=user, course_code=OuterRef("course__code"))
    lessons = LessonPage.objects.filter(live=True, path__startswith=OuterRef("course__path"))
    earlier = CourseOffering.objects.filter(Exists(lessons), cohort=OuterRef("cohort"), course__live=True, course__code__in=wanted)
    return earlier.exclude(Exists(finished)).order_by("position", "pk").values("course__title")[:1]


def offerings_of(user: User) -> QuerySet[CourseOffering]:
    """What ``user`` takes as a trainee, with everything that decides whether it is open."""
    return offerings_taken(user, user.bank_id).select_related("course", "cohort", "bank")


def offerings_taken(user: Any, bank_id: Any) -> QuerySet[CourseOffering]:
    """The same, of a person and their bank given as values or as parameters of a prepared read."""
    mine = Enrolment.objects.filter(user=user, state__in=PRESENT_STATES).values("cohort")
    rows = CourseOffering.objects.filter(cohort__in=mine, bank_id=bank_id, course__live=True)
    return rows.annotate(
        course_slot_at=Subquery(_slots("course", "course__public_id")),
        lesson_slot_at=Subquery(_first_lesson_slot()),
        waits_for=Subquery(_waits_for(user)),
    )


def course_availability(offering: Any, *, now: datetime, lesson_slot_at: datetime | None = None) -> Availability:
    """Of a row of ``offerings_of``; without a lesson's own slot the course opens with its first slot of either kind."""
    starts = [at for at in (offering.course_slot_at, offering.lesson_slot_at) if at is not None]
    terms = Terms(
        opened_by=offering.opened_by,
        opens_at=offering.opens_at,
        closes_at=offering.closes_at,
        course_slot_at=min(starts, default=None),
        waits_for=offering.waits_for or "",
    )
    return availability(terms, now=now, lesson_slot_at=lesson_slot_at)
