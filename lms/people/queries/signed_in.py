"""Who a session belongs to: the person, their bank and their roles, in one read that every request makes."""

from typing import Any

from django.db.models import BigIntegerField, F, QuerySet

from lms.toolkit.prepared import Prepared

from ..domain.roles import HeldRole
from ..models import User


def _with_roles(user: Any) -> QuerySet[User]:
    """The person once for each role ever given to them; once at least."""
    rows = User.objects.filter(pk=user).select_related("bank").order_by("memberships__starts_on", "memberships__pk")
    return rows.annotate(
        role_held=F("memberships__role"),
        role_node=F("memberships__organisation_id"),
        role_path=F("memberships__organisation__path"),
        role_from=F("memberships__starts_on"),
        role_until=F("memberships__ends_on"),
    )


_WITH_ROLES = Prepared(_with_roles, user=BigIntegerField())


def signed_in_person(user_id: int) -> User | None:
    """The person with their bank; the roles they hold need no second query."""
    rows: list[Any] = _WITH_ROLES.fetch(user=user_id)
    if not rows:
        return None
    person: User = rows[0]
    person.held_roles = tuple(
        HeldRole(row.role_held, row.role_node, row.role_path, row.role_from, row.role_until) for row in rows if row.role_held is not None
    )
    return person
