"""Reads of the policies room."""

from .acknowledgements import acknowledged_keys, pending_acknowledgements
from .calendar import Span, calendar_of, unknown_years, working_day_overrides
from .regulations import (
    acknowledged_by,
    acknowledged_counts,
    addressees,
    regulation_list,
    regulation_versions_visible_to,
    regulations_to_acknowledge,
    regulations_visible_to,
)
from .table import names_in, setting_history, settings_table, value_words
from .values import current_values, policy, values_on

__all__ = [
    "Span",
    "acknowledged_by",
    "acknowledged_counts",
    "acknowledged_keys",
    "addressees",
    "calendar_of",
    "current_values",
    "names_in",
    "pending_acknowledgements",
    "policy",
    "regulation_list",
    "regulation_versions_visible_to",
    "regulations_to_acknowledge",
    "regulations_visible_to",
    "setting_history",
    "settings_table",
    "unknown_years",
    "value_words",
    "values_on",
    "working_day_overrides",
]
