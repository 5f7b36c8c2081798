"""Writes of the policies room."""

from .acknowledge import acknowledge, record_refusal
from .calendar import enter_calendar_days, remove_calendar_days
from .regulations import add_version, change_draft, close_consultation, open_consultation, put_in_force
from .set_value import set_policy_value

__all__ = [
    "acknowledge",
    "add_version",
    "change_draft",
    "close_consultation",
    "enter_calendar_days",
    "open_consultation",
    "put_in_force",
    "record_refusal",
    "remove_calendar_days",
    "set_policy_value",
]
