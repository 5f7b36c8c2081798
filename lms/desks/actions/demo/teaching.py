"""The shared library of courses, the bank's question bank from an Excel workbook, and the courses given to a class."""

import io
import tomllib
from datetime import datetime
from pathlib import Path

from assessments.actions.import_questions import import_questions
from assessments.actions.review_question import approve_versions
from assessments.documents.question_workbook import question_workbook
from assessments.enums import ReviewState
from assessments.models import QuestionVersion
from courses.actions.import_library import LIBRARY, import_library
from courses.actions.offerings import offer_course
from courses.enums import OpenedBy
from courses.models import CourseOffering, CoursePage
from lms.cohorts.models import Cohort
from lms.people.models import Organisation, User

from .classes import DemoProblem

# In the order of their prerequisites.
CAMP = ("C07", "C11", "C08", "C02", "C01", "C09", "C03", "C04", "C05", "C06", "C12", "C10")


def library_questions(library: Path = LIBRARY) -> list[dict[str, object]]:
    """Every question of the library's courses, as written in their files."""
    questions: list[dict[str, object]] = []
    for file in sorted(library.glob("*/questions.toml")):
        questions += tomllib.loads(file.read_text(encoding="utf-8"))["question"]
    return questions


def load_library() -> None:
    """Courses, lessons and topics of the shared branch."""
    import_library()


def load_question_bank(*, bank: Organisation | None, author: User, reviewer: User) -> int:
    """Write the questions into a workbook, import it, and let a second instructor approve them; how many there are."""
    workbook = question_workbook(library_questions())
    report = import_questions(bank=bank, file=io.BytesIO(workbook), author=author, submit=True)
    if report.problems:
        raise DemoProblem("; ".join(map(str, report.problems[:20])))
    waiting = QuestionVersion.objects.filter(question__bank=bank, state=ReviewState.IN_REVIEW)
    approve_versions(versions=waiting, reviewer=reviewer)
    return report.total


def give_courses(*, cohort: Cohort, actor: User, opens_at: datetime) -> list[CourseOffering]:
    """The camp's twelve courses, opened on the first morning."""
    shared = {page.code: page for page in CoursePage.objects.filter(bank__isnull=True, live=True)}
    return [
        offer_course(
            cohort=cohort,
            course=shared[code],
            actor=actor,
            opened_by=OpenedBy.DATE,
            opens_at=opens_at,
            required=code in {"C03", "C06"},
        )
        for code in CAMP
    ]
