"""Figures as people type them: sums, separators, 万; and the likeliest slip when one can't be read."""

import re
from collections.abc import Iterable
from decimal import Decimal

NUMBER = re.compile(r"[0-9]+(\.[0-9]{1,6})?")
WAN = Decimal(10_000)
LARGEST = Decimal(10) ** 12
WIDE = str.maketrans("０１２３４５６７８９．，＋－％（）", "0123456789.,+-%()")


class FigureProblem(ValueError):
    """``code``: ``empty``, ``percent``, ``not_a_number``, ``too_large``; ``text`` is the part that can't be read."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


def read_terms(text: str) -> list[Decimal]:
    """``1,200+3.5万-200`` → its terms in yuan. Raises FigureProblem."""
    plain = text.translate(WIDE).replace(",", "").replace(" ", "").replace("\u3000", "").replace("¥", "").replace("￥", "")
    if not plain:
        raise FigureProblem("empty")
    if "%" in plain:
        raise FigureProblem("percent", text)
    signed = re.findall(r"[+-]?[^+-]+", plain)
    if "".join(signed) != plain:
        raise FigureProblem("not_a_number", text)
    return [_term(part) for part in signed]


def _term(part: str) -> Decimal:
    sign = -1 if part.startswith("-") else 1
    bare = part.lstrip("+-").removesuffix("元")
    factor = WAN if bare.endswith("万") else Decimal(1)
    bare = bare.removesuffix("万")
    if not NUMBER.fullmatch(bare):
        raise FigureProblem("not_a_number", part)
    value = Decimal(bare) * factor * sign
    if abs(value) > LARGEST:
        raise FigureProblem("too_large", part)
    return value


def read_figure(text: str) -> Decimal:
    """The sum of its terms."""
    return sum(read_terms(text), Decimal(0))


def plain(value: Decimal) -> str:
    """As events and case files keep it: no exponent, no needless zeros."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def unit_slip(value: Decimal, known: Iterable[Decimal]) -> str:
    """``wan``: ten thousand times too small beside what the evidence says; ``yuan``: too large; blank: neither."""
    for amount in known:
        if abs(amount) < WAN or value <= 0:
            continue
        if _near(value * WAN, amount):
            return "wan"
        if _near(value, amount * WAN):
            return "yuan"
    return ""


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) * 20 <= abs(other)
