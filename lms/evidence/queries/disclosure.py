"""Judgements are shown to the person judged only once a decision has disclosed them.

Before a ranking is published a trainee sees whether each part meets the standard, not what a rater gave. The ledger
can't know what is published, so the rooms above hand down who may open what.
"""

from collections.abc import Callable, Iterable

from lms.people.models import User

from ..enums import EvidenceKind
from ..models import Evidence

JUDGED = frozenset({EvidenceKind.INTERVIEW, EvidenceKind.SIMULATION, EvidenceKind.REVIEW})

# Given a person's key and their judged rows, returns the public ids that are open to the person.
Opener = Callable[[str, list[Evidence]], set[str]]

_openers: list[Opener] = []


def discloses(opener: Opener) -> Opener:
    """Register who opens judgements to the person judged; called in ``ready()`` of a room above."""
    if opener not in _openers:
        _openers.append(opener)
    return opener


def withheld_from(user: User, rows: Iterable[Evidence]) -> set[str]:
    """Public ids of those of ``rows`` whose judgement ``user`` may not see yet, because it is about themselves."""
    mine = [row for row in rows if row.person_key == user.key and row.kind in JUDGED and row.rater_key not in {"", user.key}]
    if not mine:
        return set()
    opened: set[str] = set().union(*(opener(user.key, mine) for opener in _openers))
    return {row.public_id for row in mine} - opened
