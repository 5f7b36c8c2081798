"""Who has seen what, and how mentors measure: cards without a fault, of the people a reader sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from lms.people.models import Organisation, User

from ..domain.certification.calibration import Calibration, calibrate
from ..domain.certification.counting import fault
from ..domain.certification.coverage import Coverage, coverage
from ..domain.certification.observations import Observation
from ..domain.certification.profile import Profile
from ..domain.certification.scale import RANK
from .certification_facts import PersonRecord, records_of


def sound_cards(records: Iterable[PersonRecord], profile: Profile, now: datetime) -> list[Observation]:
    """Everything that would count for some step, whatever its part or age."""
    asked, today = RANK[profile.mentor_level], timezone.localdate(now)
    return [each for record in records for each in record.observations if fault(each, each.node, asked, record.facts, today) is None]


@dataclass(frozen=True)
class Seen:
    """``users`` by key, in the order of the rows of ``coverage``."""

    users: dict[str, User]
    coverage: Coverage

    @property
    def begun(self) -> frozenset[str]:
        """Those who have a card at all."""
        return frozenset(person for person, _node in self.coverage.nodes)


def coverage_of(bank: Organisation, people: Iterable[User], profile: Profile, now: datetime, node: str = "") -> Seen:
    """At one node, or at all of them together."""
    users = {user.key: user for user in people}
    cards = sound_cards(records_of(bank, users.values(), now).values(), profile, now)
    wanted = [each for each in cards if not node or each.node == node]
    return Seen(users, coverage(wanted, list(users)))


@dataclass(frozen=True)
class MentorLine:
    mentor: User | None
    found: Calibration


def calibration_of(bank: Organisation, people: Iterable[User], profile: Profile, now: datetime) -> list[MentorLine]:
    """One line per mentor who judged one of ``people``, the severest first; those who can't be compared last."""
    cards = sound_cards(records_of(bank, people, now).values(), profile, now)
    lines = calibrate(cards)
    users = {user.key: user for user in User.objects.filter(bank=bank, key__in=[one.mentor for one in lines])}
    found = [MentorLine(users.get(one.mentor), one) for one in lines]
    return sorted(found, key=lambda one: (one.found.severity is None, one.found.severity or 0.0, one.found.mentor))
