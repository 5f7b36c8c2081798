"""A class with an exam, for the tests of this room."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Exam
from lms.cohorts.enums import Duty
from lms.cohorts.models import Cohort
from lms.people.enums import Role
from lms.people.models import User
from tests.cast import Cast
from tests.factories.cohorts import make_cohort, make_enrolment, make_staff
from tests.factories.exams import make_exam
from tests.factories.people import make_user


@dataclass
class Hall:
    """A class of three and its instructor; ``exam`` has one question of every kind and opens on Monday at nine."""

    cohort: Cohort
    trainees: list[User]
    instructor: User
    exam: Exam

    @property
    def trainee(self) -> User:
        return self.trainees[0]


def make_hall(cast: Cast, *kinds: str, size: int = 3, **fields: object) -> Hall:
    cohort = make_cohort(cast.bank)
    trainees = [cast.trainee, *(make_user(cast.bank, Role.TRAINEE) for _ in range(size - 1))]
    for seat, user in enumerate(trainees, start=1):
        make_enrolment(cohort, user, seat_number=seat)
    make_staff(cohort, cast.instructor, Duty.INSTRUCTOR)
    return Hall(cohort, trainees, cast.instructor, make_exam(cohort, cast.instructor, *kinds, **fields))


@pytest.fixture
def hall(cast: Cast) -> Hall:
    return make_hall(cast)


class Statements(CaptureQueriesContext):
    """The statements that were run, without those that only begin and end a transaction."""

    @property
    def sent(self) -> list[str]:
        marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
        return [query["sql"] for query in self.captured_queries if not query["sql"].startswith(marks)]

    @property
    def transactions(self) -> int:
        return sum(query["sql"].startswith("BEGIN") for query in self.captured_queries)


def statements() -> Statements:
    return Statements(connection)
