"""Writes of the notices room."""

from .mark_read import mark_all_read, mark_read
from .notify import notify
from .settle import settle_notices

__all__ = ["mark_all_read", "mark_read", "notify", "settle_notices"]
