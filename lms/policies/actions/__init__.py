"""Writes of the policies room."""

from .acknowledge import acknowledge, record_refusal
from .regulations import add_version, change_draft, close_consultation, open_consultation, put_in_force
from .set_value import set_policy_value

__all__ = [
    "acknowledge",
    "add_version",
    "change_draft",
    "close_consultation",
    "open_consultation",
    "put_in_force",
    "record_refusal",
    "set_policy_value",
]
