"""The list of people: filtered, each with the roles held today."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from ..models import Membership, Organisation, User
from .search import search_people


def current_memberships() -> QuerySet[Membership]:
    """Memberships that hold today, with their organisation."""
    day = timezone.localdate()
    ends = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return Membership.objects.filter(ends, starts_on__lte=day).select_related("organisation")


def people_list(
    people: QuerySet[User], *, text: str = "", role: str = "", organisation: Organisation | None = None, state: str = ""
) -> QuerySet[User]:
    """Narrow ``people`` (already in scope); ``roles_today`` holds each one's current memberships. Two queries."""
    rows = search_people(people, text)
    if role or organisation is not None:
        held = current_memberships().filter(user=OuterRef("pk"))
        if role:
            held = held.filter(role=role)
        if organisation is not None:
            held = held.filter(organisation__path__startswith=organisation.path)
        rows = rows.filter(Exists(held))
    if state in {"active", "closed"}:
        rows = rows.filter(is_active=state == "active")
    return rows.prefetch_related(Prefetch("memberships", queryset=current_memberships(), to_attr="roles_today")).order_by(
        "name_pinyin", "id"
    )
