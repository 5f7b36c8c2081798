"""Facts, always within a scope of people."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from lms.people.models import Organisation, User
from lms.people.queries import people_visible_to

from ..models import Evidence


def standing_rows(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Without those that a correction superseded."""
    return rows.filter(superseded_by__isnull=True)


def evidence_visible_to(user: User) -> QuerySet[Evidence]:
    """A person's own facts, and those of the people they see; a rater also sees what they recorded themselves."""
    people = people_visible_to(user).values("key")
    rows = Evidence.objects.filter(bank_id=user.bank_id)
    return rows.filter(Q(person_key__in=people) | Q(rater_key=user.key)).select_related("competency", "bank")


def evidence_of_people(bank: Organisation, keys: Iterable[str], *, kinds: Iterable[str] | None = None) -> QuerySet[Evidence]:
    """The standing facts about people, for a decision; the caller has checked the scope."""
    rows = standing_rows(Evidence.objects.filter(bank=bank, person_key__in=list(keys)))
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    return rows.select_related("competency")
