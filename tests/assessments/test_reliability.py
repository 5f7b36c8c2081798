"""How far a paper can be trusted is said where there are people enough to say it."""

from decimal import Decimal

import pytest

from assessments.queries.release import summary_of
from tests.assessments.conftest import Hall, make_hall
from tests.assessments.test_release import KINDS, facts, release, sat
from tests.cast import Cast


@pytest.fixture
def hall(cast: Cast) -> Hall:
    return make_hall(cast, *KINDS, size=4)


def test_ten_people_make_a_reliability(cast: Cast) -> None:
    hall = make_hall(cast, *KINDS, size=10)
    for place, user in enumerate(hall.trainees[:9]):
        sat(hall, user, *range(1, 1 + place % 5))
    few = summary_of(hall.exam)
    assert (few.alpha.reason, few.kr20.reason, {row.discrimination for row in few.figures}) == ("TOO_FEW", "TOO_FEW", {None})
    sat(hall, hall.trainees[9])
    release(hall)
    enough = summary_of(hall.exam)
    assert enough.alpha.value == Decimal(facts(hall, hall.trainee, "exam")[0].details["reliability"])
    assert None not in {row.discrimination for row in enough.figures[:4]}


def test_reliability_says_why_it_is_missing(hall: Hall) -> None:
    sat(hall, hall.trainee)
    assert summary_of(hall.exam).alpha.reason == "TOO_FEW"
    release(hall)
    details = facts(hall, hall.trainee, "exam")[0].details
    assert (details["reliability"], details["reliability_reason"]) == (None, "TOO_FEW")
