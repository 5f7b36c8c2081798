"""A workbook of questions comes in whole or not at all, and says where it is wrong."""

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.import_questions import import_questions
from assessments.actions.review_question import approve_versions, submit_version
from assessments.documents.question_workbook import exported, question_workbook, template_workbook
from assessments.enums import ReviewState
from assessments.models import Question, QuestionVersion
from assessments.queries.versions import content_of
from lms.people.models import Organisation
from lms.records.models import Act
from lms.toolkit.upload_problem import UploadProblem
from tests.cast import Cast
from tests.factories.assessments import make_approved, make_topic, question_file, question_row

KINDS = ("single", "multiple", "true_false", "numeric", "fill_in", "essay")
LIBRARY = Path(__file__).resolve().parents[2] / "courses" / "library"


@pytest.fixture(autouse=True)
def topic(db: None) -> None:
    make_topic("C03.01")


def edited(rows: list[dict[str, Any]], changes: dict[tuple[int, str], Any]) -> io.BytesIO:
    """The workbook of ``rows`` with cells changed by hand: (row in the file, header) → value."""
    book = openpyxl.load_workbook(question_file(rows))
    sheet = book.worksheets[0]
    headers = {cell.value: cell.column for cell in sheet[1]}
    for (row, header), value in changes.items():
        sheet.cell(row=row, column=headers[header], value=value)
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def header(key: str) -> str:
    from assessments.actions.question_sheet import HEADERS

    return str(HEADERS[key])


def test_every_kind_comes_in_as_a_draft(cast: Cast) -> None:
    rows = [question_row(f"C03-{number:03d}", kind) for number, kind in enumerate(KINDS, 1)]
    report = import_questions(bank=cast.bank, file=question_file(rows), author=cast.instructor)
    assert (report.total, report.new, report.changed, report.unchanged, report.problems) == (6, 6, 0, 0, [])
    stored = {question.kind: question for question in Question.objects.select_related("current_version", "topic")}
    assert set(stored) == set(KINDS)
    assert {question.state for question in stored.values()} == {ReviewState.DRAFT}
    back = [exported(one.code, one.topic.code, content_of(one.current_version, one.kind)) for one in stored.values()]
    wanted = [{"options": [], "unit": "", "rubric": [], "tolerance": "", "rule": "", **row} for row in rows]
    wanted[1]["rule"] = "cn_subset"
    assert sorted(back, key=lambda one: one["code"]) == wanted


def test_an_export_comes_in_again_unchanged(cast: Cast) -> None:
    rows = [question_row(f"C03-{number:03d}", kind) for number, kind in enumerate(KINDS, 1)]
    import_questions(bank=cast.bank, file=question_file(rows), author=cast.instructor)
    questions = Question.objects.select_related("current_version", "topic")
    again = question_workbook([exported(one.code, one.topic.code, content_of(one.current_version, one.kind)) for one in questions])
    report = import_questions(bank=cast.bank, file=io.BytesIO(again), author=cast.instructor)
    assert (report.new, report.changed, report.unchanged, report.problems) == (0, 0, 6, [])
    assert QuestionVersion.objects.count() == 6


def test_a_dry_run_changes_nothing(cast: Cast) -> None:
    report = import_questions(bank=cast.bank, file=question_file([question_row("A-1")]), author=cast.instructor, dry_run=True)
    assert (report.new, Question.objects.count(), Act.objects.filter(object_kind="question_bank").count()) == (1, 0, 0)


def test_a_changed_row_is_a_new_version_and_the_approved_one_counts_until_then(cast: Cast) -> None:
    question = make_approved(cast.bank, code="A-1")
    file = question_file([question_row("A-1", stem="改过的题干")])
    report = import_questions(bank=cast.bank, file=file, author=cast.instructor, submit=True)
    question.refresh_from_db()
    assert (report.changed, question.state, question.current_version.number) == (1, ReviewState.APPROVED, 1)
    newest = question.versions.get(number=2)
    assert (newest.state, newest.stem) == (ReviewState.IN_REVIEW, "改过的题干")
    approve_versions(versions=[newest], reviewer=cast.consultant)
    question.refresh_from_db()
    assert question.current_version_id == newest.pk
    assert list(question.versions.values_list("number", "state")) == [(1, ReviewState.RETIRED), (2, ReviewState.APPROVED)]


def faults() -> Iterator[tuple[dict[str, Any], str, str]]:
    """(how the second row is spoilt, the column named, the code of the reason)"""
    yield {"kind": "single", "key": "E"}, "key", "key_outside"
    yield {"kind": "single", "key": "AB"}, "key", "one_key"
    yield {"kind": "multiple", "key": "A"}, "key", "two_keys"
    yield {"kind": "single", "options": ["甲", "", "丙"], "key": "A"}, "option_b", "gap"
    yield {"kind": "single", "options": ["甲"], "key": "A"}, "option_b", "too_few_options"
    yield {"kind": "single", "options": ["甲", "甲", "乙"], "key": "A"}, "option_b", "repeated"
    yield {"kind": "true_false", "key": "也许"}, "key", "truth_missing"
    yield {"kind": "numeric", "key": "约四万"}, "key", "value_missing"
    yield {"kind": "numeric", "key": "1E999999"}, "key", "value_missing"
    yield {"kind": "fill_in", "key": [" | "]}, "key", "accepted_missing"
    yield {"kind": "essay", "rubric": []}, "rubric", "rubric_missing"
    yield {"kind": "essay", "rubric": [["要点", "5"]]}, "rubric", "rubric_total"
    yield {"kind": "essay", "rubric": [["要点", "两分"]]}, "rubric", "criterion_points"
    yield {"topic": "X99.99"}, "topic", "unknown_topic"
    yield {"points": "0"}, "points", "points_range"
    yield {"code": "A 1/2"}, "code", "code"
    yield {"code": "A-1"}, "code", "duplicate"
    yield {"stem": ""}, "stem", "required"


