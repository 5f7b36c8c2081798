"""The ancestor's database comes in as drafts; its history is a report and no evidence."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from assessments.actions.read_django_quiz import read_django_quiz
from assessments.domain.legacy_quiz import answers_in, ids_in, maybe_unmarked, moment_in, progress_in
from assessments.enums import ReviewState
from assessments.models import Question
from lms.evidence.models import Competency, Evidence
from lms.people.enums import Role
from tests.assessments.old_quiz import SCHEMA_051, SCHEMA_MASTER, write_old_quiz
from tests.cast import Cast
from tests.factories.assessments import make_topic
from tests.factories.people import make_user


@pytest.fixture(params=[SCHEMA_051, SCHEMA_MASTER], ids=["0.5.1", "master"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return write_old_quiz(tmp_path / "old.sqlite3", schema=request.param)


def run(old: Path, cast: Cast, *options: str) -> str:
    said = StringIO()
    call_command("import_django_quiz", str(old), "--bank", cast.bank.code, "--timezone", "UTC", *options, stdout=said)
    return said.getvalue()


def test_questions_arrive_as_drafts_with_their_keys(old: Path, cast: Cast) -> None:
    run(old, cast)
    rows = {row.code: row for row in Question.objects.filter(bank=cast.bank).select_related("current_version")}
    assert {code: (row.kind, row.state) for code, row in rows.items()} == {
        "DQ-0001": ("single", ReviewState.DRAFT),
        "DQ-0002": ("single", ReviewState.DRAFT),
        "DQ-0003": ("true_false", ReviewState.DRAFT),
        "DQ-0004": ("essay", ReviewState.DRAFT),
    }
    keys = {code: (row.current_version.key, row.current_version.marking.get("accept")) for code, row in rows.items() if code != "DQ-0004"}
    assert keys == {
        "DQ-0001": ({"options": ["B"]}, None),
        "DQ-0002": ({"options": ["A", "B"]}, ["any"]),
        "DQ-0003": ({"answer": False}, None),
    }
    assert rows["DQ-0004"].current_version.marking["rubric"][0]["points"] == "1"


def test_several_right_options_may_all_be_wanted(old: Path, cast: Cast) -> None:
    run(old, cast, "--several", "all", "--prefix", "OLD")
    question = Question.objects.get(code="OLD-0002")
    assert (question.kind, question.current_version.key) == ("multiple", {"options": ["A", "B"]})


def test_what_can_not_come_is_named_and_a_second_run_adds_nothing(old: Path, cast: Cast) -> None:
    said = run(old, cast)
    assert [word in said for word in (" 5", " 6", " 4")] == [True, True, True]
    run(old, cast)
    assert Question.objects.count() == 4


def test_categories_become_topics(old: Path, cast: Cast) -> None:
    make_topic("C03.01")
    make_topic("C08.01", "合规")
    run(old, cast, "--topic", "C03.01", "--map", "compliance=C08.01")
    topics = dict(Question.objects.values_list("code", "topic__code"))
    assert topics == {"DQ-0001": "C03.01", "DQ-0002": "C08.01", "DQ-0003": "C03.01", "DQ-0004": "C03.01"}


def test_a_dry_run_leaves_nothing(old: Path, cast: Cast) -> None:
    run(old, cast, "--dry-run")
    assert (Question.objects.count(), Competency.objects.filter(code="IMPORTED").count()) == (0, 0)


def test_the_report_holds_the_history_and_evidence_none(old: Path, cast: Cast, tmp_path: Path) -> None:
    make_user(cast.bank, Role.TRAINEE, name="王晓楠", employee_number="wangxn")
    run(old, cast, "--report", str(tmp_path / "report.xlsx"))
    questions, left_out, quizzes, sittings, answers, progress = openpyxl.load_workbook(tmp_path / "report.xlsx").worksheets
    rows = list(sittings.iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[1], row[2], row[6], row[7], row[8]) for row in rows] == [
        (1, "wangxn", "王晓楠", 3, 4, 75),
        (2, "lijie", None, 0, 4, 0),
        (3, "lijie", None, 1, 2, 50),
    ]
    assert rows[0][4] == datetime(2026, 1, 5, 9, 0)
    assert [row[11] for row in rows] == ["DQ-0004", "DQ-0004", None]
    assert [row[3] for row in answers.iter_rows(min_row=2, max_row=3, values_only=True)] == ["二人", "代客保管存折"]
    assert [row[0] for row in left_out.iter_rows(min_row=2, values_only=True)] == [5, 6]
    assert (questions.max_row, quizzes.max_row, progress.max_row) == (5, 2, 3)
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(
    "options",
    [["--bank", "nobody"], ["--timezone", "Mars/Base"], ["--topic", "X9"], ["--map", "compliance"], ["--map", "compliance=X9"]],
)
def test_wrong_options_are_refused_in_words(old: Path, cast: Cast, options: list[str]) -> None:
    with pytest.raises(CommandError):
        run(old, cast, *options)
    assert Question.objects.count() == 0


def test_what_is_no_such_database_is_refused(cast: Cast, tmp_path: Path) -> None:
    text, empty = tmp_path / "text.sqlite3", tmp_path / "empty.sqlite3"
    text.write_text("not a database at all, only some text that is long enough to be read as a header")
    empty.write_bytes(b"")
    for path in (text, empty, tmp_path / "missing.sqlite3"):
        with pytest.raises(CommandError):
            run(path, cast)


def test_the_file_is_read_and_never_written(old: Path) -> None:
    before = (old.read_bytes(), sorted(path.name for path in old.parent.iterdir()))
    bank = read_django_quiz(old, UTC)
    assert (old.read_bytes(), sorted(path.name for path in old.parent.iterdir())) == before
    assert maybe_unmarked(bank.sittings[0], {one.id: one for one in bank.questions}) == (4,)


def test_lists_and_tables_of_the_old_programme() -> None:
    assert (ids_in("1,,2,,5,"), ids_in(""), ids_in(None), ids_in("a,3,")) == ((1, 2, 5), (), (), (3,))
    assert progress_in("贷前调查,2,3,compliance,1,1,cut") == [("贷前调查", 2, 3), ("compliance", 1, 1)]
    assert (answers_in('{"1": "12"}'), answers_in("broken"), answers_in("[1]"), answers_in(None)) == ({1: "12"}, {}, {}, {})
    assert (moment_in("2026-01-05 01:00:00", UTC), moment_in("soon", UTC), moment_in(None, UTC)) == (
        datetime(2026, 1, 5, 1, tzinfo=UTC),
        None,
        None,
    )
