"""How hard a case is, counted from what is in it; and whether the cases of a class are parallel."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..analysis.numbers import rounded
from .case import Case

PLANTED, FAINT, SOURCE, ODDITY, NOISE = Decimal(9), Decimal(14), Decimal(2), Decimal(19), Decimal(2)
"""Points: for anything planted, up to this more when it is faint, for each source needed, for each oddity to clear, a level of noise."""

BANDS = {1: (Decimal(33), Decimal(46)), 2: (Decimal(52), Decimal(68)), 3: (Decimal(71), Decimal(91))}
"""Level → (lowest, highest) difficulty of a form that may be given to a class."""


@dataclass(frozen=True)
class Difficulty:
    """``points`` is the sum of its parts."""

    planted: int
    faintness: Decimal
    sources: int
    oddities: int
    noise: int

    @property
    def points(self) -> Decimal:
        return rounded(
            PLANTED * self.planted + FAINT * self.faintness + SOURCE * self.sources + ODDITY * self.oddities + NOISE * self.noise, 1
        )

    def json(self) -> dict[str, Any]:
        return {
            "points": f"{self.points:f}",
            "planted": self.planted,
            "faintness": f"{rounded(self.faintness, 2):f}",
            "sources": self.sources,
            "oddities": self.oddities,
            "noise": self.noise,
        }


def difficulty_of(case: Case) -> Difficulty:
    """A deviation of twice its tolerance or less is as faint as can be (1); four times half of that."""
    faint = sum((min(Decimal(1), 2 * each.tolerance / abs(each.deviation)) for each in case.planted), Decimal(0))
    return Difficulty(
        planted=len(case.planted),
        faintness=faint,
        sources=sum(each.concealment.sources for each in case.planted),
        oddities=case.scene.oddities,
        noise=case.level,
    )


@dataclass(frozen=True)
class ParallelForms:
    """A class's forms and how alike they are."""

    cases: tuple[Case, ...]
    points: tuple[Decimal, ...]
    band: tuple[Decimal, Decimal]

    @property
    def mean(self) -> Decimal:
        return rounded(sum(self.points, Decimal(0)) / len(self.points), 1)

    @property
    def spread(self) -> Decimal:
        """Standard deviation over the class."""
        middle = sum(self.points, Decimal(0)) / len(self.points)
        return rounded((sum(((each - middle) ** 2 for each in self.points), Decimal(0)) / len(self.points)).sqrt(), 1)

    @property
    def parallel(self) -> bool:
        low, high = self.band
        return all(low <= each <= high for each in self.points)

    @property
    def lends(self) -> int:
        return sum(case.lends for case in self.cases)

    @property
    def honest(self) -> int:
        """Clean or harmlessly wrong."""
        return sum(case.stratum != "concealing" for case in self.cases)

    def json(self) -> dict[str, Any]:
        return {
            "forms": [
                {
                    "trade": case.trade.code,
                    "seed": case.seed,
                    "level": case.level,
                    "stratum": case.stratum,
                    "result": case.decision.result,
                    "difficulty": difficulty_of(case).json(),
                }
                for case in self.cases
            ],
            "size": len(self.cases),
            "honest": self.honest,
            "lends": self.lends,
            "mean": f"{self.mean:f}",
            "spread": f"{self.spread:f}",
            "band": [f"{each:f}" for each in self.band],
            "parallel": self.parallel,
        }


def report(cases: Sequence[Case], level: int) -> ParallelForms:
    return ParallelForms(tuple(cases), tuple(difficulty_of(case).points for case in cases), BANDS[level])
