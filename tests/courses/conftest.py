"""One class with one open course of one lesson, in each of two banks."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from courses.models import CourseOffering, CoursePage, LessonPage
from lms.cohorts.models import Cohort
from lms.people.models import Organisation, User
from tests.cast import Cast
from tests.factories.cohorts import make_cohort, make_enrolment
from tests.factories.courses import make_course, make_lesson, make_offering

SignIn = Callable[[User], Client]


@dataclass
class Classroom:
    bank: Organisation
    cohort: Cohort
    course: CoursePage
    lesson: LessonPage
    offering: CourseOffering
    trainee: User


def make_classroom(cast: Cast, course: CoursePage | None = None) -> Classroom:
    cohort = make_cohort(cast.bank)
    make_enrolment(cohort, cast.trainee)
    course = course or make_course(cast.bank)
    lesson = make_lesson(course)
    return Classroom(cast.bank, cohort, course, lesson, make_offering(cohort, course, actor=cast.hr), cast.trainee)


@pytest.fixture
def classroom(cast: Cast) -> Classroom:
    return make_classroom(cast)


@pytest.fixture
def other_classroom(strangers: Cast) -> Classroom:
    return make_classroom(strangers)
