"""What several tests of loan operations begin with."""

import pytest

from lms.people.models import Organisation
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import into_mode


@pytest.fixture
def full_mode(bank: Organisation, cast: Cast, clock: Clock) -> Clock:
    """The bank keeps folders here; the clock stands still."""
    into_mode(bank, "full", cast.leader)
    return clock
