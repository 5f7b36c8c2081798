"""The band an amount falls into, and the most a band can stand for."""

from decimal import Decimal

from ..enums import AmountBand

UPPER: tuple[tuple[AmountBand, Decimal], ...] = (
    (AmountBand.TO_10, Decimal(100_000)),
    (AmountBand.TO_30, Decimal(300_000)),
    (AmountBand.TO_50, Decimal(500_000)),
    (AmountBand.TO_100, Decimal(1_000_000)),
)


def band_of(amount: Decimal) -> AmountBand:
    return next((band for band, upper in UPPER if amount <= upper), AmountBand.ABOVE_100)


def asked_amount(amount: Decimal | None, band: str) -> Decimal | None:
    """The amount to ask authority about: the known one, else the top of its band; above the last band nobody knows.

    A band above the known amount is newer news of the same loan, and counts.
    """
    bands = list(AmountBand)
    if amount is not None and (not band or bands.index(AmountBand(band)) <= bands.index(band_of(amount))):
        return amount
    return dict(UPPER).get(AmountBand(band))
