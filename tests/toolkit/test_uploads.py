"""Uploads are judged by their bytes; every refusal has a code and a sentence."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lms.toolkit.uploads import CONTENT_TYPES, UploadProblem, check_upload, decode_text, safe_name
from tests.toolkit.workbooks import with_part, workbook_file

ALL = frozenset(CONTENT_TYPES)
XLSX = workbook_file([["a"]]).getvalue()
PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00"


def picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size).save(stream, kind)
    return stream.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be huge."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\0")
    chunks = [struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (header, body, b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def check(name: str, data: bytes, max_bytes: int = 1_000_000) -> str:
    return check_upload(io.BytesIO(data), kinds=ALL, max_bytes=max_bytes, name=name).kind


GOOD = [
    ("a.pdf", PDF, "pdf"),
    ("题库.XLSX", XLSX, "xlsx"),
    ("a.png", picture("PNG"), "png"),
    ("a.JPEG", picture("JPEG"), "jpg"),
    ("a.webp", picture("WEBP"), "webp"),
    ("a.mp4", MP4, "mp4"),
    ("a.m4a", b"\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00", "m4a"),
    ("a.webm", b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "webm"),
    ("a.mp3", b"ID3\x04\x00", "mp3"),
    ("a.mp3", b"\xff\xfb\x90\x00", "mp3"),
    ("a.wav", b"RIFF\x24\x00\x00\x00WAVEfmt ", "wav"),
    ("a.txt", "贷前调查".encode("gb18030"), "txt"),
    ("a.csv", b"\xef\xbb\xbfa,b\r\n", "csv"),
    ("a.vtt", b"WEBVTT\n\n", "vtt"),
    ("三表.第2版.pdf", PDF, "pdf"),
]
BAD = [
    ("a.pdf", b"", "empty"),
    ("a.pdf", PDF + b"x" * 1_000_000, "too_big"),
    ("a.pdf", XLSX, "content"),
    ("a.pdf", b"%PDF-1.4\n", "broken"),
    ("a.docx", XLSX, "content"),
    ("a.xlsx", PDF, "not_zip"),
    ("a.xlsx", XLSX[:200], "broken"),
    ("a.xlsx", with_part(workbook_file([["a"]]), "xl/vbaProject.bin", b"x").getvalue(), "macros"),
    ("a.png", picture("JPEG"), "content"),
    ("a.png", picture("PNG")[:40], "content"),
    ("a.png", png_header(30_000, 30_000), "pixels"),
    ("a.png", png_header(8_000, 8_000), "pixels"),
    ("a.mp4", b"MZ" + b"\0" * 60, "content"),
    ("a.mp4", b"\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00", "content"),
    ("a.webm", b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska", "content"),
    ("a.mp3", PDF, "content"),
    ("a.wav", b"RIFF\x24\x00\x00\x00WEBP", "content"),
    ("a.txt", b"\x7fELF\x02\x01\x01\x00\x00", "encoding"),
    ("a.vtt", b"hello", "content"),
    ("a.exe", b"MZ", "extension"),
    ("a.svg", b"<svg/>", "extension"),
    ("pdf", PDF, "extension"),
    ("a.pdf.exe", PDF, "extension"),
    ("a.exe.pdf", PDF, "double_extension"),
    ("a.ｅｘｅ.pdf", PDF, "double_extension"),
    ("a\u202efdp.exe", PDF, "extension"),
]


@pytest.mark.parametrize(("name", "data", "kind"), GOOD)
def test_accepts(name: str, data: bytes, kind: str) -> None:
    assert check(name, data) == kind


@pytest.mark.parametrize(("name", "data", "code"), BAD)
def test_refuses(name: str, data: bytes, code: str) -> None:
    with pytest.raises(UploadProblem) as caught:
        check(name, data)
    assert caught.value.code == code
    assert "%(" not in str(caught.value)


def test_only_the_asked_kinds() -> None:
    with pytest.raises(UploadProblem, match=r"\.xlsx"):
        check_upload(io.BytesIO(PDF), kinds={"xlsx"}, max_bytes=1000, name="a.pdf")


def test_the_file_is_left_at_its_start() -> None:
    file = io.BytesIO(PDF)
    assert check_upload(file, kinds=ALL, max_bytes=1000, name="a.pdf").content_type == "application/pdf"
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\三表.PDF", "三表.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("", "file"),
        ("...", "file"),
        ("CON.txt", "_CON.txt"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_safe_name_is_always_one_harmless_part(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 120
    assert not set(safe) & set('/\\:*?"<>|\0\r\n\u202e')
    assert safe.strip(" .") == safe
    assert safe_name(safe) == safe


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_decodes_what_chinese_programs_write(encoding: str) -> None:
    assert decode_text("独做\r\n㛃".encode(encoding)) == "独做\n㛃"
