"""Writes of the people room."""

from .accounts import change_details, create_account, deactivate_account, set_initial_password
from .in_bulk import NewAccount, create_accounts, grant_roles
from .memberships import end_membership, grant_role
from .organisations import add_organisation, set_brand
from .sign_in import change_password, note_sign_in
from .sign_in_codes import issue_sign_in_codes, redeem_sign_in_code

__all__ = [
    "NewAccount",
    "add_organisation",
    "change_details",
    "change_password",
    "create_account",
    "create_accounts",
    "deactivate_account",
    "end_membership",
    "grant_role",
    "grant_roles",
    "issue_sign_in_codes",
    "note_sign_in",
    "redeem_sign_in_code",
    "set_brand",
    "set_initial_password",
]
