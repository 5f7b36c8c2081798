"""Writes of the courses room."""

from .adopt_course import adopt_course
from .author_access import sync_author_access
from .branches import ensure_author_group, ensure_branch
from .discussion import answer_question, ask_question, hide_contribution, settle_question
from .import_library import Imported, import_library
from .notes import save_note
from .offerings import change_offering, move_offering, offer_course, withdraw_offering
from .problems import CourseProblem
from .progress import Standing, note_progress, note_try
from .publish import publish_scheduled_pages

__all__ = [
    "CourseProblem",
    "Imported",
    "Standing",
    "adopt_course",
    "answer_question",
    "ask_question",
    "change_offering",
    "ensure_author_group",
    "ensure_branch",
    "hide_contribution",
    "import_library",
    "move_offering",
    "note_progress",
    "note_try",
    "offer_course",
    "publish_scheduled_pages",
    "save_note",
    "settle_question",
    "sync_author_access",
    "withdraw_offering",
]
