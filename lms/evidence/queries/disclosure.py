"""Judgements that a reader may not see yet: those about themselves, and those of colleagues they still have to judge beside.

Before a ranking is published a trainee sees whether each part meets the standard, not what a rater gave; and a rater
hands in their own sheet before they read another's. The ledger can't know what is published or still to be rated, so
the rooms above hand down who may open what and what is sealed for whom.
"""

from collections.abc import Callable, Iterable

from lms.people.models import User
from lms.people.queries import people_overseen_by

from ..enums import EvidenceKind
from ..models import Evidence

JUDGED = frozenset({EvidenceKind.INTERVIEW, EvidenceKind.SIMULATION, EvidenceKind.REVIEW})

# Given a person's key and their judged rows, returns the public ids that are open to the person.
Opener = Callable[[str, list[Evidence]], set[str]]
# Given a reader and rows, returns the public ids that are closed to the reader for now.
Sealer = Callable[[User, list[Evidence]], set[str]]

_openers: list[Opener] = []
_sealers: list[Sealer] = []


def discloses(opener: Opener) -> Opener:
    """Register who opens judgements to the person judged; called in ``ready()`` of a room above."""
    if opener not in _openers:
        _openers.append(opener)
    return opener


def seals(sealer: Sealer) -> Sealer:
    """Register who closes judgements to a reader for a time; called in ``ready()`` of a room above."""
    if sealer not in _sealers:
        _sealers.append(sealer)
    return sealer


def withheld_from(user: User, rows: Iterable[Evidence]) -> set[str]:
    """Public ids of those of ``rows`` whose judgement ``user`` may not see yet."""
    rows = list(rows)
    mine = [row for row in rows if row.person_key == user.key and row.kind in JUDGED and row.rater_key not in {"", user.key}]
    opened = {public_id for opener in _openers for public_id in opener(user.key, mine)} if mine else set()
    sealed = {public_id for sealer in _sealers for public_id in sealer(user, rows)}
    return {row.public_id for row in mine} - opened | sealed


def reasons_for(user: User, rows: Iterable[Evidence], withheld: set[str]) -> dict[str, str]:
    """Why rows correct others, by public id, of those that ``user`` may know.

    The reason of a judgement opens with the judgement. Why attendance was corrected is often a private matter: it is for
    the person, for who recorded it and for the offices over the person; a mentor has no need of it.
    """
    told = [row for row in rows if row.reason and row.public_id not in withheld]
    private = [row for row in told if row.kind == EvidenceKind.ATTENDANCE and user.key not in {row.person_key, row.rater_key}]
    if private:
        overseen = set(people_overseen_by(user).filter(key__in={row.person_key for row in private}).values_list("key", flat=True))
        kept = {row.public_id for row in private if row.person_key not in overseen}
        told = [row for row in told if row.public_id not in kept]
    return {row.public_id: row.reason for row in told}
