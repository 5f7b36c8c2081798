"""Which nodes of the tree a user may see, and where they keep people."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from ..enums import MANAGER_ROLES
from ..models import Organisation, User


def organisations_visible_to(user: User) -> QuerySet[Organisation]:
    """The nodes of the user's own bank, in tree order."""
    return Organisation.objects.filter(bank_id=user.bank_id)


def organisations_managed_by(user: User) -> QuerySet[Organisation]:
    """Active nodes at or below those where ``user`` keeps people."""
    day = timezone.localdate()
    wanted = Q(pk__in=[])
    for held in user.held_roles:
        if held.role in MANAGER_ROLES and held.holds_on(day):
            wanted |= Q(path__startswith=held.path)
    return organisations_visible_to(user).filter(wanted, is_active=True).order_by("path")


def with_member_counts(nodes: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Each node with ``people``: how many active people hold a role there today."""
    day = timezone.localdate()
    current = Q(memberships__starts_on__lte=day) & (Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=day))
    return nodes.annotate(people=Count("memberships__user", filter=current & Q(memberships__user__is_active=True), distinct=True))
