"""Many copies of one paper: the form is drawn once, what differs is stamped on each at a small part of the cost.

A stamp is an incremental update of the form's PDF: a second content stream, the few glyphs it needs, and the document's own title.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .font_subsets import Subset, packed, subset
from .pdf_fonts import BOLD, REGULAR, printable, text_width
from .qr_codes import QrCode

Align = Literal["left", "center", "right"]
_PAGE = re.compile(rb"(\d+) 0 obj\s*<<((?:(?!endobj).)*?/Type /Page\b(?:(?!endobj).)*?)>>\s*endobj", re.DOTALL)
_NAMES = {REGULAR: "VR", BOLD: "VB"}
_OBJECTS_PER_FONT = 5
HEXADECIMAL = "0123456789abcdef"


@dataclass(frozen=True)
class Words:
    """One line of text; ``x`` is its left end, middle or right end, ``y`` the base line, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    align: Align = "left"
    color: tuple[float, float, float] = (0.11, 0.14, 0.13)

    @property
    def font(self) -> str:
        return BOLD if self.bold else REGULAR


@dataclass(frozen=True)
class Form:
    """A drawn form of one page, taken apart where stamps attach."""

    content: bytes
    page: int
    before: bytes
    contents: bytes
    fonts: bytes
    after: bytes
    root: bytes
    count: int
    xref: int


def form_from(content: bytes) -> Form:
    """``content`` is what reportlab's canvas made of one page. Raises ValueError for anything else."""
    pages = list(_PAGE.finditer(content))
    trailer = content[content.rindex(b"trailer") :]
    root, size = re.search(rb"/Root (\d+ 0 R)", trailer), re.search(rb"/Size (\d+)", trailer)
    xref = re.search(rb"startxref\s+(\d+)", trailer)
    if len(pages) != 1 or root is None or size is None or xref is None:
        raise ValueError("not a form of one page")
    body = pages[0][2]
    contents, fonts = re.search(rb"/Contents (\d+ 0 R)", body), re.search(rb"/Font (\d+) 0 R", body)
    if contents is None or fonts is None:
        raise ValueError("a form without text")
    held = re.search(rb"\n" + fonts[1] + rb" 0 obj\s*<<(.*?)>>", content, re.DOTALL)
    before, after = body[: contents.start()], body[contents.end() :]
    return Form(
        content=content,
        page=int(pages[0][1]),
        before=before,
        contents=contents[1],
        fonts=held[1].strip() if held else b"",
        after=after,
        root=root[1],
        count=int(size[1]),
        xref=int(xref[1]),
    )


def stamp(form: Form, *, words: Sequence[Words], code: QrCode | None, box: tuple[float, float, float], title: str, keywords: str) -> bytes:
    """The form with ``words`` and with ``code`` in ``box`` (x, y, side); the same input gives the same bytes. Raises MissingGlyph."""
    lines = [(one, printable(one.text, one.font)) for one in words]
    # Digests use nearly the same characters every time: with all of them, the next paper finds the font ready.
    fonts = {
        name: subset(name, "".join([HEXADECIMAL if name == REGULAR else "", *(text for one, text in lines if one.font == name)]))
        for name in _NAMES
    }
    stream = "\n".join([*(_line(one, text, fonts[one.font]) for one, text in lines), _square(code, box) if code else ""])
    first = form.count
    objects: dict[int, bytes] = {first: _stream(packed(stream.encode("ascii"))), first + 1: _info(title, keywords)}
    names = b""
    for place, (name, label) in enumerate(_NAMES.items()):
        number = first + 2 + place * _OBJECTS_PER_FONT
        objects |= _font(number, name, fonts[name])
        names += f" /{label} {number} 0 R".encode()
    objects[form.page] = _page(form, first, names)
    return form.content + _update(form, objects, info=first + 1)


def _line(one: Words, text: str, font: Subset) -> str:
    width = text_width(text, one.font, one.size) if one.align != "left" else 0.0
    left = one.x - (width if one.align == "right" else width / 2 if one.align == "center" else 0)
    red, green, blue = one.color
    place = f"{left:.2f} {one.y:.2f} Td"
    return f"BT {red:.3f} {green:.3f} {blue:.3f} rg /{_NAMES[one.font]} {one.size:.2f} Tf {place} <{font.hexadecimal(text)}> Tj ET"


def _square(code: QrCode, box: tuple[float, float, float]) -> str:
    x, y, side = box
    head = f"BI /W {code.size} /H {code.size} /IM true /D [1 0] /F /AHx ID"
    return f"q 0 g {side:.2f} 0 0 {side:.2f} {x:.2f} {y:.2f} cm\n{head} {code.rows.hex()}>\nEI Q"


def _page(form: Form, stamped: int, names: bytes) -> bytes:
    after = re.sub(rb"/Font \d+ 0 R", lambda _found: b"/Font << " + form.fonts + names + b" >>", form.after, count=1)
    # The font dictionary stands before or behind the contents, as reportlab sorts them.
    before = re.sub(rb"/Font \d+ 0 R", lambda _found: b"/Font << " + form.fonts + names + b" >>", form.before, count=1)
    return b"<<" + before + b"/Contents [" + form.contents + f" {stamped} 0 R]".encode() + after + b">>"


def _stream(held: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d /Filter /FlateDecode%s >>\nstream\n" % (len(held), more) + held + b"\nendstream"


def _info(title: str, keywords: str) -> bytes:
    held = (b"\xfe\xff" + title.encode("utf-16-be")).hex().encode()
    return b"<< /Title <" + held + b"> /Keywords (" + keywords.encode("ascii") + b") /Producer (Duzuo) >>"


def _font(number: int, name: str, font: Subset) -> Mapping[int, bytes]:
    title = f"AAAAA{'B' if name == BOLD else 'A'}+{name}".encode()
    widths = b" ".join(b"%d" % one for one in font.widths)
    bounds = b"/FontBBox [-200 -300 1200 1200] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 733 /StemV 80"
    system = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    return {
        number: b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>"
        % (title, number + 1, number + 4),
        number + 1: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s %s /FontDescriptor %d 0 R /CIDToGIDMap /Identity /W [0 [%s]] >>"
        % (title, system, number + 2, widths),
        number + 2: b"<< /Type /FontDescriptor /FontName /%s /Flags 4 %s /FontFile2 %d 0 R >>" % (title, bounds, number + 3),
        number + 3: _stream(font.packed_program, b" /Length1 %d" % len(font.program)),
        number + 4: _stream(font.packed_map),
    }


def _update(form: Form, objects: Mapping[int, bytes], *, info: int) -> bytes:
    """The new objects with a cross-reference section that goes back to the form's own."""
    start = len(form.content)
    body, places = bytearray(b"" if form.content.endswith(b"\n") else b"\n"), {}
    for number, data in sorted(objects.items()):
        places[number] = start + len(body)
        body += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    table = b"xref\n"
    for run in _runs(sorted(places)):
        table += b"%d %d\n" % (run[0], len(run)) + b"".join(b"%010d 00000 n \n" % places[number] for number in run)
    at, count = start + len(body), max(form.count, max(places) + 1)
    trailer = b"trailer\n<< /Size %d /Root %s /Info %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(body + table) + trailer % (count, form.root, info, form.xref, at)


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers that follow each other share a section."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found
