"""Statistics of a cohort that has one composite: spread, effective weights, errors of measurement, reliability."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .exact import covariance, mean, median, root, rounded, variance
from .inputs import Measured
from .rule import Component, Rule
from .scoring import Standing

ERROR_PLACES = 6
ALARM = Fraction(15, 100)


@dataclass(frozen=True)
class ComponentSpread:
    """One component over the cohort, in percent of its maximum. None where undefined; ``reason`` says why."""

    code: str
    share: Fraction
    count: int
    mean: Fraction | None
    median: Fraction | None
    deviation: Fraction | None
    reliability: Fraction | None
    reliability_from: str | None
    error: Fraction | None
    error_reason: str | None
    effective: Fraction | None
    effective_reason: str | None

    @property
    def alarm(self) -> bool:
        return self.effective is not None and abs(self.effective - self.share) > ALARM


def component_spreads(
    rule: Rule, people: Sequence[Standing], shares: Mapping[str, Fraction], measured: Sequence[Measured]
) -> list[ComponentSpread]:
    """One ComponentSpread per component of the rule, over everybody who is complete."""
    known = {each.component: Fraction(each.reliability) for each in measured}
    found = []
    for component in rule.components:
        values = [part for person in people if (part := person.parts[component.code].percent) is not None]
        deviation = root(variance(values)) if len(values) > 1 else None
        reliability, origin = _reliability(component, known)
        error, error_reason = _error(deviation, reliability, fact=component.fact)
        effective, effective_reason = _effective(component.code, shares[component.code], people)
        found.append(
            ComponentSpread(
                code=component.code,
                share=shares[component.code],
                count=len(values),
                mean=mean(values) if values else None,
                median=median(values) if values else None,
                deviation=deviation,
                reliability=reliability,
                reliability_from=origin,
                error=error,
                error_reason=error_reason,
                effective=effective,
                effective_reason=effective_reason,
            )
        )
    return found


def _reliability(component: Component, known: Mapping[str, Fraction]) -> tuple[Fraction | None, str | None]:
    if component.fact:
        return None, "fact"
    if component.code in known:
        return known[component.code], "measured"
    if component.reliability is not None:
        return Fraction(component.reliability), "rule"
    return None, None


def _error(deviation: Fraction | None, reliability: Fraction | None, *, fact: bool) -> tuple[Fraction | None, str | None]:
    """Standard error of measurement SD·√(1−ρ); a negative reliability counts as none at all."""
    if fact:
        return Fraction(), None
    if reliability is None:
        return None, "RELIABILITY_UNKNOWN"
    if deviation is None:
        return None, "TOO_FEW"
    return deviation * root(1 - max(Fraction(), reliability)), None


def _effective(code: str, share: Fraction, people: Sequence[Standing]) -> tuple[Fraction | None, str | None]:
    """wᵢ·cov(Xᵢ, C)/var(C) over those whom every weight applied to; the effective weights sum to 1."""
    whole = [person for person in people if person.status == "COMPLETE"]
    if share == 0:
        return Fraction(), None
    if len(whole) < 2:
        return None, "TOO_FEW"
    composites = [person.points or Fraction() for person in whole]
    total = variance(composites)
    if total == 0:
        return None, "NO_VARIANCE"
    values = [person.parts[code].percent or Fraction() for person in whole]
    return share * covariance(values, composites) / total, None


def composite_error(shares: Mapping[str, Fraction], errors: Mapping[str, Fraction | None]) -> Fraction | None:
    """√Σ(wᵢ·SEMᵢ)², rounded to 1e-6 so that everything built on it can be checked by hand; None if an error is unknown."""
    total = Fraction()
    for code, share in shares.items():
        error = errors[code]
        if share and error is None:
            return None
        total += (share * (error or 0)) ** 2
    return root(total, ERROR_PLACES)


def composite_reliability(composites: Sequence[Fraction], error: Fraction | None) -> tuple[Fraction | None, str | None]:
    """ρ = 1 − SEM²/var (Mosier), shown as computed even when negative."""
    if error is None:
        return None, "RELIABILITY_UNKNOWN"
    if len(composites) < 2:
        return None, "TOO_FEW"
    spread = variance(list(composites))
    if spread == 0:
        return None, "NO_VARIANCE"
    return 1 - error**2 / spread, None


def z_measures(people: Sequence[Standing], spreads: Sequence[ComponentSpread]) -> dict[str, dict[str, Fraction]]:
    """70 + 10·z per person and component, z to 1e-9; a component without spread gives everybody 70."""
    found: dict[str, dict[str, Fraction]] = {}
    for person in people:
        row: dict[str, Fraction] = {}
        for spread in spreads:
            value = person.parts[spread.code].percent
            if value is None or spread.mean is None:
                continue
            z = (value - spread.mean) / spread.deviation if spread.deviation else Fraction()
            row[spread.code] = 70 + 10 * rounded(z, 9)
        found[person.key] = row
    return found
