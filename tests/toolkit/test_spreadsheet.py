"""Tables from workbooks: every mistake names row, column, reason and value; nothing is guessed."""

import datetime as dt
import io
import time
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import gettext, override

from lms.toolkit import cell_parsers as cells
from lms.toolkit.spreadsheet import Column, ColumnSpec, SheetSpec, Table, Validation, open_workbook, read_table, write_workbook
from lms.toolkit.workbook import CellValue
from tests.toolkit.workbooks import workbook_file

COLUMNS = [
    Column("employee_number", "工号", required=True, parse=cells.employee_number()),
    Column("name", "姓名", aliases=["名字"], required=True, parse=cells.text(20)),
    Column("phone", "手机号", parse=cells.phone()),
    Column("joined", "入职日期", parse=cells.date()),
]
HEADER = ["工号", "姓名", "手机号", "入职日期"]


def read(*rows: list[Any], header: list[Any] | None = None, merge: tuple[str, ...] = (), **options: Any) -> Table:
    sheet = open_workbook(workbook_file([header or HEADER, *rows], merge=merge)).sheet()
    return read_table(sheet, COLUMNS, **options)


def codes(table: Table) -> list[tuple[int | None, str, str]]:
    return [(problem.row, problem.column, problem.code) for problem in table.problems]


def test_reads_checked_values() -> None:
    table = read(["００１", " 王晓楠\u200b", "１３８ 0013 8000", "2026年11月23日"], [1002, "李〇", 13900139000, dt.datetime(2026, 1, 2)])
    assert codes(table) == []
    assert [row.values for row in table.rows] == [
        {"employee_number": "001", "name": "王晓楠", "phone": "13800138000", "joined": dt.date(2026, 11, 23)},
        {"employee_number": "1002", "name": "李〇", "phone": "13900139000", "joined": dt.date(2026, 1, 2)},
    ]
    assert [row.number for row in table.rows] == [2, 3]


def test_a_wrong_cell_is_named_as_a_person_would() -> None:
    table = read(["001", "王晓楠", "1380013", None])
    with override("en"):
        problem = read(["001", "王晓楠", "1380013", None]).problems[0]
        assert str(problem) == "Row 2, “手机号” should be an 11-digit mobile number, but is “1380013”."
    assert codes(table) == [(2, "手机号", "phone")]
    assert table.rows == []
    assert table.problems[0].as_dict()["value"] == "1380013"


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    table = read(
        ["001", "甲", "13800138000", "2026-02-30"],
        [None, "乙", None, None],
        ["003", "=A1", "13800138001", "2026/13/01"],
        ["001", "丁", "#REF!", 46000],
    )
    assert codes(table) == [
        (2, "入职日期", "no_such_date"),
        (3, "工号", "required"),
        (4, "姓名", "formula"),
        (4, "入职日期", "no_such_date"),
        (5, "手机号", "error_cell"),
        (5, "入职日期", "date"),
    ]


def test_duplicates_name_the_earlier_row() -> None:
    table = read(["a1", "甲", None, None], ["A1", "乙", None, None], unique=["employee_number"])
    assert codes(table) == [(3, "工号", "duplicate")]
    assert table.problems[0].reason == gettext("repeats row %(other)d") % {"other": 2}


def test_combined_keys() -> None:
    table = read(["1", "甲", None, None], ["1", "乙", None, None], ["1", "甲", None, None], unique=[("employee_number", "name")])
    assert codes(table) == [(4, "工号 + 姓名", "duplicate")]


def test_headers_are_checked() -> None:
    assert codes(read(["1", "甲", "x"], header=["工号", "名字", "爱好"])) == [(1, "爱好", "unknown_header")]
    assert codes(read(["1", "甲", "x"], header=["工号", "名字", "爱好"], ignore_unknown=True)) == []
    assert codes(read(["1", "甲", "乙"], header=["工号", "姓名", "名字"])) == [(1, "名字", "duplicate_header")]
    assert codes(read(["1"], header=["工号"])) == [(1, "姓名", "missing_header")]
    assert codes(read(["1"], header=["什么", "也没有"])) == [(None, "", "no_header")]
    assert codes(read(["1", "甲", "乙"], header=["工号", "姓名"])) == [(2, "C", "no_header_cell")]
    assert codes(read()) == [(None, "", "no_rows")]


@pytest.mark.parametrize("header", [" 工 号* ", "工号（必填）", "employee_number"])
def test_header_spelling(header: str) -> None:
    assert codes(read(["1", "甲"], header=[header, "姓名"])) == []


def test_notes_may_stand_above_the_header() -> None:
    sheet = open_workbook(workbook_file([["学员名单导入模板"], [], HEADER, ["1", "甲", None, None]])).sheet()
    table = read_table(sheet, COLUMNS)
    assert (table.header_row, [row.number for row in table.rows], codes(table)) == (3, [4], [])


def test_merged_cells_in_the_data_are_refused_and_above_it_allowed() -> None:
    assert codes(read(["1", "甲", None, None], ["2", "乙", None, None], merge=("B2:B3",)))[0] == (2, "姓名", "merged")
    sheet = open_workbook(workbook_file([["标题", None], HEADER, ["1", "甲"]], merge=["A1:D1"])).sheet()
    assert codes(read_table(sheet, COLUMNS)) == []


