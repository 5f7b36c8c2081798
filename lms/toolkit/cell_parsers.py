"""Turns one spreadsheet cell into a value, or says in words what the cell should hold."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from .languages import in_all_languages
from .upload_problem import Text
from .workbook import CellError, CellValue, Formula

Parser = Callable[[CellValue], Any]

# Full-width letters and digits become ASCII; Chinese punctuation is part of the text and stays.
_WIDTH = {code: code - 0xFEE0 for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)) for code in range(first, last + 1)}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_DATE = re.compile(r"(\d{4})\s*([-/.]|年)\s*(\d{1,2})\s*([-/.]|月)\s*(\d{1,2})\s*日?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


class BadCell(ValueError):
    """What is wrong with one cell: ``reason`` continues the sentence “row 12, column X …”."""

    def __init__(self, code: str, reason: Text, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.template = reason
        self.params = params

    @property
    def reason(self) -> str:
        return str(self.template) % self.params if self.params else str(self.template)


def clean_text(value: str) -> str:
    """Trimmed, half-width letters and digits, line ends as \\n, no invisible marks or text-direction overrides."""
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return _INVISIBLE.sub("", text).translate(_WIDTH).strip()


def narrow(value: str) -> str:
    """The NFKC form for fields that hold a code, a number or a date; never for prose."""
    return unicodedata.normalize("NFKC", clean_text(value)).strip()


def shown(value: CellValue) -> str:
    """The cell as its author sees it, short enough for a message."""
    if value is None:
        return ""
    if isinstance(value, (Formula, CellError)):
        text = value.text
    elif isinstance(value, bool):
        text = "TRUE" if value else "FALSE"
    elif isinstance(value, float):
        text = format(value, ".15g")
    elif isinstance(value, dt.datetime):
        text = value.strftime("%Y-%m-%d" if value.time() == dt.time(0) else "%Y-%m-%d %H:%M")
    else:
        text = str(value)
    text = _CONTROL.sub("", text)
    return text if len(text) <= 60 else text[:59] + "…"


def is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and clean_text(value) == "")


def refuse_computed(value: CellValue) -> None:
    """Formula and error cells are refused whatever the column: their value depends on another machine."""
    if isinstance(value, Formula):
        raise BadCell("formula", _("contains a formula; paste it as a value"))
    if isinstance(value, CellError):
        raise BadCell("error_cell", _("shows an error"))


def text(max: int = 200, *, multiline: bool = False) -> Parser:
    """Free text of at most ``max`` characters; a number cell is read as its digits."""

    def parse(value: CellValue) -> str:
        result = clean_text(value) if isinstance(value, str) else clean_text(shown_in_full(value))
        if not multiline:
            result = " ".join(result.split("\n"))
        if _CONTROL.search(result):
            raise BadCell("control_character", _("contains characters that cannot be printed"))
        if len(result) > max:
            raise BadCell("too_long", _("may have at most %(max)d characters"), max=max)
        return result

    return parse


def shown_in_full(value: CellValue) -> str:
    """A non-text cell as text; whole numbers without a fraction, so 工号 1001 stays “1001”."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return shown(value)


def _number(value: CellValue) -> Decimal:
    if isinstance(value, bool) or value is None or isinstance(value, (dt.date, dt.time, dt.timedelta)):
        raise BadCell("number", _("should be a number"))
    if isinstance(value, float):
        # Excel keeps 15 digits; the rest is noise of binary fractions.
        source = format(value, ".15g")
    else:
        source = narrow(str(value))
        if isinstance(value, str) and not _NUMBER.fullmatch(source):
            raise BadCell("number", _("should be a number"))
    try:
        number = Decimal(source.replace(",", ""))
    except InvalidOperation as error:
        raise BadCell("number", _("should be a number")) from error
    if not number.is_finite():
        raise BadCell("number", _("should be a number"))
    return number


def _check_range(number: Decimal, low: Decimal | int | None, high: Decimal | int | None) -> None:
    if low is not None and number < low:
        raise BadCell("too_small", _("must be at least %(low)s"), low=low)
    if high is not None and number > high:
        raise BadCell("too_big", _("must be at most %(high)s"), high=high)


def integer(low: int | None = None, high: int | None = None) -> Parser:
    """A whole number within the bounds, both included."""

    def parse(value: CellValue) -> int:
        number = _number(value)
        if number != number.to_integral_value() or abs(number) >= Decimal(10) ** 15:
            raise BadCell("integer", _("should be a whole number"))
        _check_range(number, low, high)
        return int(number)

    return parse


