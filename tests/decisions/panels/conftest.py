"""A bank with a trainee, a panel of three and the office around them."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from lms.decisions.models import PanelItem, PanelSitting
from lms.people.models import User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.panels import make_authority, make_item, make_pair, make_sitting
from tests.factories.people import make_user


@dataclass
class Table:
    """``chair``, ``first`` and ``second`` vote; ``mentor`` sits on the panel as well, and is the trainee's own."""

    cast: Cast
    clock: Clock
    sitting: PanelSitting
    chair: User
    first: User
    second: User
    mentor: User
    trainee: User

    @property
    def now(self) -> datetime:
        return self.clock.now

    @property
    def voters(self) -> list[User]:
        return [self.first, self.chair, self.second]

    def item(self, **more: object) -> PanelItem:
        return make_item(self.sitting, self.trainee, self.cast.hr, now=self.now, reviewer=self.first, **more)  # type: ignore[arg-type]  # keywords


@pytest.fixture
def table(cast: Cast, clock: Clock) -> Table:
    bank = cast.bank
    chair, first, second = (make_user(bank, "committee_member", name=name) for name in ("主席甲", "委员乙", "委员丙"))
    make_pair(cast.mentor, cast.trainee)
    for node in ("investigation", "report"):
        make_authority(cast.trainee, node, "3b", actor=cast.hr, now=clock.now)
    clock.advance(minutes=1)
    sitting = make_sitting(bank, cast.hr, chair, [first, second, cast.mentor], secretary=cast.hr, now=clock.now)
    return Table(cast, clock, sitting, chair, first, second, cast.mentor, cast.trainee)
