"""The leader's page on the way to working solo, read from authority, evidence and pairs; constant queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from lms.decisions.domain.association import Association, association
from lms.decisions.queries.development import CODES, node_names, node_of
from lms.evidence.enums import EvidenceKind
from lms.evidence.queries import evidence_of_people
from lms.people.models import Authority, Mentorship, User
from lms.people.queries import current_memberships, people_in_bank, people_overseen_by
from lms.policies.queries import policy

from ..domain import cultivation as rules

LOAD_DAYS = 30


@dataclass(frozen=True)
class MentorLoad:
    """A mentor's mentees today, cards of the last month and in the whole period."""

    name: str
    mentees: int
    recent: int
    cards: int


@dataclass(frozen=True)
class Board:
    """Everything the page shows; names of nodes in the reader's language."""

    people: int
    nodes: dict[str, str]
    shares: dict[str, rules.Share]
    branches: dict[str, dict[str, rules.Share]]
    durations: dict[str, rules.Duration]
    loads: list[MentorLoad]
    transfers: list[rules.Transfer]
    names: dict[str, str]
    foretold: Association
    cost: rules.Cost
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
    keys = {row.user_id: row.user.key for row in rows if row.user.is_active}
    cards, rehearsals = _facts(user, list(keys.values()), first)
    certified = {(keys[one.person], one.node) for one in held if one.stands and one.certified and one.person in keys}
    names = dict(people_in_bank(bank).filter(key__in={card.mentor for card in cards} | set(keys.values())).values_list("key", "name"))
    newly = rules.newly_certified(held, since=first)
    return Board(
        people=len(keys),
        nodes=_node_names(),
        shares=rules.certified_shares(CODES, set(keys), held),
        branches=rules.branch_shares(CODES, _branches(keys), held),
        durations=rules.days_to_solo(CODES, held),
        loads=_loads(user, cards, names),
        transfers=rules.transfers(cards, certified),
        names=names,
        foretold=association(rules.foretold(rehearsals, cards)),
        cost=rules.supervision_cost(
            cards=len(cards),
            minutes_per_case=int(policy(bank, "supervision.minutes_per_case")),
            hour_cost=int(policy(bank, "supervision.hour_cost")),
            certifications=len(newly),
        ),
        first=first,
    )


def _facts(user: User, keys: list[str], first: date) -> tuple[list[rules.Card], list[tuple[str, float]]]:
    """Observations since ``first``, and every rehearsal, of these people; one query."""
    assert user.bank is not None
    rows = evidence_of_people(user.bank, keys, kinds=[EvidenceKind.OBSERVATION, EvidenceKind.SIMULATION]).select_related(
        "competency__parent"
    )
    cards, rehearsals = [], []
    for row in rows:
        day = timezone.localdate(row.happened_at)
        if row.kind == EvidenceKind.SIMULATION:
            if row.raw is not None and row.maximum:
                rehearsals.append((row.person_key, float(row.raw / row.maximum * 100)))
        elif day >= first and row.level:
            cards.append(rules.Card(row.person_key, row.rater_key, node_of(row), day, row.level))
    return cards, rehearsals


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
    """Mentors with a pair or a card, the most loaded first."""
    today = timezone.localdate()
    pairs = Mentorship.objects.filter(mentor__bank=user.bank, starts_on__lte=today).exclude(ends_on__lt=today)
    mentees = Counter(pairs.values_list("mentor__key", flat=True))
    names = names | dict(pairs.values_list("mentor__key", "mentor__name"))
    everything = Counter(card.mentor for card in cards)
    recent = Counter(card.mentor for card in cards if card.happened_on >= today - timedelta(days=LOAD_DAYS))
    keys = sorted(set(mentees) | set(everything), key=lambda key: (-mentees[key], -recent[key], key))
    return [MentorLoad(names.get(key, "—"), mentees[key], recent[key], everything[key]) for key in keys]
