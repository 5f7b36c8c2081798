"""Small questions about who connects other systems and who reads what they did."""

from lms.people.enums import Role
from lms.people.models import User
from lms.people.permissions import has_role, has_role_at


def may_keep_clients(user: User) -> bool:
    """A system reaches the whole bank, so it takes an administrator of the bank itself."""
    return user.bank is not None and user.bank.is_bank and has_role_at(user, user.bank, Role.ADMINISTRATOR)


def may_read_clients(user: User) -> bool:
    """Administrators of a branch see what reaches into their bank; the auditor reads all that was done."""
    return user.bank is not None and user.bank.is_bank and has_role(user, Role.ADMINISTRATOR, Role.AUDITOR)
