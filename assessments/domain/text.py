"""How typed answers are read: widths, blanks and invisible marks never decide about a point."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

MAX_TYPED = 500
MAX_ESSAY = 20_000
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?", re.ASCII)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "。": "."})


def folded(text: str) -> str:
    """NFKC, trimmed, inner blanks as one space, case ignored, a closing full stop dropped."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(plain.split()).rstrip("。.").rstrip().casefold()


def number_of(text: str, *, unit: str = "", accept: tuple[str, ...] = ()) -> Decimal | None:
    """The number a person typed, in ``unit``; None for anything that isn't one. Never raises.

    Full-width digits, thousands commas, ¥ and the unit itself are understood. ``12万`` is 120,000 when the unit is 元 or
    ``accept`` has "wan"; ``8%`` is 0.08 when ``accept`` has "percent", and 8 when the unit is %.
    """
    plain = "".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split()).translate(_MINUS)
    if len(plain) > MAX_TYPED:
        return None
    plain, factor = _without_unit(plain.removeprefix("¥"), "".join(unicodedata.normalize("NFKC", unit).split()), accept)
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        number = Decimal(plain.replace(",", "")) * factor
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _without_unit(plain: str, unit: str, accept: tuple[str, ...]) -> tuple[str, Decimal]:
    if unit and plain.endswith(unit):
        rest = plain.removesuffix(unit)
        if unit == "元" and rest.endswith("万"):
            return rest.removesuffix("万"), Decimal(10_000)
        return rest, Decimal(1)
    if unit == "万元" and plain.endswith("万"):
        return plain.removesuffix("万"), Decimal(1)
    if unit == "元" or "wan" in accept:
        for suffix in ("万元", "万"):
            if plain.endswith(suffix):
                return plain.removesuffix(suffix), Decimal(10_000)
    if "percent" in accept and plain.endswith("%"):
        return plain.removesuffix("%"), Decimal("0.01")
    return plain, Decimal(1)
