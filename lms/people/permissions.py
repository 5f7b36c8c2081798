"""Small questions about what a person may do."""

from django.utils import timezone

from .enums import AUTHOR_ROLES, MANAGER_ROLES, OVERSIGHT_ROLES, TRUSTED_ROLES, WORKING_ROLES, OrganisationKind, Role
from .models import Organisation, User


def has_role(user: User, *roles: str) -> bool:
    """Whether ``user`` holds one of ``roles`` today, anywhere in their bank."""
    return bool(user.is_authenticated and user.is_active and not user.roles.isdisjoint(roles))


def has_role_at(user: User, organisation: Organisation, *roles: str) -> bool:
    """Whether ``user`` holds one of ``roles`` today at ``organisation`` or above it."""
    day = timezone.localdate()
    return any(held.role in roles and held.holds_on(day) and held.covers(organisation.path) for held in user.held_roles)


def works_today(user: User) -> bool:
    """Whether what ``user`` was entrusted with (a class, a mentee, a rating) still counts: without a role today it does not."""
    return has_role(user, *WORKING_ROLES)


def oversees(user: User) -> bool:
    """Whether ``user`` sees people by office rather than through a class or a mentorship."""
    return has_role(user, *OVERSIGHT_ROLES)


def may_author(user: User) -> bool:
    """Whether ``user`` writes courses and questions."""
    return has_role(user, *AUTHOR_ROLES)


def may_manage_people(user: User) -> bool:
    return has_role(user, *MANAGER_ROLES)


def may_administer(user: User) -> bool:
    return has_role(user, Role.ADMINISTRATOR)


def may_shape_bank(user: User) -> bool:
    """The tree of organisations and the brand are the bank's, so it takes an administrator of the bank itself."""
    return user.bank is not None and has_role_at(user, user.bank, Role.ADMINISTRATOR)


def may_read_banks(user: User) -> bool:
    """An office at the provincial union itself: totals of its banks, and one bank at a time with a reason."""
    return user.bank is not None and user.bank.kind == OrganisationKind.UNION and has_role_at(user, user.bank, *OVERSIGHT_ROLES)


def may_manage_account(user: User, person: User) -> bool:
    """Whether ``user`` may change the account of ``person`` (already in their managed scope).

    Nobody manages themselves, and who holds a trusted role is managed by an administrator only: otherwise HR could
    become anybody by giving a new password.
    """
    if user == person or not may_manage_people(user):
        return False
    return may_administer(user) or person.roles.isdisjoint(TRUSTED_ROLES)


def grantable_roles(user: User) -> frozenset[str]:
    """Roles ``user`` may give and end: an administrator all of them, HR those that carry no power over HR."""
    if may_administer(user):
        return frozenset(Role)
    return frozenset(Role) - TRUSTED_ROLES if may_manage_people(user) else frozenset()
