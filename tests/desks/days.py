"""A day at a bank for the tests of the desks: a class with everything that can stand on one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from assessments.actions.ratings import install_rubric, open_rating_tasks
from assessments.models import Exam, RatingTask
from courses.models import LessonPage, LessonProgress
from lms.cohorts.actions.leave import request_leave
from lms.cohorts.enums import Duty
from lms.cohorts.models import Cohort, Leave, Slot
from lms.decisions.models import RuleVersion
from lms.notices.actions import notify
from lms.people.enums import Role
from lms.people.models import Mentorship, User
from tests.cast import Cast
from tests.clock import MONDAY_MORNING
from tests.factories.cohorts import make_cohort, make_enrolment, make_room, make_slot, make_staff
from tests.factories.courses import make_course, make_lesson, make_offering
from tests.factories.decisions import lock_rule, make_rule
from tests.factories.exams import make_exam
from tests.factories.people import make_user


@dataclass
class Day:
    """Monday at nine: a session begins, an exam is open, a rule waits to be acknowledged, a trainee asks for leave."""

    cast: Cast
    cohort: Cohort
    classmates: list[User]
    slots: list[Slot] = field(default_factory=list)
    exam: Exam | None = None
    rule: RuleVersion | None = None
    lesson: LessonPage | None = None
    leave: Leave | None = None
    tasks: list[RatingTask] = field(default_factory=list)


def make_day(cast: Cast, *, size: int = 1, now: datetime = MONDAY_MORNING) -> Day:
    """``size`` scales every list: classmates, sessions, exams' sitters, leaves, ratings."""
    cohort = make_cohort(cast.bank, starts_on=now.date(), ends_on=now.date() + timedelta(days=80))
    seated = [make_enrolment(cohort, cast.trainee, seat_number=1, joined_on=now.date())]
    classmates = [make_user(cast.bank, Role.TRAINEE) for _ in range(size)]
    seated += [make_enrolment(cohort, user, seat_number=seat, joined_on=now.date()) for seat, user in enumerate(classmates, start=2)]
    make_staff(cohort, cast.instructor, Duty.INSTRUCTOR)
    make_staff(cohort, cast.class_teacher, Duty.CLASS_TEACHER)
    day = Day(cast, cohort, classmates)
    day.slots = [_slot(day, now + timedelta(hours=place)) for place in range(size + 1)]
    day.slots.append(_slot(day, now - timedelta(days=1)))
    day.exam = make_exam(cohort, cast.instructor, "single", opens_at=now)
    _learn(day, now)
    day.rule = lock_rule(make_rule(cohort, cast.hr), cast.hr, [cast.board, cast.leader])
    for enrolment in seated[1:]:
        day.leave = request_leave(
            enrolment=enrolment, kind="sick", starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=1, hours=3),
            reason="发热", actor_key=enrolment.user.key, now=now,
        )  # fmt: skip
    rubric = install_rubric(bank=cast.bank, code="INTERVIEW", actor=cast.hr)
    day.tasks = open_rating_tasks(
        cohort=cohort, rubric=rubric, subjects=seated, raters=[cast.mentor], title="面试", happened_on=now.date(), actor=cast.hr
    )  # fmt: skip
    for user in classmates:
        Mentorship.objects.create(mentor=cast.mentor, mentee=user, starts_on=now.date())
    everyone: list[Any] = [*cast.everyone()]
    for number in range(size):
        notify(users=everyone, kind="note", title=f"通知{number}", now=now)
    return day


def _slot(day: Day, at: datetime) -> Slot:
    return make_slot(day.cohort, starts_at=at, hours=1, room=make_room(day.cast.bank), instructor=day.cast.instructor)


def _learn(day: Day, now: datetime) -> None:
    course = make_course(day.cast.bank)
    day.lesson = make_lesson(course)
    make_offering(day.cohort, course)
    LessonProgress.objects.create(user=day.cast.trainee, lesson=day.lesson, started_at=now, touched_at=now)
