"""Sittings of the review committee: one that is called and has a free seat, one that is over."""

from datetime import datetime
from typing import TYPE_CHECKING

from tests.factories.committees import make_committee
from tests.simulations.committee.conftest import Table

if TYPE_CHECKING:
    from . import World


def add_committees(world: "World", now: datetime) -> None:
    people, cohort = world.people, world.cohort
    assert cohort is not None
    caller, chair, member, other = (people[part] for part in ("instructor", "committee", "mentor", "consultant"))
    lead, second = people["trainee"], people["classmate"]
    called = make_committee(cohort, caller, [chair, member, None, lead, None])
    over = make_committee(cohort, caller, [chair, member, other, lead, second])
    table = Table(over, cohort, caller, chair, member, other, lead, second)
    table.until_reveal()
    table.go("scoring")
    table.go("done")
    world.things |= {"committee": called.public_id, "held_committee": over.public_id}
