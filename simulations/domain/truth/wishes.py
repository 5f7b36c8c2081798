"""What a case needs to be true before anything can be hidden: asked for by concealments, granted by the builder."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wishes:
    """``None`` or 0 leaves it to the dice. Shares are thousandths of yearly sales."""

    private_loan: int = 0
    bad_debt: int = 0
    months_open: int | None = None
    earlier_months: int | None = None


NOTHING = Wishes()
