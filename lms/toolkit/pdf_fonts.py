"""The two fonts of every printed page, loaded once per process, and the check that no character is drawn as a blank."""

import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"
_FILES = {REGULAR: "400Regular/NotoSansSC_400Regular.ttf", BOLD: "700Bold/NotoSansSC_700Bold.ttf"}


class MissingGlyph(ValueError):
    """The font has no drawing for these characters; printing them would leave blanks without a word."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(characters)

    def __str__(self) -> str:
        named = ", ".join(f"{character} (U+{ord(character):04X})" for character in self.characters)
        return _("These characters cannot be printed: %(characters)s") % {"characters": named}


@cache
def register_fonts() -> None:
    """Load regular and bold (0.1 s each); later calls cost nothing."""
    folder = Path(settings.PDF_FONT_DIR)
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def printable(text: str, font: str = REGULAR) -> str:
    """The text as it can be drawn: NFC, invisible marks and tabs removed; raises MissingGlyph naming what the font lacks."""
    register_fonts()
    clean = "".join(
        " " if one == "\t" else one
        for one in unicodedata.normalize("NFC", text)
        if one in "\n\t" or unicodedata.category(one) not in {"Cf", "Cc"}
    )
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    missing = [one for one in clean if one != "\n" and ord(one) not in glyphs]
    if missing:
        raise MissingGlyph("".join(dict.fromkeys(missing)))
    return clean


def text_width(text: str, font: str, size: float) -> float:
    register_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))
