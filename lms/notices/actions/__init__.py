"""Writes of the notices room."""

from .mark_read import mark_all_read, mark_read
from .notify import notify

__all__ = ["mark_all_read", "mark_read", "notify"]
