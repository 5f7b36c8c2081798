"""What the pages of certification show: people by nodes, one person, one node of one person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from lms.evidence.queries import names_for
from lms.people.models import Organisation, User

from ..domain.certification.counting import sound
from ..domain.certification.eligibility import Qualification, Verdict, judge, judge_all, overall
from ..domain.certification.lapse import GrantState, WayBack, state_on, way_back, way_from
from ..domain.certification.observations import Observation
from ..domain.certification.profile import Lapse, Profile
from ..domain.certification.scale import Target
from ..models import CertificationProfile
from .certification_facts import HeldGrant, PersonRecord, record_of, records_of
from .profiles import profile_used

NEVER_DAYS = 100_000
"""Longer than anybody works."""


@dataclass(frozen=True)
class NodeState:
    """One person at one node: the level that holds today, what the grant is worth, and whether the next step may go to a panel."""

    node: str
    level: str
    grant: GrantState | None
    verdict: Verdict
    back: WayBack | None

    @property
    def lapses_soon(self) -> bool:
        return self.grant is not None and self.grant.state == "warning"

    @property
    def trouble(self) -> str:
        """``fall``, ``suspended``, ``lapsed`` or nothing."""
        if self.verdict.fall is not None:
            return "fall"
        if self.verdict.ready:
            return ""  # what has lapsed may go before the panel again
        return self.grant.state if self.grant is not None and self.grant.state in ("suspended", "lapsed") else ""


@dataclass(frozen=True)
class PersonState:
    record: PersonRecord
    nodes: tuple[NodeState, ...]
    qualification: Qualification

    @property
    def user(self) -> User:
        return self.record.user

    @property
    def ready(self) -> list[NodeState]:
        return [one for one in self.nodes if one.verdict.ready]

    @property
    def soon(self) -> list[NodeState]:
        return [one for one in self.nodes if one.lapses_soon]

    @property
    def troubled(self) -> list[NodeState]:
        return [one for one in self.nodes if one.trouble]


@dataclass(frozen=True)
class Used:
    """The profile that people are judged by; ``row`` is None before a bank has locked one, and ``profile`` then a preview."""

    profile: Profile
    row: CertificationProfile | None


def used_by(bank: Organisation, day: date) -> Used:
    profile, row = profile_used(bank, day)
    return Used(profile, row)


def states_of(bank: Organisation, people: Iterable[User], used: Used, now: datetime) -> list[PersonState]:
    """In the order of ``people``; the queries are those of ``records_of``."""
    known = list(people)
    records = records_of(bank, known, now)
    return [person_state(records[user.key], used.profile, timezone.localdate(now)) for user in known]


def state_of(user: User, used: Used, now: datetime) -> PersonState:
    return person_state(record_of(user, now), used.profile, timezone.localdate(now))


def person_state(record: PersonRecord, profile: Profile, today: date) -> PersonState:
    verdicts = judge_all(profile, record.observations, record.facts, today)
    nodes = tuple(_node(record, profile, verdict, today) for verdict in verdicts.values())
    return PersonState(record, nodes, overall(profile, record.levels))


def node_state(record: PersonRecord, profile: Profile, node: str, target: Target, today: date) -> NodeState:
    """One node against a stage of the reader's choice."""
    cards = [each for each in record.observations if each.node == node]
    return _node(record, profile, judge(profile, node, target, cards, record.facts, today), today)


def _node(record: PersonRecord, profile: Profile, verdict: Verdict, today: date) -> NodeState:
    node = verdict.node
    held = record.grants.get(node)
    if held is None:
        return NodeState(node, record.facts.level(node), None, verdict, None)
    lapsed = record.facts.lapsed.get(node)
    if lapsed is not None and held.grant.suspended_on is None:
        # The grant that stands is what is left of it.
        state = GrantState("lapsed", lapsed.by, lapsed.on)
        cards = sound_at(record, profile, node, today)
        return NodeState(node, record.facts.level(node), state, verdict, way_from(lapsed, profile.lapse, cards, today))
    rule = _lapse_of(held, profile)
    state = state_on(held.grant, rule, today)
    back = None if state.holds else way_back(held.grant, rule, sound_at(record, profile, node, today), today)
    return NodeState(node, record.facts.level(node), state, verdict, back)


def _lapse_of(held: HeldGrant, profile: Profile) -> Lapse:
    """A grant lapses by the days it was given; one that was given none doesn't lapse by disuse."""
    if held.disuse_days is None:
        return replace(profile.lapse, warn_days=NEVER_DAYS, lapse_days=NEVER_DAYS)
    warning = profile.lapse.lapse_days - profile.lapse.warn_days
    return replace(profile.lapse, lapse_days=held.disuse_days, warn_days=max(1, held.disuse_days - warning))


def sound_at(record: PersonRecord, profile: Profile, node: str, today: date) -> list[Observation]:
    """Cards without a fault at a node, oldest first."""
    return sound(record.observations, node, profile.mentor_level, record.facts, today)


@dataclass(frozen=True)
class CardLine:
    """A card as a person reads it: counted, or not and why."""

    card: Observation
    mentor: str
    counts: bool
    reason: str


def card_lines(state: NodeState, record: PersonRecord, names: Mapping[str, str]) -> list[CardLine]:
    """Newest first. One code per card that doesn't count."""
    ignored = {one.key: one.reason for one in state.verdict.ignored}
    cards = [each for each in record.observations if each.node == state.node]
    cards.sort(key=lambda each: (each.happened_on, each.key), reverse=True)
    return [CardLine(each, names.get(each.mentor, ""), each.key not in ignored, ignored.get(each.key, "")) for each in cards]


def mentor_names(reader: User, records: Iterable[PersonRecord]) -> dict[str, str]:
    """Names of those who signed; a person knows who signed their own cards."""
    found = list(records)
    keys = {each.mentor for record in found for each in record.observations}
    names = names_for(reader, keys)
    if any(record.user.pk == reader.pk for record in found):
        own = {each.mentor for record in found if record.user.pk == reader.pk for each in record.observations}
        names |= dict(User.objects.filter(bank_id=reader.bank_id, key__in=own).values_list("key", "name"))
    return names
