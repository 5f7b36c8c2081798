"""Exact numbers: decimal text in, fractions inside, decimal text out; nothing here ever touches a binary float."""

import re
from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction

DECIMAL_TEXT = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?")
MOST_PLACES = 12
_ROOT_DIGITS = Context(prec=60)


def read_decimal(text: str) -> Decimal | None:
    """``-12.50`` and the like; None for exponents, signs before nothing, full-width digits, NaN and infinities."""
    return Decimal(text) if DECIMAL_TEXT.fullmatch(text) else None


def write_decimal(value: Decimal) -> str:
    """Plain text, trailing zeros kept as they were given."""
    return format(value, "f")


def exact_text(value: Fraction) -> str:
    """Plain decimal text where the value has one, else ``numerator/denominator``."""
    rest, places = value.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest, places = rest // prime, places + 1
    return fixed(value, places) if rest == 1 else f"{value.numerator}/{value.denominator}"


def rounded(value: Fraction, places: int) -> Fraction:
    """Half up, away from zero."""
    scale = 10**places
    units = (abs(value.numerator) * scale * 2 + value.denominator) // (2 * value.denominator)
    return Fraction(units if value >= 0 else -units, scale)


def fixed(value: Fraction, places: int) -> str:
    """The value rounded half up, written with exactly ``places`` decimals."""
    units = rounded(value, places) * 10**places
    digits = str(abs(units.numerator)).rjust(places + 1, "0")
    sign = "-" if units < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def display(value: Fraction, places: int, beside: Iterable[Fraction] = ()) -> str:
    """Rounded text that contradicts no comparison with ``beside`` (a cut, a neighbour): more digits until it does not."""
    others = [other for other in beside if other != value]
    while places < MOST_PLACES and any(_contradicts(value, other, places) for other in others):
        places += 1
    return fixed(value, places)


def _contradicts(value: Fraction, other: Fraction, places: int) -> bool:
    shown = rounded(value, places)
    return shown == rounded(other, places) or (shown > other) != (value > other)


def root(value: Fraction, places: int = 18) -> Fraction:
    """The square root of a value ≥ 0, rounded to ``places`` decimals."""
    quotient = _ROOT_DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
    return rounded(Fraction(_ROOT_DIGITS.sqrt(quotient)), places)


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction()) / len(values)


def median(values: list[Fraction]) -> Fraction:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def covariance(left: list[Fraction], right: list[Fraction]) -> Fraction:
    """Sample covariance (n − 1); needs at least two values."""
    centre_left, centre_right = mean(left), mean(right)
    products = ((a - centre_left) * (b - centre_right) for a, b in zip(left, right, strict=True))
    return sum(products, Fraction()) / (len(left) - 1)


def variance(values: list[Fraction]) -> Fraction:
    return covariance(values, values)
