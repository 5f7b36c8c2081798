"""A class with an instructor, and the people in it who investigate."""

from collections.abc import Sequence

import pytest

from lms.cohorts.models import Cohort
from lms.people.models import User
from tests.cast import Cast
from tests.factories.cohorts import make_cohort, make_enrolment, make_staff


@pytest.fixture
def cohort(cast: Cast) -> Cohort:
    found = make_cohort(cast.bank)
    make_staff(found, cast.instructor, "instructor")
    return found


@pytest.fixture
def people(cohort: Cohort) -> Sequence[User]:
    return [make_enrolment(cohort).user for _ in range(5)]


@pytest.fixture
def pair(people: Sequence[User]) -> Sequence[User]:
    return people[:2]
