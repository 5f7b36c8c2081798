"""Give courses to a cohort, and change when they open."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lms.cohorts.models import Cohort
from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import OpenedBy
from ..models import CourseOffering, CoursePage
from .problems import CourseProblem


def _log(offering: CourseOffering, actor: User, verb: Verb) -> None:
    log_act(
        organisation_key=offering.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind="course_offering",
        object_id=offering.public_id,
        details={
            "cohort": offering.cohort.public_id,
            "course": offering.course.public_id,
            "opened_by": offering.opened_by,
            "opens_at": offering.opens_at.isoformat() if offering.opens_at else None,
            "closes_at": offering.closes_at.isoformat() if offering.closes_at else None,
            "required": offering.required,
        },
    )


@transaction.atomic
def offer_course(
    *,
    cohort: Cohort,
    course: CoursePage,
    actor: User,
    opened_by: str = OpenedBy.DATE,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    required: bool = True,
) -> CourseOffering:
    """``course`` becomes the last course of ``cohort``; raises CourseProblem for another bank's course or a second time."""
    if course.bank_id not in {None, cohort.bank_id}:
        raise CourseProblem(_("This course belongs to another bank."), code="bank")
    rows = CourseOffering.objects.filter(cohort=cohort)
    if rows.filter(course__code=course.code).exists():
        raise CourseProblem(_("The cohort already takes %(course)s.") % {"course": course.title}, code="twice")
    offering = CourseOffering(
        bank_id=cohort.bank_id,
        cohort=cohort,
        course=course,
        opened_by=opened_by,
        opens_at=opens_at,
        closes_at=closes_at,
        required=required,
        position=(rows.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    _check(offering)
    offering.save()
    _log(offering, actor, Verb.CREATED)
    return offering


def _check(offering: CourseOffering) -> None:
    if offering.opens_at and offering.closes_at and offering.closes_at <= offering.opens_at:
        raise CourseProblem(_("The course must close after it opens."), code="dates")


@transaction.atomic
def change_offering(
    *, offering: CourseOffering, actor: User, opened_by: str, opens_at: datetime | None, closes_at: datetime | None, required: bool
) -> CourseOffering:
    """Change when a course opens and whether it is required."""
    offering = CourseOffering.objects.select_for_update().get(pk=offering.pk)
    offering.opened_by, offering.opens_at, offering.closes_at, offering.required = opened_by, opens_at, closes_at, required
    _check(offering)
    offering.save(update_fields=["opened_by", "opens_at", "closes_at", "required"])
    _log(offering, actor, Verb.CHANGED)
    return offering


@transaction.atomic
def withdraw_offering(*, offering: CourseOffering, actor: User) -> None:
    """The cohort no longer takes the course; what people did in it is kept."""
    _log(offering, actor, Verb.WITHDRAWN)
    offering.delete()


@transaction.atomic
def move_offering(*, offering: CourseOffering, up: bool, actor: User) -> None:
    """One place up or down in the order of the cohort."""
    rows = list(CourseOffering.objects.select_for_update().filter(cohort_id=offering.cohort_id).order_by("position", "pk"))
    at = next(place for place, row in enumerate(rows) if row.pk == offering.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(rows):
        return
    rows[at], rows[other] = rows[other], rows[at]
    for place, row in enumerate(rows, start=1):
        row.position = place
    CourseOffering.objects.bulk_update(rows, ["position"])
    _log(rows[other], actor, Verb.CHANGED)
