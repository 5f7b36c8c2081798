"""Few entries at the root, small files, short functions, no drawers for odds and ends."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, parts, product_modules, relative, syntax, tracked_files

ROOT_ENTRIES = 20
FILE_LINES = 300
FUNCTION_LINES = 40
CATCH_ALLS = {"utils", "util", "helpers", "helper", "common", "misc", "shared"}

# path → why it may be longer; an entry that is no longer needed fails.
LONG_FILES: dict[str, str] = {
    "tests/cohorts/test_attendance.py": "one class and its marks, told in order",
    "tests/cohorts/test_attendance_pages.py": "one class and its pages of presence, one cast",
    "tests/cohorts/test_pages.py": "one class, every page of it, one cast",
    "tests/cohorts/test_roster_import.py": "one corpus of bad rosters, best read side by side",
    "tests/cohorts/test_timetable.py": "one week of slots that every case starts from",
}
# path::function → why it may be longer
LONG_FUNCTIONS: dict[str, str] = {
    "assessments/documents/results_workbook.py::results_workbook": "a list of columns, one a line",
    "lms/operations/actions/shadow.py::open_case": "the keyword-only facts of a case take the lines",
    "lms/operations/actions/report_case.py::report_case": "every field that a report may bring is named",
    "lms/cohorts/actions/enrolments.py::enrol": "ten keyword-only facts of an enrolment take the lines",
}


def test_the_root_stays_readable() -> None:
    entries = sorted({parts(path)[0] for path in tracked_files()})
    assert len(entries) <= ROOT_ENTRIES, entries


def test_no_drawer_for_odds_and_ends() -> None:
    assert [relative(path) for path in tracked_files() if path.suffix == ".py" and {path.stem, *parts(path)} & CATCH_ALLS] == []


def test_files_hold_one_idea() -> None:
    python = [path for path in tracked_files() if path.suffix == ".py" and "migrations" not in parts(path)]
    long = {relative(path) for path in python if len(path.read_text(encoding="utf-8").splitlines()) > FILE_LINES}
    assert long == set(LONG_FILES)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            yield node.name, node.end_lineno - node.lineno + 1


def test_functions_fit_on_a_screen() -> None:
    long = {f"{relative(path)}::{name}" for path in product_modules() for name, lines in functions(path) if lines > FUNCTION_LINES}
    assert long == set(LONG_FUNCTIONS)


def test_a_module_says_what_it_is_for() -> None:
    written = [path for path in product_modules() if path.read_text(encoding="utf-8").strip()]
    assert [relative(path) for path in written if not ast.get_docstring(syntax(path))] == []


def test_every_package_is_declared() -> None:
    folders = {path.parent for path in product_modules()} - {ROOT}
    assert sorted(relative(folder) for folder in folders if not (folder / "__init__.py").exists()) == []
