"""Reads of the people room."""

from .access import access_of, as_reader, banks_below
from .accounts import find_account
from .authority import answer_of, as_grant, may, standing_authorities
from .confidentiality import CONFIDENTIALITY, unacknowledged
from .history import HistoryLine, history_acts, history_lines
from .kinship import are_related, kinships_visible_to, related
from .lists import current_memberships, people_list
from .organisations import organisations_managed_by, organisations_visible_to, with_member_counts
from .scope import (
    current_mentorships,
    people_at_work,
    people_in_bank,
    people_managed_by,
    people_overseen_by,
    people_visible_to,
    people_with_role,
)
from .search import search_people

__all__ = [
    "CONFIDENTIALITY",
    "HistoryLine",
    "access_of",
    "answer_of",
    "are_related",
    "as_grant",
    "as_reader",
    "banks_below",
    "current_memberships",
    "current_mentorships",
    "find_account",
    "history_acts",
    "history_lines",
    "kinships_visible_to",
    "may",
    "organisations_managed_by",
    "organisations_visible_to",
    "people_at_work",
    "people_in_bank",
    "people_list",
    "people_managed_by",
    "people_overseen_by",
    "people_visible_to",
    "people_with_role",
    "related",
    "search_people",
    "standing_authorities",
    "unacknowledged",
    "with_member_counts",
]
