"""Who may do what with courses."""

from lms.people.enums import Role
from lms.people.models import User
from lms.people.permissions import has_role, may_author

OUTLINE_READERS = (Role.HR, Role.CLASS_TEACHER)
ORGANISERS = (Role.HR, Role.INSTRUCTOR, Role.CLASS_TEACHER)
CLASS_VIEWERS = (Role.HR, Role.INSTRUCTOR, Role.CLASS_TEACHER, Role.CONSULTANT, Role.LEADER, Role.PROJECT_BOARD, Role.AUDITOR)


def may_read_everything(user: User) -> bool:
    """Authors read the shared library and their bank's courses without being enrolled."""
    return may_author(user)


def may_read_outlines(user: User) -> bool:
    """Whoever plans a class sees which courses there are, not the lessons."""
    return may_author(user) or has_role(user, *OUTLINE_READERS)


def may_organise(user: User) -> bool:
    """Gives courses to cohorts."""
    return has_role(user, *ORGANISERS)


def may_view_classes(user: User) -> bool:
    """Sees how far a class is."""
    return has_role(user, *CLASS_VIEWERS)


def may_moderate(user: User) -> bool:
    """Answers as staff, and hides what does not belong under a lesson."""
    return has_role(user, Role.INSTRUCTOR)
