"""Writes workbooks and CSV files that no spreadsheet program will mistake for formulas."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter
from django.utils import timezone

from .upload_problem import Text

Kind = Literal["text", "number", "decimal", "money", "percent", "date", "time", "datetime"]
FORMATS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True},
    "number": {"num_format": "General"},
    "decimal": {"num_format": "0.00"},
    "money": {"num_format": "#,##0.00"},
    "percent": {"num_format": "0.00%"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "time": {"num_format": "hh:mm", "align": "center"},
    "datetime": {"num_format": "yyyy-mm-dd hh:mm", "align": "center"},
}
MAX_TEXT = 32_767
# Rows below a template's header that get its drop-down lists and date checks.
VALIDATED_ROWS = 5_000
_TRIGGERS = "=+-@\t\r\n\0＝＋－＠"
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class ColumnSpec:
    """A column of an export; ``width`` in characters, a Chinese character counts as two.

    ``number`` shows a figure as it is (counts, points), ``decimal`` with two places (means, shares of a hundred).
    """

    header: Text
    width: float = 14
    kind: Kind = "text"


@dataclass(frozen=True)
class Validation:
    """Guards one column (counted from 0) of a template: a drop-down of ``choices``, or a date."""

    column: int
    choices: Sequence[Text] = ()
    date: bool = False


@dataclass(frozen=True)
class SheetSpec:
    """One sheet. ``notes`` are lines above the header (at most 8, so that the reader still finds the header)."""

    title: Text
    columns: Sequence[ColumnSpec]
    rows: Iterable[Sequence[Any]] = ()
    notes: Sequence[Text] = ()
    validations: Sequence[Validation] = field(default_factory=tuple)


def neutralise(text: str) -> str:
    """Text for CSV and clipboard: what a program could run as a formula gets a leading apostrophe; plain numbers stay."""
    if _PLAIN_NUMBER.fullmatch(text):
        return text
    visible = text.lstrip(" \u00a0\u3000\ufeff\u200b")
    return f"'{text}" if visible[:1] and visible[0] in _TRIGGERS else text


def write_csv(columns: Sequence[ColumnSpec], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a byte order mark and CRLF, as Excel opens it by double click."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([neutralise(str(column.header)) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else "—"
    if isinstance(value, dt.datetime):
        return _local(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, (int, float, dt.date)) and not isinstance(value, bool):
        return str(value)
    return neutralise(str(value).replace("\0", ""))


def write_workbook(sheets: Sequence[SheetSpec], *, created: dt.datetime | None = None) -> bytes:
    """The .xlsx bytes: header style, frozen header, widths, numbers as numbers, every text as an explicit string cell."""
    stream = io.BytesIO()
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    if created is not None:
        book.set_properties({"created": _local(created)})
    _Writer(book, sheets).write()
    book.close()
    return stream.getvalue()


class _Writer:
    """Formats are made once per workbook; Excel allows only so many."""

    def __init__(self, book: Any, sheets: Sequence[SheetSpec]) -> None:
        self.book = book
        self.sheets = sheets
        base = {"valign": "top"}
        self.formats = {kind: book.add_format(base | options) for kind, options in FORMATS.items()}
        self.header = book.add_format({"bold": True, "bg_color": "#E7EFEA", "bottom": 1, "valign": "vcenter", "text_wrap": True})
        self.note = book.add_format({"font_color": "#555555"})
        self.lists: list[list[str]] = []

    def write(self) -> None:
        titles = _unique_titles([str(sheet.title) for sheet in self.sheets])
        for title, sheet in zip(titles, self.sheets, strict=True):
            self._sheet(self.book.add_worksheet(title), sheet)
        self._choices()

    def _sheet(self, page: Any, sheet: SheetSpec) -> None:
        if len(sheet.notes) > 8:
            raise ValueError("at most 8 notes stand above the header")
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width, self.formats[column.kind])
        for index, note in enumerate(sheet.notes):
            page.write_string(index, 0, str(note), self.note)
        top = len(sheet.notes)
        for index, column in enumerate(sheet.columns):
            page.write_string(top, index, str(column.header), self.header)
        page.freeze_panes(top + 1, 0)
        last = top
        for last, row in enumerate(sheet.rows, start=top + 1):
            for index, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
                self._cell(page, last, index, column.kind, value)
        if last > top:
            page.autofilter(top, 0, last, len(sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        page.set_footer("&C&P / &N")
        for validation in sheet.validations:
            self._validate(page, top + 1, validation)

    def _cell(self, page: Any, row: int, column: int, kind: Kind, value: Any) -> None:
        style = self.formats[kind]
        if value is None or value == "":
            return
        number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
        if number and kind != "text" and Decimal(value).is_finite():
            page.write_number(row, column, float(value), style)
        elif isinstance(value, dt.datetime) and kind in {"date", "datetime"}:
            page.write_datetime(row, column, _local(value), style)
        elif isinstance(value, dt.time) and kind == "time":
            page.write_datetime(row, column, value, style)
        elif isinstance(value, dt.date) and kind in {"date", "datetime"}:
            page.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), style)
        else:
            page.write_string(row, column, _text(value)[:MAX_TEXT], style)

    def _validate(self, page: Any, first: int, validation: Validation) -> None:
        area = (first, validation.column, first + VALIDATED_ROWS, validation.column)
        if validation.choices:
            self.lists.append([str(choice) for choice in validation.choices])
            letter = xlsxwriter.utility.xl_col_to_name(len(self.lists) - 1)
            page.data_validation(*area, {"validate": "list", "source": f"=_lists!${letter}$1:${letter}${len(validation.choices)}"})
        elif validation.date:
            bounds = {"minimum": dt.date(1900, 1, 1), "maximum": dt.date(2100, 12, 31)}
            page.data_validation(*area, {"validate": "date", "criteria": "between", **bounds})

    def _choices(self) -> None:
        """Drop-down entries live on a hidden sheet: written into the rule itself they may not be long or hold a comma."""
        if not self.lists:
            return
        page = self.book.add_worksheet("_lists")
        page.hide()
        for row in range(max(len(entries) for entries in self.lists)):
            for column, entries in enumerate(self.lists):
                if row < len(entries):
                    page.write_string(row, column, entries[row])


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else "—"
    if isinstance(value, float) and not Decimal(value).is_finite():
        return "—"
    if isinstance(value, dt.datetime):
        return _local(value).strftime("%Y-%m-%d %H:%M")
    return str(value)


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


def _unique_titles(titles: Sequence[str]) -> list[str]:
    """Excel's rules: 31 characters, no []:*?/\\ , no apostrophe at the ends, no two alike."""
    result: list[str] = []
    for title in titles:
        base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip().strip("'")[:31] or "Sheet"
        name, number = base, 2
        while name.casefold() in {one.casefold() for one in result}:
            suffix = f" ({number})"
            name, number = base[: 31 - len(suffix)] + suffix, number + 1
        result.append(name)
    return result
