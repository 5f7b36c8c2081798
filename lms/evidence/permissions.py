"""Small questions about who may look into the ledger and the log."""

from lms.people.enums import Role
from lms.people.models import User
from lms.people.permissions import has_role, has_role_at

LOG_READERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.LEADER})
CHAIN_KEEPERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


def may_read_log(user: User) -> bool:
    return has_role(user, *LOG_READERS)


def reads_whole_log(user: User) -> bool:
    """Whether ``user`` reads the log of the whole bank rather than of the people below their node."""
    return user.bank is not None and has_role_at(user, user.bank, *LOG_READERS)


def may_verify_chain(user: User) -> bool:
    """The chain is the bank's, so it takes an auditor or administrator of the bank itself."""
    return user.bank is not None and has_role_at(user, user.bank, *CHAIN_KEEPERS)
