"""Printed documents: embedded fonts, no blanks, line breaks as Chinese is set, page frames."""

import io
import time
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from lms.toolkit.line_breaking import NOT_AT_END, NOT_AT_START, break_lines
from lms.toolkit.pdf import Document, PdfColumn, Signature
from lms.toolkit.pdf_fonts import REGULAR, MissingGlyph, printable, text_width

PRINTED = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def document(**changes: Any) -> Document:
    options: dict[str, Any] = {
        "title": "综合评估排名表",
        "brand": "临江农村商业银行",
        "printed_by": "周慧",
        "printed_at": PRINTED,
        "digest": "ab" * 32,
    }
    return Document(**options | changes)


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def fonts(data: bytes) -> dict[str, bool]:
    """Base font names of all pages, and whether each is embedded."""
    found = {}
    for page in PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object().get("/FontDescriptor")
            found[str(font.get_object()["/BaseFont"])] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found


def full_document() -> bytes:
    one = document()
    one.facts([("培训班", "首期"), ("人数", "12"), ("状态", "待终审")])
    one.heading("一、排名")
    columns = [PdfColumn("位次", 1, "right"), PdfColumn("姓名", 2), PdfColumn("金额", 2, "center")]
    one.table(columns, [[str(number), "王晓楠", "1,234.00"] for number in range(60)], total=["", "合计", "74,040.00"])
    one.paragraph("说明。" * 40)
    one.paragraph("小字", quiet=True)
    one.signatures([Signature("人力资源部", "周慧", "2026-11-23"), Signature("项目组"), Signature("复核")])
    return one.render()


def test_every_page_has_its_frame_and_only_embedded_fonts() -> None:
    with override("en"):
        data = full_document()
    texts = pages(data)
    assert len(texts) == 3
    assert ["Page 1 of 3" in texts[0], "Page 3 of 3" in texts[2], "位次" in texts[1]] == [True, True, True]
    assert all("Printed by 周慧, 2026-11-23 16:30" in text and "ab" * 32 in text for text in texts)
    assert [text.count("综合评估排名表") for text in texts] == [1, 1, 1]
    assert set(fonts(data).values()) == {True}
    assert not any("Helvetica" in name for name in fonts(data))


def test_same_input_same_bytes() -> None:
    assert full_document() == full_document()


def test_wide_pages() -> None:
    box = PdfReader(io.BytesIO(document(wide=True).render())).pages[0].mediabox
    assert box.width > box.height


@pytest.mark.parametrize("name", ["李㛃", "赵䶮", "钱𬭊", "孙〇", "①②③￥€℃"])
def test_rare_characters_are_drawn(name: str) -> None:
    assert printable(name) == name
    one = document()
    one.paragraph(name)
    assert len(one.render()) > 1000


def test_a_missing_glyph_is_named_not_left_blank() -> None:
    with pytest.raises(MissingGlyph) as caught:
        document().paragraph("王😀\U0001f600犬\u0e01")
    assert caught.value.characters == "😀\u0e01"
    assert "U+1F600" in str(caught.value)


def test_invisible_marks_are_dropped() -> None:
    assert printable("王\u200b晓\u202e楠\t1\0") == "王晓楠 1"


def test_figures_are_tabular() -> None:
    assert len({text_width(digit, REGULAR, 10) for digit in "0123456789"}) == 1


def test_text_of_any_length_finds_its_pages() -> None:
    one = document()
    one.paragraph("长文。" * 3000)
    one.facts([("理由", "很长的理由。" * 900)])
    one.table([PdfColumn("理由"), PdfColumn("短")], [["更长的理由。" * 900, "x"]])
    texts = pages(one.render())
    assert sum(text.count("更") for text in texts) == 900
    assert len(texts) > 5


def test_empty_parts() -> None:
    one = document(digest="", subtitle="副题")
    one.facts([])
    one.table([PdfColumn("空")], [])
    one.paragraph("")
    one.page_break()
    one.space(3)
    one.signatures([])
    assert pages(one.render())[0].count("副题") == 1


def test_a_thousand_rows_in_ten_seconds() -> None:
    one = document()
    one.table([PdfColumn("a"), PdfColumn("b")], [[str(number), "王晓楠"] for number in range(1000)])
    started = time.process_time()
    assert len(pages(one.render())) > 10
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("贷前调查，双人", 4, ["贷前调", "查，双人"]),
        ("他说：“好（对）。”", 5, ["他说：“好", "（对）。”"]),
        ("合计 1,234,567.00 元", 6, ["合计", "1,234,", "567.00", "元"]),
        ("合计 1,234 元整", 8, ["合计 1,234", "元整"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("一行\n\n二行", 9, ["一行", "", "二行"]),
        ("", 9, [""]),
    ],
)
def test_line_breaks(text: str, width: int, lines: list[str]) -> None:
    assert break_lines(text, width, len) == lines


@given(st.text(alphabet="贷前调查，。（）“”《》abc 12.,%\n", max_size=60), st.integers(6, 20))
def test_lines_fit_lose_nothing_and_keep_punctuation_in_place(text: str, width: int) -> None:
    lines = break_lines(text, width, len)
    assert all(len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def _plain_pairs(text: str) -> bool:
    """Two marks in a row may have to break where neither likes to; they are left out."""
    return not any({first, second} <= NOT_AT_END | NOT_AT_START for first, second in pairwise(text))


@given(st.text(alphabet="贷前调查（）《》，。", min_size=1, max_size=60).filter(_plain_pairs))
def test_punctuation_never_stands_at_the_wrong_end(text: str) -> None:
    lines = break_lines(text, 6, len)
    assert all(line[0] not in NOT_AT_START for line in lines[1:])
    assert all(line[-1] not in NOT_AT_END for line in lines[:-1])


@pytest.mark.parametrize("gap", range(20))
def test_a_paragraph_may_end_exactly_at_the_foot(gap: int) -> None:
    """However much of the page is left: a text that fits stays, whatever gap would follow it."""
    one = document()
    one.space(gap)
    for size in (1, 2, 3):
        for number in range(30):
            one.paragraph("。".join(f"第{number}段第{line}行" + "说明" * 16 for line in range(size)), quiet=bool(number % 3))
    one.heading("二、落款")
    one.signatures([Signature("人力资源部")])
    text = "".join(pages(one.render()))
    assert [f"第{number}段第{line}行" in text for number in range(30) for line in range(3)] == [True] * 90
