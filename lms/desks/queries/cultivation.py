"""The leader's page on the way to working solo, read from authority, evidence and pairs; constant queries."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lms.cohorts.queries.mentoring import mentee_limit
from lms.decisions.domain.association import Association, association
from lms.decisions.queries.development import CODES, node_names, node_of
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Evidence
from lms.evidence.queries import evidence_of_people
from lms.people.enums import CaseRole
from lms.people.models import Authority, Mentorship, User
from lms.people.queries import current_memberships, people_in_bank, people_overseen_by
from lms.policies.queries import policy

from ..domain import cultivation as rules
from ..domain.foretelling import Rehearsal, foretold
from .rehearsals import kind_names, rehearsal_of

LOAD_DAYS = 30


@dataclass(frozen=True)
class MentorLoad:
    """A mentor's mentees today, cards of the last month and in the whole period."""

    name: str
    mentees: int
    recent: int
    cards: int


@dataclass(frozen=True)
class Foretold:
    """How closely one kind of rehearsal goes with the cards of its node; ``node`` is "" where the cards of all nodes count."""

    kind: str
    node: str
    found: Association


@dataclass(frozen=True)
class Board:
    """Everything the page shows; names in the reader's language. Cost, time and comparison count those who left, too."""

    people: int
    nodes: dict[str, str]
    shares: dict[str, rules.Share]
    branches: dict[str, dict[str, rules.Share]]
    durations: dict[str, rules.Duration]
    loads: list[MentorLoad]
    limit: int
    transfers: list[rules.Transfer]
    names: dict[str, str]
    foretold: list[Foretold]
    cost: rules.Cost
    costs: dict[str, rules.Cost]
    first: date


def talent_board(user: User, *, first: date) -> Board:
    """The people ``user`` oversees who were ever admitted to a node; what was seen from ``first`` on."""
    bank = user.bank
    assert bank is not None
    rows = list(Authority.objects.filter(bank=bank, user__in=people_overseen_by(user).values("pk")).select_related("user"))
    held = [
        rules.Held(row.user_id, row.node, row.level, timezone.localdate(row.starts_at), row.ended_at is None and row.suspended_at is None)
        for row in rows
    ]
    everybody = {row.user_id: row.user.key for row in rows}
    keys = {row.user_id: row.user.key for row in rows if row.user.is_active}
    cards, rehearsals = _facts(user, everybody.values(), first)
    certified = {(keys[one.person], one.node) for one in held if one.stands and one.certified and one.person in keys}
    staying = set(keys.values())
    names = dict(people_in_bank(bank).filter(key__in={card.mentor for card in cards} | staying).values_list("key", "name"))
    newly = rules.newly_certified(held, since=first)
    prices = {
        "minutes_per_case": int(policy(bank, "supervision.minutes_per_case")),
        "hour_cost": int(policy(bank, "supervision.hour_cost")),
    }
    return Board(
        people=len(keys),
        nodes=_node_names(),
        shares=rules.certified_shares(CODES, set(keys), held),
        branches=rules.branch_shares(CODES, _branches(keys), held),
        durations=rules.days_to_solo(CODES, held),
        loads=_loads(user, cards, names),
        limit=mentee_limit(bank, timezone.localdate()),
        transfers=rules.transfers([card for card in cards if card.person in staying], certified),
        names=names,
        foretold=_foretold(user, rehearsals, cards),
        cost=rules.supervision_cost(cards=len(cards), certifications=len(newly), **prices),
        costs=rules.costs_by_node(cards, newly, **prices),
        first=first,
    )


def _facts(user: User, keys: Collection[str], first: date) -> tuple[list[rules.Card], list[Rehearsal]]:
    """Observations since ``first``, and every rehearsal, of these people; one query."""
    assert user.bank is not None
    rows = evidence_of_people(user.bank, keys, kinds=[EvidenceKind.OBSERVATION, EvidenceKind.SIMULATION]).select_related(
        "competency__parent"
    )
    cards, rehearsals = [], []
    for row in rows:
        if row.kind == EvidenceKind.SIMULATION:
            if (rehearsal := rehearsal_of(row)) is not None:
                rehearsals.append(rehearsal)
        elif row.level and timezone.localdate(row.happened_at) >= first:
            cards.append(_card(row))
    return cards, rehearsals


def _card(row: Evidence) -> rules.Card:
    looked_on = row.details.get("role") == CaseRole.OBSERVER
    return rules.Card(row.person_key, row.rater_key, node_of(row), timezone.localdate(row.happened_at), row.level, looked_on)


def _foretold(user: User, rehearsals: list[Rehearsal], cards: list[rules.Card]) -> list[Foretold]:
    """One line for each kind of rehearsal anybody took part in."""
    assert user.bank is not None
    found = foretold(rehearsals, cards)
    names = kind_names(user.bank, {kind for kind, _node in found})
    return [Foretold(names[kind], node, association(pairs)) for (kind, node), pairs in found.items()]


def _node_names() -> dict[str, str]:
    names = node_names()
    return {code: names.get(code, code) for code in CODES}


def _branches(keys: dict[int, str]) -> dict[int, str]:
    """Person → the organisation they belong to today; the first where there are several."""
    found: dict[int, Any] = {}
    for row in current_memberships().filter(user__in=keys).order_by("organisation__path", "id"):
        found.setdefault(row.user_id, row.organisation.short_name or row.organisation.name)
    return found


def _loads(user: User, cards: list[rules.Card], names: dict[str, str]) -> list[MentorLoad]:
    """Mentors with a card or a pair in sight, the most loaded first. Of other mentors only pairs with people one oversees count."""
    today = timezone.localdate()
    overseen = people_overseen_by(user).values("pk")
    pairs = Mentorship.objects.filter(Q(mentee__in=overseen) | Q(mentor__in=overseen), mentor__bank=user.bank, starts_on__lte=today)
    running = list(pairs.exclude(ends_on__lt=today).values_list("mentor__key", "mentor__name"))
    mentees = Counter(key for key, _name in running)
    names = names | dict(running)
    everything = Counter(card.mentor for card in cards)
    recent = Counter(card.mentor for card in cards if card.happened_on >= today - timedelta(days=LOAD_DAYS))
    keys = sorted(set(mentees) | set(everything), key=lambda key: (-mentees[key], -recent[key], key))
    return [MentorLoad(names.get(key, "—"), mentees[key], recent[key], everything[key]) for key in keys]
