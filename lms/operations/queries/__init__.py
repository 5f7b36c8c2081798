"""Reads of the operations room."""

from .mode import mode_of
from .scope import cases_visible_to, parts_visible_to

__all__ = ["cases_visible_to", "mode_of", "parts_visible_to"]
