"""Reads a table from an uploaded workbook into checked rows, or into one sentence per mistake; writers are re-exported here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from .cell_parsers import BadCell, Parser, is_blank, narrow, refuse_computed, shown, text
from .languages import in_all_languages
from .spreadsheet_writer import ColumnSpec, SheetSpec, Validation, neutralise, write_csv, write_workbook
from .upload_problem import Text, UploadProblem
from .workbook import CellError, CellValue, Formula, Limits, Sheet, Workbook, open_workbook

__all__ = [
    "BadCell", "CellError", "CellValue", "Column", "ColumnSpec", "Formula", "Limits", "Problem", "Row", "Sheet", "SheetSpec",
    "Table", "UploadProblem", "Validation", "Workbook", "neutralise", "open_workbook", "read_table", "write_csv", "write_workbook",
]  # fmt: skip
HEADER_SEARCH_ROWS = 12


@dataclass(frozen=True)
class Column:
    """``key`` names the value in a row; ``header`` is what people see; ``aliases`` are other headers that mean the same."""

    key: str
    header: Text
    aliases: Sequence[Text] = ()
    required: bool = False
    parse: Parser = field(default_factory=text)

    def names(self) -> set[str]:
        """Every header that stands for this column, in every language of the site."""
        texts = [spelling for text in (self.header, *self.aliases) for spelling in in_all_languages(text)]
        return {header_key(name) for name in (*texts, self.key)}


@dataclass(frozen=True)
class Problem:
    """One mistake. ``row`` and ``column`` are as Excel shows them; ``str()`` is a whole sentence."""

    sheet: str
    row: int | None
    column: str
    reason: str
    value: str = ""
    code: str = ""

    def __str__(self) -> str:
        parts = {"row": self.row, "column": self.column, "reason": self.reason, "value": self.value}
        if self.row is None:
            return _("Column “%(column)s” %(reason)s.") % parts if self.column else self.reason
        if not self.column:
            return _("Row %(row)d: %(reason)s.") % parts
        if not self.value:
            return _("Row %(row)d, “%(column)s” %(reason)s.") % parts
        return _("Row %(row)d, “%(column)s” %(reason)s, but is “%(value)s”.") % parts

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a job's report."""
        return {
            "sheet": self.sheet, "row": self.row, "column": self.column, "reason": self.reason,
            "value": self.value, "code": self.code, "sentence": str(self),
        }  # fmt: skip


@dataclass(frozen=True)
class Row:
    """``number`` is the row in the file; ``values`` has every column's key, blank optional cells as None."""

    number: int
    values: dict[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]


@dataclass(frozen=True)
class Table:
    """``rows`` holds only rows without a mistake; an import must not use them while ``problems`` is not empty."""

    sheet: str
    rows: list[Row]
    problems: list[Problem]
    header_row: int | None = None


def header_key(name: str) -> str:
    """Headers are compared without width, case, blanks and a trailing * or （必填）."""
    key = "".join(narrow(name).casefold().split()).strip("*:")
    return key.removesuffix("(必填)").removesuffix("(required)").strip("*")


def read_table(
    sheet: Sheet, columns: Sequence[Column], *, unique: Iterable[str | tuple[str, ...]] = (), ignore_unknown: bool = False
) -> Table:
    """Read the rows under the header row. ``unique`` names keys (or tuples of keys) that may not repeat within the file."""
    header_row = _find_header(sheet, columns)
    if header_row is None:
        expected = _(", ").join(str(column.header) for column in columns if column.required)
        reason = _("No header row was found. Expected columns: %(expected)s") % {"expected": expected}
        return Table(sheet.title, [], [Problem(sheet.title, None, "", reason, code="no_header")])
    positions, problems = _read_header(sheet, header_row, columns, ignore_unknown)
    if not ignore_unknown:
        problems += _headless(sheet, header_row)
    problems += _merged_problems(sheet, header_row, positions)
    rows: list[Row] = []
    for number in sorted(sheet.rows):
        if number > header_row:
            row, found = _read_row(sheet, number, positions, columns)
            problems += found
            if row is not None:
                rows.append(row)
    problems += _duplicates(sheet, rows, columns, unique)
    if not problems and not rows:
        problems.append(Problem(sheet.title, None, "", _("There is no row below the header"), code="no_rows"))
    bad = {problem.row for problem in problems}
    return Table(sheet.title, [row for row in rows if row.number not in bad], _in_reading_order(problems), header_row)


