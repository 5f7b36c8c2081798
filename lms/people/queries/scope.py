"""Scope: which people a user may see. Every query about people goes through here."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ..enums import OVERSIGHT_ROLES
from ..models import Membership, Mentorship, Organisation, User


def _current(day: object) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def people_in_bank(bank: Organisation) -> QuerySet[User]:
    """Everybody with an account in ``bank``."""
    return User.objects.filter(bank=bank)


def people_visible_to(user: User) -> QuerySet[User]:
    """People ``user`` may see by office or mentorship, and themselves; a class adds to this in its own room."""
    day = timezone.localdate()
    mine = Q(pk=user.pk)
    mentees = Mentorship.objects.filter(_current(day), mentor=user, mentee=OuterRef("pk"))
    visible = mine | Q(Exists(mentees))
    nodes = [held.path for held in user.held_roles if held.role in OVERSIGHT_ROLES and held.holds_on(day)]
    for path in nodes:
        below = Membership.objects.filter(_current(day), user=OuterRef("pk"), organisation__path__startswith=path)
        visible |= Q(Exists(below))
    return User.objects.filter(visible, bank_id=user.bank_id)


def people_with_role(bank: Organisation, *roles: str) -> QuerySet[User]:
    """Active people of ``bank`` who hold one of ``roles`` today."""
    day = timezone.localdate()
    holding = Membership.objects.filter(_current(day), user=OuterRef("pk"), role__in=roles)
    return User.objects.filter(Exists(holding), bank=bank, is_active=True)
