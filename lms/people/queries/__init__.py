"""Reads of the people room."""

from .accounts import find_account
from .organisations import organisations_visible_to
from .scope import people_in_bank, people_visible_to, people_with_role
from .search import search_people

__all__ = ["find_account", "organisations_visible_to", "people_in_bank", "people_visible_to", "people_with_role", "search_people"]
