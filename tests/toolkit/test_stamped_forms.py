"""Stamped papers: what was stamped is found again as text, whatever the script, and the same input gives the same bytes."""

import io

import pypdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from lms.toolkit.font_subsets import subset
from lms.toolkit.pdf_fonts import BOLD, REGULAR, MissingGlyph, register_fonts
from lms.toolkit.qr_codes import qr_code
from lms.toolkit.stamped_forms import Form, Words, form_from, stamp


@pytest.fixture(scope="module")
def form() -> Form:
    register_fonts()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, initialFontName=REGULAR)
    canvas.setFont(REGULAR, 20)
    canvas.drawString(100, 700, "证书样张")
    canvas.showPage()
    canvas.save()
    return form_from(stream.getvalue())


def stamped(form: Form, name: str) -> bytes:
    words = [Words(name, 100, 600, 30, bold=True), Words("摘要 0af3", 500, 100, 6, align="right")]
    return stamp(form, words=words, code=qr_code("独做"), box=(300, 300, 100), title=name, keywords="DZ1.a.b")


@pytest.mark.parametrize("name", ["王晓楠", "李𬭊", "买买提·阿不都热合曼", "Smith 王", "ÀÉÎ"])
def test_what_was_stamped_is_found_again(form: Form, name: str) -> None:
    content = stamped(form, name)
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    text = reader.pages[0].extract_text()
    assert "证书样张" in text and name in text and "摘要 0af3" in text
    assert reader.metadata is not None and reader.metadata.title == name
    assert content.startswith(form.content)
    assert content == stamped(form, name)


def test_a_form_is_stamped_many_times(form: Form) -> None:
    assert "张三" not in pypdf.PdfReader(io.BytesIO(stamped(form, "李四"))).pages[0].extract_text()


def test_a_character_without_a_drawing_is_named(form: Form) -> None:
    with pytest.raises(MissingGlyph, match="U\\+3134A"):
        stamped(form, "王\U0003134a")


def test_what_is_no_form_is_refused() -> None:
    with pytest.raises(ValueError):
        form_from(b"trailer << >>")


def test_a_subset_holds_only_what_was_asked_for() -> None:
    few, more = subset(BOLD, "王"), subset(BOLD, "王晓楠")
    assert set(few.codes) == {"王"} and set(more.codes) == set("王晓楠")
    assert len(few.program) < len(more.program) < 10_000
    assert sorted(more.codes.values()) == [1, 2, 3]
