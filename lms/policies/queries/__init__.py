"""Reads of the policies room."""

from .acknowledgements import acknowledged_keys, pending_acknowledgements
from .regulations import regulation_versions_visible_to, regulations_visible_to
from .values import current_values, policy

__all__ = [
    "acknowledged_keys",
    "current_values",
    "pending_acknowledgements",
    "policy",
    "regulation_versions_visible_to",
    "regulations_visible_to",
]
