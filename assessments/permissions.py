"""Small questions about who may do what in this room."""

from lms.cohorts.enums import Duty
from lms.cohorts.models import Cohort
from lms.cohorts.permissions import MANAGERS, duties_in, may_teach
from lms.people.models import User
from lms.people.permissions import has_role, may_author

from .models import Paper, Question, QuestionVersion

# Who runs a cohort's exams and ratings by duty; who marks its essays.
RUNNING_DUTIES = frozenset({Duty.INSTRUCTOR, Duty.CLASS_TEACHER})
MARKING_DUTIES = frozenset({Duty.INSTRUCTOR, Duty.CLASS_TEACHER, Duty.ASSESSOR})


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
    """A second author approves: neither who began the paper nor who changed it last."""
    return may_edit_paper(user, paper) and not paper.is_work_of(user)


def may_run_exams(user: User, cohort: Cohort) -> bool:
    """Setting, watching and releasing the exams and ratings of a cohort: its instructors and class teacher, and whoever manages it."""
    return user.bank_id == cohort.bank_id and may_teach(user, cohort)


def may_mark(user: User, cohort: Cohort) -> bool:
    """Essays are marked by those who teach or assess the cohort; an office alone reads no answers."""
    return user.bank_id == cohort.bank_id and not duties_in(user, cohort).isdisjoint(MARKING_DUTIES)


def may_keep_rubrics(user: User) -> bool:
    """Scoring sheets are written by those who author, and by the offices that hold interviews."""
    return bool(user.bank_id) and (may_author(user) or has_role(user, *MANAGERS))
