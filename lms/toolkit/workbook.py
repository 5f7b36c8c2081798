"""Opens an uploaded .xlsx without trusting it; formulas and error cells stay visible, formulas are never evaluated."""

import datetime as dt
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO, Any

import openpyxl
from django.utils.translation import gettext_lazy as _

from .upload_problem import UploadProblem
from .zip_guard import ZipLimits, check_zip, rewound

_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Za-z]{1,3}\d{1,7}(?::[A-Za-z]{1,3}\d{1,7})?)[\"']")


@dataclass(frozen=True)
class Limits:
    """What an ordinary upload needs; ``rows`` and ``columns`` count per sheet, headers included."""

    file_bytes: int = 20 * 1024 * 1024
    rows: int = 5_100
    columns: int = 100
    sheets: int = 30
    zip: ZipLimits = field(default_factory=lambda: ZipLimits(unpacked_bytes=50 * 1024 * 1024))


@dataclass(frozen=True)
class Formula:
    """A cell that computes instead of holding a value."""

    text: str


@dataclass(frozen=True)
class CellError:
    """A cell that shows an error such as #REF!."""

    text: str


CellValue = None | str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | Formula | CellError


@dataclass(frozen=True)
class MergedRange:
    first_row: int
    last_row: int
    first_column: int
    last_column: int
    text: str


@dataclass(frozen=True)
class Sheet:
    """``rows`` maps the row number people see to its values, blank rows left out."""

    title: str
    rows: dict[int, tuple[CellValue, ...]]
    merged: tuple[MergedRange, ...] = ()


@dataclass(frozen=True)
class Workbook:
    sheets: tuple[Sheet, ...]

    def sheet(self, title: str | None = None) -> Sheet:
        """The sheet of that title, or the first visible one; raises UploadProblem when it is missing."""
        for sheet in self.sheets:
            if title is None or sheet.title.strip() == title:
                return sheet
        raise UploadProblem("no_sheet", _("The workbook has no sheet “%(sheet)s”."), {"sheet": title or ""})


def open_workbook(file: IO[bytes], *, limits: Limits = Limits()) -> Workbook:
    """Visible sheets of an .xlsx upload as plain values; raises UploadProblem for anything that isn't one."""
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml must be installed: openpyxl is unguarded without it")
    _check_size_and_name(file, limits)
    names = check_zip(file, limits.zip)
    if "xl/workbook.xml" not in names:
        raise UploadProblem("not_workbook", _("This is not an Excel workbook. Save it as .xlsx and upload it again."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UploadProblem("macros", _("The workbook contains macros. Save it as .xlsx without macros and upload it again."))
    with rewound(file), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _read(file, limits)
        except UploadProblem:
            raise
        # A hostile part can make the parser fail in any way it likes; the person gets one sentence for all of them.
        except Exception as error:
            message = _("The workbook is damaged and cannot be read. Save it again as .xlsx and upload it once more.")
            raise UploadProblem("unreadable", message) from error


def _check_size_and_name(file: IO[bytes], limits: Limits) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise UploadProblem("empty", _("The file is empty (0 bytes)."))
    if size > limits.file_bytes:
        raise UploadProblem("too_big", _("The file is larger than %(limit)d MB."), {"limit": limits.file_bytes // 1024 // 1024})
    name = getattr(file, "name", None)
    if isinstance(name, str) and not name.lower().endswith(".xlsx"):
        raise UploadProblem("extension", _("Please upload an Excel workbook whose name ends in .xlsx."))


def _read(file: IO[bytes], limits: Limits) -> Workbook:
    book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
    try:
        if len(book.worksheets) > limits.sheets:
            raise UploadProblem("too_many_sheets", _("The workbook has more than %(limit)d sheets."), {"limit": limits.sheets})
        sheets = tuple(_read_sheet(book, sheet, limits) for sheet in book.worksheets if sheet.sheet_state == "visible")
    finally:
        book.close()
    if not sheets:
        raise UploadProblem("no_sheet", _("The workbook has no visible sheet."))
    return Workbook(sheets)


def _read_sheet(book: Any, sheet: Any, limits: Limits) -> Sheet:
    # The declared size may lie in both directions, so it is not used.
    sheet.reset_dimensions()
    rows: dict[int, tuple[CellValue, ...]] = {}
    for number, cells in enumerate(sheet.rows, start=1):
        values = tuple(_value(cell) for cell in cells[: limits.columns])
        if len(cells) > limits.columns and any(cell.value is not None for cell in cells[limits.columns :]):
            raise UploadProblem(
                "too_many_columns",
                _("Sheet “%(sheet)s” has more than %(limit)d columns in row %(row)d."),
                {"sheet": sheet.title, "limit": limits.columns, "row": number},
            )
        if any(value is not None and value != "" for value in values):
            rows[number] = values
        # Blank formatted rows below the data are common, millions of them are not.
        if len(rows) > limits.rows or number > limits.rows * 20:
            raise UploadProblem(
                "too_many_rows", _("Sheet “%(sheet)s” has more than %(limit)d rows."), {"sheet": sheet.title, "limit": limits.rows}
            )
    with book._archive.open(sheet._worksheet_path) as stream:
        merged = tuple(_merged(_MERGE.findall(stream.read())))
    return Sheet(title=sheet.title, rows=rows, merged=merged)


def _value(cell: Any) -> CellValue:
    value = cell.value
    if value is None:
        return None
    kind = getattr(cell, "data_type", "n")
    if kind == "f" or not isinstance(value, (str, int, float, bool, dt.datetime, dt.date, dt.time, dt.timedelta)):
        return Formula(str(getattr(value, "text", value)))
    if kind == "e":
        return CellError(str(value))
    return value


def _merged(references: Iterable[bytes]) -> Iterable[MergedRange]:
    for reference in references:
        text = reference.decode("ascii").upper()
        left, top, right, bottom = openpyxl.utils.range_boundaries(text)
        yield MergedRange(int(top), int(bottom), int(left), int(right), text)
