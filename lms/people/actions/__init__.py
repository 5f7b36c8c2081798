"""Writes of the people room."""

from .access import AccessProblem, leave_bank, log_look, open_bank
from .accounts import change_details, create_account, deactivate_account, set_initial_password
from .authority import (
    AuthorityProblem,
    end_authority,
    grant_authority,
    lapse_authority,
    lift_suspension,
    note_use,
    suspend_authority,
)
from .confidentiality import acknowledge_confidentiality
from .in_bulk import NewAccount, create_accounts, grant_roles
from .kinship import KinshipProblem, declare_kinship, end_kinship
from .memberships import end_membership, grant_role
from .organisations import add_organisation, close_organisation, rename_organisation, reopen_organisation, set_brand, set_logo
from .people import add_person, give_level, reactivate_account, reset_second_factor
from .sign_in import change_password, end_sessions, note_sign_in
from .sign_in_codes import issue_sign_in_codes, redeem_sign_in_code

__all__ = [
    "AccessProblem",
    "AuthorityProblem",
    "KinshipProblem",
    "NewAccount",
    "acknowledge_confidentiality",
    "add_organisation",
    "add_person",
    "change_details",
    "change_password",
    "close_organisation",
    "create_account",
    "create_accounts",
    "deactivate_account",
    "declare_kinship",
    "end_authority",
    "end_kinship",
    "end_membership",
    "end_sessions",
    "give_level",
    "grant_authority",
    "grant_role",
    "grant_roles",
    "issue_sign_in_codes",
    "lapse_authority",
    "leave_bank",
    "lift_suspension",
    "log_look",
    "note_sign_in",
    "note_use",
    "open_bank",
    "reactivate_account",
    "redeem_sign_in_code",
    "rename_organisation",
    "reopen_organisation",
    "reset_second_factor",
    "set_brand",
    "set_initial_password",
    "set_logo",
    "suspend_authority",
]
