"""Importing a roster and a sheet of questions, beside openpyxl and bulk_create alone."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from figures import Figure
from openpyxl import load_workbook

from assessments.actions.import_questions import import_questions
from assessments.enums import ReviewState
from assessments.models import Question, QuestionVersion
from lms.cohorts.actions import check_roster, import_roster
from lms.cohorts.documents import read_roster
from lms.cohorts.documents.roster_columns import HEADERS
from lms.cohorts.enums import LegalFooting
from lms.cohorts.models import Cohort, Enrolment, EnrolmentChange
from lms.people.models import Membership, Organisation, User
from lms.toolkit.random_ids import public_id
from lms.toolkit.spreadsheet import ColumnSpec, SheetSpec, write_workbook
from tests.factories.assessments import make_topic, question_file, question_row
from tests.factories.cohorts import make_cohort
from tests.factories.people import make_branch, make_user

BATCH = 500
KINDS = ("single", "multiple", "true_false", "numeric", "fill_in")


def roster_bytes(branch: str, count: int, prefix: str) -> bytes:
    """A roster as HR would send it."""
    keys = ("name", "employee_number", "phone", "branch", "footing", "joined_on")
    footing = str(LegalFooting.PROBATION.label)
    rows = [(f"学员{chr(0x4E00 + n % 5000)}", f"{prefix}{n:05d}", f"139{n:08d}", branch, footing, "2026-03-02") for n in range(count)]
    return write_workbook([SheetSpec("花名册", [ColumnSpec(HEADERS[key], 18) for key in keys], rows)])


def sheet_rows(content: bytes) -> list[Any]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return list(book.worksheets[0].iter_rows(values_only=True))


def store_people(cohort: Cohort, branch: Organisation, rows: list[Any]) -> None:
    """The four kinds of rows that an import makes, and nothing else."""
    bank, day = cohort.bank, date(2026, 3, 2)
    users = User.objects.bulk_create(
        [User(bank=bank, name=row[0], employee_number=row[1], phone=row[2], username=f"{bank.code}:{row[1]}") for row in rows],
        batch_size=BATCH,
    )
    made = Enrolment.objects.bulk_create(
        [Enrolment(cohort=cohort, user=user, organisation=branch, legal_footing="probation", joined_on=day) for user in users],
        batch_size=BATCH,
    )
    EnrolmentChange.objects.bulk_create([EnrolmentChange(enrolment=one, to_state="active") for one in made], batch_size=BATCH)
    Membership.objects.bulk_create(
        [Membership(user=user, organisation=branch, role="trainee", starts_on=day) for user in users], batch_size=BATCH
    )


def roster_figures(bank: Organisation, count: int) -> list[Figure]:
    branch, cohort = make_branch(bank), make_cohort(bank)
    content = roster_bytes(branch.name, count, "R")

    def read() -> Any:
        return read_roster(io.BytesIO(content), starts_on=cohort.starts_on, branches=[branch.name]).rows

    def dry_run() -> None:
        if check_roster(cohort=cohort, rows=read()).errors:
            raise RuntimeError("the roster is refused")

    def floor_dry_run() -> None:
        rows = sheet_rows(content)
        list(User.objects.filter(bank=bank, employee_number__in=[row[1] for row in rows]).values_list("pk", "employee_number"))

    def apply() -> None:
        import_roster(cohort=cohort, rows=read(), actor_key="bench")

    def floor_apply() -> None:
        store_people(cohort, branch, [row for row in sheet_rows(content) if str(row[1]).startswith("R")])

    read_only = "openpyxl reads the file, one query looks the numbers up"
    return [
        Figure("roster_dry_run", count, dry_run, floor_dry_run, read_only),
        Figure("roster_apply", count, apply, floor_apply, "openpyxl reads the file, bulk_create stores the same rows"),
    ]


def store_questions(bank: Organisation, topic: Any, rows: list[Any]) -> None:
    questions = Question.objects.bulk_create(
        [Question(bank=bank, code=str(row[0]), kind="single", topic=topic, state=ReviewState.DRAFT) for row in rows]
    )
    options = [{"token": letter, "text": "选项"} for letter in "ABCD"]
    plain: dict[str, Any] = {"options": options, "key": {"options": ["B"]}, "marking": {"rule": "exact"}, "points": Decimal(2)}
    QuestionVersion.objects.bulk_create(
        [QuestionVersion(question=one, number=1, stem=str(row[2]), **plain) for one, row in zip(questions, rows, strict=True)]
    )


def question_figures(bank: Organisation, count: int) -> list[Figure]:
    topic, author = make_topic(), make_user(bank, "instructor")
    content = question_file(question_row(f"B{n:06d}", KINDS[n % len(KINDS)]) for n in range(count)).getvalue()

    def ours() -> None:
        report = import_questions(bank=bank, file=io.BytesIO(content), author=author)
        if report.problems or report.new != count:
            raise RuntimeError(f"the questions are refused: {report.problems[:3]}")

    def floor() -> None:
        code = public_id()[:8]  # numbers of its own, whatever the sheet says
        store_questions(bank, topic, [(f"{code}{n}", None, "题干") for n, _row in enumerate(sheet_rows(content)[-count:])])

    return [Figure("question_import", count, ours, floor, "openpyxl reads the file, bulk_create stores questions and versions")]