def _in_reading_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.row or 0)


def _find_header(sheet: Sheet, columns: Sequence[Column]) -> int | None:
    """The first of the leading rows that names the most known columns: a title or notes may stand above it."""
    known = set().union(*(column.names() for column in columns))
    best: tuple[int, int | None] = (0, None)
    for number in sorted(sheet.rows)[:HEADER_SEARCH_ROWS]:
        matches = len({header_key(value) for value in sheet.rows[number] if isinstance(value, str)} & known)
        if matches > best[0]:
            best = (matches, number)
    return best[1]


def _read_header(sheet: Sheet, header_row: int, columns: Sequence[Column], ignore_unknown: bool) -> tuple[dict[int, Column], list[Problem]]:
    positions: dict[int, Column] = {}
    problems: list[Problem] = []
    by_name = {name: column for column in columns for name in column.names()}
    for index, value in enumerate(sheet.rows[header_row]):
        if is_blank(value):
            continue
        name = shown(value)
        column = by_name.get(header_key(name))
        if column is None:
            if not ignore_unknown:
                problems.append(Problem(sheet.title, header_row, name, _("is a column this import does not know"), code="unknown_header"))
        elif column in positions.values():
            problems.append(Problem(sheet.title, header_row, name, _("appears twice in the header"), code="duplicate_header"))
        else:
            positions[index] = column
    for column in columns:
        if column.required and column not in positions.values():
            problems.append(Problem(sheet.title, header_row, str(column.header), _("is missing from the header"), code="missing_header"))
    return positions, problems


def _headless(sheet: Sheet, header_row: int) -> list[Problem]:
    """Values below an empty header cell would be lost in silence."""
    header = sheet.rows[header_row]
    found: dict[int, Problem] = {}
    for number in sorted(sheet.rows):
        for index, value in enumerate(sheet.rows[number] if number > header_row else ()):
            if index not in found and not is_blank(value) and (index >= len(header) or is_blank(header[index])):
                letter = get_column_letter(index + 1)
                found[index] = Problem(sheet.title, number, letter, _("has a value but no header"), shown(value), "no_header_cell")
    return list(found.values())


def _merged_problems(sheet: Sheet, header_row: int, positions: dict[int, Column]) -> list[Problem]:
    problems = []
    for merged in sheet.merged:
        touched = [column for index, column in positions.items() if merged.first_column <= index + 1 <= merged.last_column]
        if touched and merged.last_row >= header_row:
            row = max(merged.first_row, header_row)
            reason = _("is part of merged cells (%(range)s); unmerge them") % {"range": merged.text}
            problems.append(Problem(sheet.title, row, str(touched[0].header), reason, code="merged"))
    return problems


def _read_row(sheet: Sheet, number: int, positions: dict[int, Column], columns: Sequence[Column]) -> tuple[Row | None, list[Problem]]:
    cells = sheet.rows[number]
    values: dict[str, Any] = {column.key: None for column in columns}
    if all(is_blank(value) for value in cells):
        return None, []
    problems = []
    for index, column in positions.items():
        value = cells[index] if index < len(cells) else None
        try:
            if is_blank(value):
                if column.required:
                    raise BadCell("required", _("must not be empty"))
                continue
            refuse_computed(value)
            values[column.key] = column.parse(value)
        except BadCell as bad:
            problems.append(Problem(sheet.title, number, str(column.header), bad.reason, shown(value), bad.code))
    return Row(number, values), problems


def _duplicates(sheet: Sheet, rows: list[Row], columns: Sequence[Column], unique: Iterable[str | tuple[str, ...]]) -> list[Problem]:
    headers = {column.key: str(column.header) for column in columns}
    problems = []
    for rule in unique:
        keys = (rule,) if isinstance(rule, str) else rule
        seen: dict[tuple[Any, ...], int] = {}
        for row in rows:
            values = tuple(_fold(row.values[key]) for key in keys)
            if any(value is None or value == "" for value in values):
                continue
            if values in seen:
                reason = _("repeats row %(other)d") % {"other": seen[values]}
                title = " + ".join(headers[key] for key in keys)
                value = " + ".join(str(row.values[key]) for key in keys)
                problems.append(Problem(sheet.title, row.number, title, reason, value, "duplicate"))
            else:
                seen[values] = row.number
    return problems


def _fold(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
