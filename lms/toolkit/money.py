"""Amounts in yuan: shown as a bank prints them, read as people type them."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

WAN = Decimal(10_000)
YI = Decimal(100_000_000)
LIMIT = Decimal(10) ** 15
_UNITS = {"": Decimal(1), "元": Decimal(1), "万": WAN, "万元": WAN, "亿": YI, "亿元": YI}
_AMOUNT = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?(万元|万|亿元|亿|元)?")


class NotAnAmount(ValueError):
    """The text is not an amount of money."""


def yuan(amount: Decimal | int, places: int = 2) -> str:
    """``1234567`` → ``¥ 1,234,567.00``; a minus stands before the sign of the currency."""
    return f"{'-' if _rounded(amount, places) < 0 else ''}¥ {grouped(abs(Decimal(amount)), places)}"


def wan(amount: Decimal | int, places: int = 2) -> str:
    """An amount in yuan as 万元: ``420000`` → ``42 万元``; trailing zeros are dropped."""
    text = grouped(Decimal(amount) / WAN, places)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return _("%(amount)s × ¥10,000") % {"amount": "0" if text == "-0" else text}


def grouped(amount: Decimal | int, places: int = 2) -> str:
    """Thousands separated, rounded half up: ``1234567.005`` → ``1,234,567.01``."""
    return format(_rounded(amount, places), f",.{places}f")


def parse_amount(text: str, *, unit: str = "元") -> Decimal:
    """Yuan from typed text: ``1,234.5``, ``４２万``, ``¥ 3.5 万元``; ``unit`` counts when the text names none. Raises NotAnAmount."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\s\u200b\ufeff]", "", plain).replace("人民币", "").replace("−", "-")
    sign = ""
    if plain.startswith(("-¥", "-￥")):
        sign, plain = "-", plain[1:]
    plain = sign + plain.removeprefix("¥").removeprefix("￥")
    match = _AMOUNT.fullmatch(plain) if plain.isascii() or not re.search(r"[^\x00-\x7f万亿元]", plain) else None
    if match is None or not (match[2] or match[3]):
        raise NotAnAmount(text)
    number = Decimal(f"{match[1]}{(match[2] or '0').replace(',', '')}{match[3] or ''}")
    amount = number * _UNITS[match[4] or unit]
    if abs(amount) >= LIMIT:
        raise NotAnAmount(text)
    return amount


def _rounded(amount: Decimal | int, places: int) -> Decimal:
    rounded = Decimal(amount).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded
