"""Small questions about who lays down policies and regulations."""

from lms.people.enums import MANAGER_ROLES
from lms.people.models import User
from lms.people.permissions import has_role_at, oversees


def may_see_policies(user: User) -> bool:
    return oversees(user)


def may_set_policies(user: User) -> bool:
    """Values and regulations are the bank's, so it takes HR or an administrator of the bank itself."""
    return user.bank is not None and has_role_at(user, user.bank, *MANAGER_ROLES)


def may_see_drafts(user: User) -> bool:
    return oversees(user)
