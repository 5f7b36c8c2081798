"""Exports: text stays text whatever it looks like, numbers stay numbers."""

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.toolkit.spreadsheet import ColumnSpec, SheetSpec, Validation, neutralise, write_csv, write_workbook

HOSTILE = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", " =1", "\u3000=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gets_an_apostrophe_in_text_exports(text: str) -> None:
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("text", ["", "王晓楠", "-5", "-5.25", "1+1", "a=b", "'=1"])
def test_harmless_text_stays(text: str) -> None:
    assert neutralise(text) == text


@pytest.mark.parametrize("text", [*HOSTILE, "http://example.org", "{=1}"])
def test_workbook_cells_are_explicit_strings(text: str) -> None:
    data = write_workbook([SheetSpec("s", [ColumnSpec("h")], [[text]])])
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml and b"hyperlink" not in xml
    assert str(cell.value).strip("\r\n\t ").replace("_x000D_", "") == text.strip("\r\n\t ")


def test_kinds_keep_their_types() -> None:
    kinds = ["text", "number", "decimal", "money", "percent", "date", "time", "datetime"]
    moment = dt.datetime(2026, 11, 23, 0, 30, tzinfo=dt.UTC)
    row = ["001", -3, Decimal("85.125"), Decimal("-1234.50"), Decimal("0.125"), dt.date(2026, 11, 23), dt.time(8, 30), moment]
    data = write_workbook([SheetSpec("s", [ColumnSpec(kind, kind=kind) for kind in kinds], [row, [None] * 8, ["x", *["—"] * 7]])])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    day, clock, both = (cell.value for cell in sheet[2][5:])
    assert [cell.value for cell in sheet[2][:5]] == ["001", -3, 85.125, -1234.5, 0.125]
    assert [day, clock, both] == [dt.datetime(2026, 11, 23), dt.time(8, 30), dt.datetime(2026, 11, 23, 8, 30)]
    formats = ["@", "General", "0.00", "#,##0.00", "0.00%", "yyyy-mm-dd", "hh:mm", "yyyy-mm-dd hh:mm"]
    assert [cell.number_format for cell in sheet[2]] == formats
    assert [cell.value for cell in sheet[4]] == ["x", *["—"] * 7]
    assert sheet.freeze_panes == "A2"


def test_rows_can_be_filtered_by_their_header() -> None:
    full = SheetSpec("s", [ColumnSpec("甲"), ColumnSpec("乙")], [["x", "y"]] * 3, notes=["标题", "导出人"])
    book = openpyxl.load_workbook(io.BytesIO(write_workbook([full, SheetSpec("t", [ColumnSpec("h")])])))
    assert [book["s"].auto_filter.ref, book["t"].auto_filter.ref] == ["A3:B6", None]


def test_undefined_numbers_are_a_dash() -> None:
    data = write_workbook([SheetSpec("s", [ColumnSpec("n", kind="number")] * 2, [[float("nan"), Decimal("Infinity")]])])
    assert [cell.value for cell in openpyxl.load_workbook(io.BytesIO(data)).active[2]] == ["—", "—"]


def test_sheet_titles_are_made_valid_and_unique() -> None:
    specs = [SheetSpec(title, [ColumnSpec("h")]) for title in ["a/b", "A B", "长" * 40, "长" * 40, "'"]]
    assert openpyxl.load_workbook(io.BytesIO(write_workbook(specs))).sheetnames == [
        "a b",
        "A B (2)",
        "长" * 31,
        "长" * 27 + " (2)",
        "Sheet",
    ]


def test_drop_downs_come_from_a_hidden_sheet() -> None:
    spec = SheetSpec("s", [ColumnSpec("h")], validations=[Validation(0, ["第一,支行"] * 80)])
    book = openpyxl.load_workbook(io.BytesIO(write_workbook([spec])))
    assert book["_lists"].sheet_state == "hidden"
    assert book["s"].data_validations.dataValidation[0].formula1 == "_lists!$A$1:$A$80"


def test_same_input_same_bytes() -> None:
    moment = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    specs = [SheetSpec("s", [ColumnSpec("h")], [["x"]])]
    assert write_workbook(specs, created=moment) == write_workbook(specs, created=moment)


def test_csv_has_a_mark_and_crlf() -> None:
    data = write_csv([ColumnSpec("姓名"), ColumnSpec("=n")], [["=1", Decimal("-5.0")], [None, dt.date(2026, 11, 23)]])
    assert data == "\ufeff姓名,'=n\r\n'=1,-5.0\r\n,2026-11-23\r\n".encode()


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
def test_csv_round_trip_never_starts_a_formula(row: list[str]) -> None:
    data = write_csv([ColumnSpec("h")] * len(row), [row]).decode("utf-8-sig")
    back = list(csv.reader(io.StringIO(data, newline="")))[1]
    assert [text.removeprefix("'") if source[:1] != "'" else text for text, source in zip(back, row, strict=True)] == row
    assert all(text[:1] not in set("=+@\t\r＝＋－＠") for text in back)
