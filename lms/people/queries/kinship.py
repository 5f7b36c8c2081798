"""Who at a bank is related to whom."""

from django.db.models import Q, QuerySet

from ..enums import Role
from ..models import Kinship, Organisation, User
from ..permissions import has_role
from .scope import people_overseen_by

# Who watches that relatives keep out of each other's matters; administrators keep accounts and nothing else.
WATCHERS = (Role.HR, Role.LEADER, Role.PROJECT_BOARD, Role.AUDITOR)


def related(bank: Organisation | int) -> set[frozenset[int]]:
    """Pairs of ids of ``bank``'s people who are declared relatives now. One query."""
    rows = Kinship.objects.filter(bank=bank, ended_at__isnull=True)
    return {frozenset(pair) for pair in rows.values_list("person_id", "relative_id")}


def are_related(one: User, other: User) -> bool:
    """Whether either of two has declared the other."""
    pair = Q(person=one, relative=other) | Q(person=other, relative=one)
    return Kinship.objects.filter(pair, ended_at__isnull=True).exists()


def kinships_visible_to(user: User) -> QuerySet[Kinship]:
    """What concerns the person; by office what concerns the people they oversee."""
    rows = Kinship.objects.filter(bank_id=user.bank_id).select_related("person", "relative")
    own = Q(person=user) | Q(relative=user)
    if not has_role(user, *WATCHERS):
        return rows.filter(own)
    people = people_overseen_by(user).values("pk")
    return rows.filter(own | Q(person__in=people) | Q(relative__in=people))
