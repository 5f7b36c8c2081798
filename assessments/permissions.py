"""Small questions about who may do what in this room."""

from lms.people.models import User
from lms.people.permissions import may_author

from .models import Paper, Question, QuestionVersion


def may_use_bank(user: User) -> bool:
    """Whether ``user`` works with questions, keys and papers at all."""
    return bool(user.bank_id) and may_author(user)


def may_edit_question(user: User, question: Question) -> bool:
    """Authors change the questions of their own bank; the shared library is read-only for everybody."""
    return may_use_bank(user) and question.bank_id is not None and question.bank_id == user.bank_id


def may_review_version(user: User, version: QuestionVersion) -> bool:
    """A second author approves: never the one who wrote the version."""
    return may_edit_question(user, version.question) and version.author_id != user.pk


def may_edit_paper(user: User, paper: Paper) -> bool:
    return may_use_bank(user) and paper.bank_id == user.bank_id


def may_approve_paper(user: User, paper: Paper) -> bool:
    return may_edit_paper(user, paper) and paper.author_id != user.pk