@pytest.mark.parametrize(("changes", "column", "code"), list(faults()))
def test_a_mistake_is_named_by_row_and_column_and_nothing_comes_in(cast: Cast, changes: dict[str, Any], column: str, code: str) -> None:
    file = question_file([question_row("A-1"), {**question_row("A-2", changes.get("kind", "single")), **changes}])
    report = import_questions(bank=cast.bank, file=file, author=cast.instructor)
    assert [(problem.row, problem.column, problem.code) for problem in report.problems] == [(3, header(column), code)]
    assert Question.objects.count() == 0
    assert "%(" not in str(report.problems[0])


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("key", "=A1", "formula"),
        ("points", "两分", "number"),
        ("kind", "连线题", "choice"),
        ("difficulty", 4, "choice"),
    ],
)
def test_what_only_a_hand_can_spoil(cast: Cast, column: str, value: object, code: str) -> None:
    file = edited([question_row("A-1")], {(2, header(column)): value})
    report = import_questions(bank=cast.bank, file=file, author=cast.instructor)
    assert [(problem.row, problem.column, problem.code) for problem in report.problems] == [(2, header(column), code)]


def test_words_people_write_are_understood(cast: Cast) -> None:
    changes = {(2, header("kind")): "单选题", (2, header("key")): "Ｂ", (2, header("difficulty")): "难", (3, header("key")): "a、c"}
    file = edited([question_row("A-1"), question_row("A-2", "multiple")], changes)
    assert import_questions(bank=cast.bank, file=file, author=cast.instructor).problems == []
    one, two = Question.objects.select_related("current_version").order_by("code")
    assert (one.current_version.key, one.current_version.difficulty, two.current_version.key) == (
        {"options": ["B"]},
        3,
        {"options": ["A", "C"]},
    )


def test_a_question_that_can_not_take_the_row(cast: Cast) -> None:
    make_approved(cast.bank, code="A-1", kind="true_false")
    waiting = make_approved(cast.bank, code="A-2")
    version = waiting.versions.create(number=2, stem="改", points=1, options=[], state=ReviewState.DRAFT, author=cast.instructor)
    submit_version(version=version, actor=cast.instructor)
    report = import_questions(bank=cast.bank, file=question_file([question_row("A-1"), question_row("A-2")]), author=cast.instructor)
    assert [(problem.row, problem.code) for problem in report.problems] == [(2, "kind_fixed"), (3, "in_review")]


def test_two_banks_keep_their_own_numbers(cast: Cast, strangers: Cast) -> None:
    for part in (cast, strangers):
        assert import_questions(bank=part.bank, file=question_file([question_row("A-1")]), author=part.instructor).new == 1
    assert list(Question.objects.values_list("bank", "code").order_by("bank")) == sorted(
        [(cast.bank.pk, "A-1"), (strangers.bank.pk, "A-1")]
    )


def test_the_shared_library_takes_questions_without_a_bank(db: None) -> None:
    assert import_questions(bank=None, file=question_file([question_row("A-1")]), author=None).new == 1
    assert import_questions(bank=None, file=question_file([question_row("A-1")]), author=None).unchanged == 1


def test_a_file_that_is_no_workbook(cast: Cast) -> None:
    with pytest.raises(UploadProblem):
        import_questions(bank=cast.bank, file=io.BytesIO(b"not a workbook"), author=cast.instructor)


def test_the_template_reads_as_empty(cast: Cast) -> None:
    report = import_questions(bank=cast.bank, file=io.BytesIO(template_workbook([("C03.01", "时点与权责")])), author=cast.instructor)
    assert [problem.code for problem in report.problems] == ["no_rows"]


def test_the_number_of_statements_does_not_grow_with_the_file(cast: Cast) -> None:
    author, counts = cast.instructor, []
    for batch, size in (("A", 3), ("B", 600)):
        file = question_file([question_row(f"{batch}-{number}", KINDS[number % 6]) for number in range(size)])
        with CaptureQueriesContext(connection) as captured:
            import_questions(bank=cast.bank, file=file, author=author)
        counts.append(len(captured))
    assert counts == [10, 10]


def library_files() -> list[Path]:
    return sorted(LIBRARY.glob("*/questions.toml"))


@pytest.mark.parametrize("path", library_files(), ids=lambda path: path.parent.name)
def test_the_course_libraries_come_in(bank: Organisation, path: Path) -> None:
    questions = tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    for code in {question["topic"] for question in questions}:
        make_topic(code, code)
    report = import_questions(bank=None, file=io.BytesIO(question_workbook(questions)), author=None)
    assert [str(problem) for problem in report.problems] == []
    assert report.new == len(questions)