def test_five_thousand_rows_in_three_seconds() -> None:
    rows = [[f"{number:05d}", f"学员{number}", f"138{number:08d}", "2026-11-23"] for number in range(5000)]
    file = workbook_file([HEADER, *rows])
    started = time.process_time()
    table = read_table(open_workbook(file).sheet(), COLUMNS, unique=["employee_number", "phone"])
    assert time.process_time() - started < 3
    assert (len(table.rows), table.problems) == (5000, [])


GOOD: list[tuple[cells.Parser, CellValue, Any]] = [
    (cells.text(), "  ＡＢ１，（甲）  ", "AB1，（甲）"),
    (cells.text(), "a\u202eb\ufeff", "ab"),
    (cells.text(), "两\n行", "两 行"),
    (cells.text(multiline=True), "两\r\n行", "两\n行"),
    (cells.text(), 12.0, "12"),
    (cells.text(), True, "TRUE"),
    (cells.integer(), "１，２３４", 1234),
    (cells.integer(), 5.0, 5),
    (cells.integer(), "-3", -3),
    (cells.decimal(), 0.1 + 0.2, Decimal("0.3")),
    (cells.decimal(), "1,234.50", Decimal("1234.50")),
    (cells.date(), "2026-11-23", dt.date(2026, 11, 23)),
    (cells.date(), "2026/1/2", dt.date(2026, 1, 2)),
    (cells.date(), "2024年2月29日", dt.date(2024, 2, 29)),
    (cells.date(), "２０２６－１１－２３", dt.date(2026, 11, 23)),
    (cells.time(), "8：30", dt.time(8, 30)),
    (cells.time(), dt.time(8, 30), dt.time(8, 30)),
    (cells.phone(), "+86 138-0013-8000", "13800138000"),
    (cells.phone(), 13800138000.0, "13800138000"),
    (cells.choice({"m": ["男"], "f": ["女"]}), "男", "m"),
    (cells.choice({"m": ["男"], "f": ["女"]}), "Ｆ", "f"),
    (cells.choice([(1, "易"), (2, "中")]), 2.0, 2),
    (cells.employee_number(), "Ａ００１", "A001"),
]
BAD: list[tuple[cells.Parser, CellValue, str]] = [
    (cells.text(3), "四个汉字", "too_long"),
    (cells.text(), "a\0b", "control_character"),
    (cells.integer(), "1.5", "integer"),
    (cells.integer(), "一", "number"),
    (cells.integer(), True, "number"),
    (cells.integer(), dt.datetime(2026, 1, 1), "number"),
    (cells.integer(1, 5), 6, "too_big"),
    (cells.integer(1, 5), 0, "too_small"),
    (cells.integer(), "1,23", "number"),
    (cells.integer(), float("inf"), "number"),
    (cells.integer(), float("nan"), "number"),
    (cells.integer(), "1e5", "number"),
    (cells.decimal(places=2), "1.234", "places"),
    (cells.decimal(), "9" * 40, "too_big"),
    (cells.date(), "2026-02-30", "no_such_date"),
    (cells.date(), "23/11/2026", "date"),
    (cells.date(), "2026-11/23", "date"),
    (cells.date(), 46349, "date"),
    (cells.date(), dt.datetime(2026, 1, 1, 8, 30), "date"),
    (cells.date(), "1026-11-23", "date_range"),
    (cells.time(), "24:00", "time"),
    (cells.phone(), "12345678901", "phone"),
    (cells.phone(), "1380013800a", "phone"),
    (cells.phone(), "١٣٨٠٠١٣٨٠٠٠", "phone"),
    (cells.choice({"m": ["男"]}), "x", "choice"),
    (cells.employee_number(), "工 1", "employee_number"),
]


@pytest.mark.parametrize(("parser", "value", "expected"), GOOD)
def test_parsers_accept(parser: cells.Parser, value: CellValue, expected: Any) -> None:
    assert parser(value) == expected


@pytest.mark.parametrize(("parser", "value", "code"), BAD)
def test_parsers_refuse(parser: cells.Parser, value: CellValue, code: str) -> None:
    with pytest.raises(cells.BadCell) as caught:
        parser(value)
    assert caught.value.code == code
    assert "%(" not in caught.value.reason


def test_a_written_template_reads_back() -> None:
    specs = [ColumnSpec(column.header) for column in COLUMNS]
    sheet = SheetSpec(
        "名单",
        specs,
        [["001", "王晓楠", "13800138000", dt.date(2026, 11, 23)]],
        ["请逐行填写", "一人一行"],
        [Validation(1, ["甲,乙", "丙"])],
    )
    book = open_workbook(io.BytesIO(write_workbook([sheet])))
    table = read_table(book.sheet(), COLUMNS)
    assert (len(book.sheets), codes(table), table.header_row) == (1, [], 3)
    assert table.rows[0]["joined"] == dt.date(2026, 11, 23)
