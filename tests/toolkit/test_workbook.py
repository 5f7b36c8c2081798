"""Opening hostile workbooks: every one is refused with a code and a sentence, quickly, and never with another error."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile, UploadedFile

from lms.toolkit.spreadsheet import CellError, Formula, Limits, UploadProblem, open_workbook
from lms.toolkit.uploads import check_upload
from lms.toolkit.zip_guard import ZipLimits
from tests.toolkit.workbooks import with_part, workbook_file

PLAIN = [["工号", "姓名"], ["001", "王晓楠"]]
BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'


def code_of(file: io.BytesIO, limits: Limits | None = None) -> str:
    with pytest.raises(UploadProblem) as caught:
        open_workbook(file, limits=limits or Limits())
    assert str(caught.value) != ""
    assert "%(" not in str(caught.value)
    return caught.value.code


def named(data: bytes, name: str) -> io.BytesIO:
    stream = io.BytesIO(data)
    stream.name = name
    return stream


def test_defusedxml_guards_openpyxl() -> None:
    assert openpyxl.DEFUSEDXML is True


def test_opens_a_plain_workbook() -> None:
    book = open_workbook(workbook_file(PLAIN))
    assert [sheet.title for sheet in book.sheets] == ["名单"]
    assert book.sheet("名单").rows == {1: ("工号", "姓名"), 2: ("001", "王晓楠")}


def test_formula_and_error_cells_stay_visible() -> None:
    sheet = open_workbook(workbook_file([["a", "b", "c"], ["=1+1", "#REF!", "=HYPERLINK(1)"]])).sheet()
    assert sheet.rows[2] == (Formula("=1+1"), CellError("#REF!"), Formula("=HYPERLINK(1)"))


def test_unknown_sheet_is_named() -> None:
    with pytest.raises(UploadProblem, match="题库"):
        open_workbook(workbook_file(PLAIN)).sheet("题库")


def test_hidden_sheets_are_left_out() -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.create_sheet("hidden").sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    assert len(open_workbook(stream).sheets) == 1


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (io.BytesIO(b""), "empty"),
        (io.BytesIO(b"hello"), "not_zip"),
        (io.BytesIO(b"PK\x03\x04garbage"), "broken"),
        (io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600), "old_format"),
        (io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")), "encrypted"),
        (named(workbook_file(PLAIN).getvalue(), "roster.csv"), "extension"),
        (named(workbook_file(PLAIN).getvalue(), "roster.xlsm"), "extension"),
        (with_part(workbook_file(PLAIN), "xl/workbook.xml", None), "not_workbook"),
        (with_part(workbook_file(PLAIN), "xl/vbaProject.bin", b"x"), "macros"),
        (with_part(workbook_file(PLAIN), "../evil.xml", b"<a/>"), "unsafe_entry"),
        (with_part(workbook_file(PLAIN), "/etc/cron.d/evil", b"x"), "unsafe_entry"),
        (with_part(workbook_file(PLAIN), "xl\\..\\..\\evil", b"x"), "unsafe_entry"),
        (with_part(workbook_file(PLAIN), "C:evil.xml", b"<a/>"), "unsafe_entry"),
        (with_part(workbook_file(PLAIN), "xl/link", b"/etc/passwd", external_attr=0o120777 << 16), "unsafe_entry"),
        (with_part(workbook_file(PLAIN), "xl/sharedStrings.xml", BOMB), "xml_entities"),
        (with_part(workbook_file(PLAIN), "xl/sharedStrings.xml", XXE), "xml_entities"),
        (with_part(workbook_file(PLAIN), "xl/sharedStrings.xml", XXE.decode().encode("utf-16")), "xml_entities"),
        (with_part(workbook_file(PLAIN), "xl/workbook.xml", b"<not xml"), "unreadable"),
        (with_part(workbook_file(PLAIN), "xl/worksheets/sheet1.xml", b"\x00\x01"), "unreadable"),
        (with_part(workbook_file(PLAIN), "xl/media/zeros.bin", b"\0" * 5_000_000), "bomb"),
    ],
)
def test_refuses(file: io.BytesIO, code: str) -> None:
    assert code_of(file) == code


def test_declaration_split_between_two_reads_is_seen() -> None:
    padded = b" " * (256 * 1024 - 4) + b"<!DOCTYPE a>"
    assert code_of(with_part(workbook_file(PLAIN), "xl/sharedStrings.xml", padded)) == "xml_entities"


def test_limits_count_what_is_read() -> None:
    small = ZipLimits(unpacked_bytes=2_000)
    assert code_of(workbook_file(PLAIN), Limits(zip=small)) == "bomb"
    assert code_of(workbook_file(PLAIN), Limits(zip=ZipLimits(entries=3))) == "too_many_entries"
    assert code_of(workbook_file(PLAIN), Limits(file_bytes=10)) == "too_big"
    assert code_of(workbook_file([["a"]] * 12), Limits(rows=10)) == "too_many_rows"
    assert code_of(workbook_file([["a"] * 12]), Limits(columns=10)) == "too_many_columns"


def test_encrypted_zip_entry() -> None:
    stream = workbook_file(PLAIN)
    data = bytearray(stream.getvalue())
    # General purpose bit 0 in every central directory header says "encrypted".
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert code_of(io.BytesIO(bytes(data))) == "encrypted"


def test_a_row_number_beyond_reason_costs_nothing() -> None:
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="99999999999"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    assert code_of(with_part(workbook_file(PLAIN), "xl/worksheets/sheet1.xml", xml)) in {"too_many_rows", "unreadable"}


def test_a_lying_dimension_hides_nothing() -> None:
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row></sheetData></worksheet>'
    )
    assert open_workbook(with_part(workbook_file(PLAIN), "xl/worksheets/sheet1.xml", xml)).sheet().rows == {1: (1, None, 3)}


@pytest.mark.parametrize("kind", [SimpleUploadedFile, TemporaryUploadedFile])
def test_reads_what_a_form_hands_over(kind: type[UploadedFile]) -> None:
    data = workbook_file(PLAIN).getvalue()
    if kind is SimpleUploadedFile:
        file: UploadedFile = SimpleUploadedFile("名单.xlsx", data)
    else:
        file = TemporaryUploadedFile("名单.xlsx", "application/octet-stream", len(data), None)
        file.write(data)
    with file:
        assert open_workbook(file).sheet().rows[2] == ("001", "王晓楠")
        assert check_upload(file, kinds={"xlsx"}, max_bytes=100_000).name == "名单.xlsx"


def test_duplicate_entries_are_refused() -> None:
    stream = workbook_file(PLAIN)
    with pytest.warns(UserWarning), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    assert code_of(stream) == "unsafe_entry"
