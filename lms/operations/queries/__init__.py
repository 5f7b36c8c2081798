"""Reads of the operations room."""

from .cases import case_list, node_names
from .mode import mode_of
from .scope import cases_visible_to, parts_visible_to

__all__ = ["case_list", "cases_visible_to", "mode_of", "node_names", "parts_visible_to"]
