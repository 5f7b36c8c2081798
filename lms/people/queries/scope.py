"""Scope: which people a user may see. Every query about people goes through here."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ..enums import MANAGER_ROLES, OVERSIGHT_ROLES, WORKING_ROLES
from ..models import Membership, Mentorship, Organisation, User
from ..permissions import works_today


def _current(day: object) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def people_in_bank(bank: Organisation) -> QuerySet[User]:
    """Everybody with an account in ``bank``."""
    return User.objects.filter(bank=bank)


def _below(user: User, roles: Collection[str], day: date) -> Q:
    """People under the nodes where ``user`` holds one of ``roles``; at the bank itself also those without any role left."""
    nodes = [held for held in user.held_roles if held.role in roles and held.holds_on(day)]
    if any(held.organisation_id == user.bank_id for held in nodes):
        return Q(pk__isnull=False)
    found = Q(pk__in=[])
    for held in nodes:
        below = Membership.objects.filter(_current(day), user=OuterRef("pk"), organisation__path__startswith=held.path)
        found |= Q(Exists(below))
    return found


def current_mentorships(mentor: User) -> QuerySet[Mentorship]:
    """The pairs of ``mentor`` that hold today; none for somebody who no longer works for the bank."""
    return Mentorship.objects.filter(_current(timezone.localdate()), mentor=mentor) if works_today(mentor) else Mentorship.objects.none()


def people_visible_to(user: User) -> QuerySet[User]:
    """People ``user`` may see by office or mentorship, and themselves; a class adds to this in its own room."""
    day = timezone.localdate()
    mentees = current_mentorships(user).filter(mentee=OuterRef("pk"))
    visible = Q(pk=user.pk) | Q(Exists(mentees)) | _below(user, OVERSIGHT_ROLES, day)
    return User.objects.filter(visible, bank_id=user.bank_id)


def people_overseen_by(user: User) -> QuerySet[User]:
    """People ``user`` sees by office: the list and the personal pages of the people room."""
    return User.objects.filter(_below(user, OVERSIGHT_ROLES, timezone.localdate()), bank_id=user.bank_id)


def people_managed_by(user: User) -> QuerySet[User]:
    """People whose accounts and roles ``user`` keeps."""
    return User.objects.filter(_below(user, MANAGER_ROLES, timezone.localdate()), bank_id=user.bank_id)


def people_at_work() -> QuerySet[User]:
    """Active people who hold a role today other than that of a trainee; for use below another query."""
    holding = Membership.objects.filter(_current(timezone.localdate()), user=OuterRef("pk"), role__in=WORKING_ROLES)
    return User.objects.filter(Exists(holding), is_active=True)


def people_with_role(bank: Organisation, *roles: str) -> QuerySet[User]:
    """Active people of ``bank`` who hold one of ``roles`` today."""
    day = timezone.localdate()
    holding = Membership.objects.filter(_current(day), user=OuterRef("pk"), role__in=roles)
    return User.objects.filter(Exists(holding), bank=bank, is_active=True)
