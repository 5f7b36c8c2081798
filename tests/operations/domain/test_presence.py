"""Two people at one customer's: the time and, where both phones say it, the place."""

from datetime import datetime, timedelta

import pytest

from lms.operations.domain.presence import Arrival, both_there

TEN = datetime(2026, 3, 2, 10)


@pytest.mark.parametrize(
    ("place", "minutes", "held"),
    [
        ((30.28, 120.16), 119, True),
        ((30.28, 120.16), 121, False),
        ((30.67, 120.16), 0, False),
        ((None, None), 0, True),
    ],
)
def test_both_are_there(place: tuple[float | None, float | None], minutes: int, held: bool) -> None:
    lead = Arrival(1, TEN, 30.27, 120.16)
    assert both_there([lead, Arrival(2, TEN + timedelta(minutes=minutes), *place)], 1, 2) is held


def test_the_pair_that_fits_counts() -> None:
    arrivals = [Arrival(1, TEN, 30.27, 120.16), Arrival(2, TEN, 31.0, 121.0), Arrival(2, TEN + timedelta(hours=1), 30.27, 120.16)]
    assert both_there(arrivals, 1, 2)
    assert not both_there(arrivals, 1, 1)