def decimal(low: Decimal | int | None = None, high: Decimal | int | None = None, *, places: int = 2) -> Parser:
    """A Decimal with at most ``places`` digits after the point."""

    def parse(value: CellValue) -> Decimal:
        number = _number(value)
        exponent = number.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > places:
            raise BadCell("places", _("may have at most %(places)d digits after the point"), places=places)
        if abs(number) >= Decimal(10) ** 15:
            raise BadCell("too_big", _("is too large"))
        _check_range(number, low, high)
        return number

    return parse


def date(first: dt.date = dt.date(1900, 1, 1), last: dt.date = dt.date(2100, 12, 31)) -> Parser:
    """A date cell, 2026-11-23, 2026/11/23 or 2026年11月23日; a bare number is not a date."""

    def parse(value: CellValue) -> dt.date:
        if isinstance(value, dt.datetime) and value.time() == dt.time(0):
            result = value.date()
        elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            result = value
        else:
            result = _date_from_text(value)
        if not first <= result <= last:
            raise BadCell("date_range", _("must be a date from %(first)s to %(last)s"), first=first, last=last)
        return result

    return parse


def _date_from_text(value: CellValue) -> dt.date:
    match = _DATE.fullmatch(narrow(value)) if isinstance(value, str) else None
    if match is None or (match[2] == "年") != (match[4] == "月") or (match[2] != "年" and match[2] != match[4]):
        raise BadCell("date", _("should be a date such as 2026-11-23"))
    try:
        return dt.date(int(match[1]), int(match[3]), int(match[5]))
    except ValueError as error:
        raise BadCell("no_such_date", _("is not a date that exists")) from error


def time() -> Parser:
    """A time cell, or text such as 08:30."""

    def parse(value: CellValue) -> dt.time:
        if isinstance(value, dt.time):
            return value.replace(second=0, microsecond=0)
        match = _TIME.fullmatch(narrow(value)) if isinstance(value, str) else None
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise BadCell("time", _("should be a time such as 08:30"))
        return dt.time(int(match[1]), int(match[2]))

    return parse


def choice(options: Mapping[Any, Iterable[Text]] | Iterable[tuple[Any, Text]]) -> Parser:
    """One of the options, by label or by value; ``{value: [labels]}`` or Django's ``choices``. Case and width don't matter."""
    pairs = options.items() if isinstance(options, Mapping) else ((value, [label]) for value, label in options)
    table = [(value, tuple(labels)) for value, labels in pairs]
    spellings: dict[str, Any] = {}

    def parse(value: CellValue) -> Any:
        if not spellings:
            # Labels are translated at first use, in every language: a template may come back in another one.
            for result, labels in table:
                for spelling in (str(result), *(name for label in labels for name in in_all_languages(label))):
                    spellings.setdefault(narrow(spelling).casefold(), result)
        wanted = narrow(shown_in_full(value)).casefold()
        if wanted in spellings:
            return spellings[wanted]
        allowed = str(_(", ")).join(str(labels[0]) if labels else str(result) for result, labels in table[:12])
        raise BadCell("choice", _("should be one of: %(allowed)s"), allowed=allowed)

    return parse


def phone() -> Parser:
    """A mobile number of mainland China as 11 digits; spaces, hyphens and +86 are taken off."""

    def parse(value: CellValue) -> str:
        digits = re.sub(r"[\s\-]", "", narrow(shown_in_full(value)))
        digits = re.sub(r"^(?:\+|00)86(?=1\d{10}$)", "", digits)
        if not re.fullmatch(r"\d{11}", digits, re.ASCII):
            raise BadCell("phone", _("should be an 11-digit mobile number"))
        if not re.fullmatch(r"1[3-9]\d{9}", digits, re.ASCII):
            raise BadCell("phone", _("is not a mobile number of mainland China"))
        return digits

    return parse


def employee_number(max: int = 32) -> Parser:
    """工号: letters, digits and hyphens; leading zeros kept when the cell holds text."""

    def parse(value: CellValue) -> str:
        result = narrow(shown_in_full(value))
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", result) or len(result) > max:
            raise BadCell("employee_number", _("should be letters and digits only, at most %(max)d"), max=max)
        return result

    return parse
