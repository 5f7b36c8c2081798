"""One ranking being worked out: scores, composites, order, line and chances, the same for every order of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from .chances import Chance, Estimate, chances, plain, shrunken
from .exact import root
from .inputs import Inputs
from .ordering import LineResult, Place, draw_line, groups, place_of, ranks
from .rule import Rule
from .scoring import Standing, score_person, weight_shares
from .spread import ComponentSpread, component_spreads, composite_error, composite_reliability, z_measures

PLAIN_BELOW = 8
Z_NEEDS = 20
SELF_CHECK = 1e-4


@dataclass(frozen=True)
class Probabilities:
    """Which model was used and everybody's chances; ``reason`` says why there are none."""

    model: str | None
    reason: str | None
    flags: tuple[str, ...]
    by_key: Mapping[str, Chance]


class Run:
    """One ranking being worked out; every property is computed once, from the rule and the inputs alone."""

    def __init__(self, rule: Rule, inputs: Inputs) -> None:
        self.rule = rule
        self.inputs = inputs
        self.shares = weight_shares(rule)
        people = sorted((score_person(rule, person) for person in inputs.people), key=lambda each: each.key)
        self.people: list[Standing] = people
        self.complete = [person for person in people if person.complete]
        self.passers = [person for person in self.complete if not person.gate_failures]
        self.failers = [person for person in self.complete if person.gate_failures]

    @cached_property
    def standardised(self) -> bool:
        return self.rule.standardisation == "z" and len(self.complete) >= Z_NEEDS

    @cached_property
    def spreads(self) -> list[ComponentSpread]:
        return component_spreads(self.rule, self.complete, self.shares, self.inputs.measured)

    @cached_property
    def measures(self) -> dict[str, dict[str, Fraction]]:
        """What the weights multiply: percent of the maximum, or 70 + 10·z."""
        if self.standardised:
            return z_measures(self.complete, self.spreads)
        return {
            person.key: {code: part.percent for code, part in person.parts.items() if part.percent is not None} for person in self.complete
        }

    @cached_property
    def composites(self) -> dict[str, Fraction]:
        return {person.key: self.composite_of(person, person.shares) for person in self.complete}

    def composite_of(self, person: Standing, shares: Mapping[str, Fraction]) -> Fraction:
        measures = self.measures[person.key]
        return sum((share * measures[code] for code, share in shares.items() if share), Fraction())

    @cached_property
    def point_errors(self) -> dict[str, Fraction | None]:
        """Standard error of each complete person's weighted points."""
        errors = {spread.code: spread.error for spread in self.spreads}
        return {person.key: composite_error(person.shares, errors) for person in self.complete}

    @cached_property
    def rank_errors(self) -> dict[str, Fraction | None]:
        """Standard error on the scale the order uses."""
        if not self.standardised:
            return self.point_errors
        errors: dict[str, Fraction | None] = {}
        for spread in self.spreads:
            known = spread.reliability if spread.reliability_from != "fact" else Fraction(1)
            errors[spread.code] = None if known is None else 10 * root(1 - max(Fraction(), known))
        return {person.key: composite_error(person.shares, errors) for person in self.complete}

    @cached_property
    def cohort_error(self) -> Fraction | None:
        return composite_error(self.shares, {spread.code: spread.error for spread in self.spreads}) if self.complete else None

    @cached_property
    def reliability(self) -> tuple[Fraction | None, str | None]:
        whole = [person.points or Fraction() for person in self.complete if person.status == "COMPLETE"]
        return composite_reliability(whole, self.cohort_error)

    def places(self, people: Sequence[Standing], composites: Mapping[str, Fraction]) -> dict[str, Place]:
        chain = self.rule.tie_chain
        return {person.key: place_of(composites[person.key], [person.parts[code].percent for code in chain]) for person in people}

    @cached_property
    def ordered(self) -> list[list[str]]:
        """Those who passed every gate, best first, equals together."""
        return groups(self.places(self.passers, self.composites))

    @cached_property
    def ordered_failers(self) -> list[list[str]]:
        return groups(self.places(self.failers, self.composites))

    @cached_property
    def ranks(self) -> dict[str, int]:
        found = ranks(self.ordered, self.rule.tie_rule)
        if self.rule.gate_mode == "below":
            ahead = len(self.ordered) if self.rule.tie_rule == "dense" else len(self.passers)
            found |= ranks(self.ordered_failers, self.rule.tie_rule, after=ahead)
        return found

    @cached_property
    def line(self) -> LineResult:
        return draw_line(self.rule.line, self.ordered, len(self.failers))

    @cached_property
    def probabilities(self) -> Probabilities:
        errors = [self.rank_errors[person.key] for person in self.passers]
        known = [error for error in errors if error is not None]
        if not self.passers:
            return Probabilities(None, "NOBODY_RANKED", (), {})
        if len(known) < len(errors):
            return Probabilities(None, "RELIABILITY_UNKNOWN", (), {})
        values = [self.composites[person.key] for person in self.passers]
        k = self.line.effective or 0
        if len(values) < PLAIN_BELOW:
            return self._checked("plain", plain(values, known), k, ("PLAIN_MODEL",))
        estimates = shrunken(values, known)
        if estimates is None:
            return self._checked("posterior", [Estimate(0.0, 0.0)] * len(values), k, ("NO_TRUE_DIFFERENCES",))
        return self._checked("posterior", estimates, k, ())

    def _checked(self, model: str, estimates: list[Estimate], k: int, flags: tuple[str, ...]) -> Probabilities:
        """The chances of all must sum to k; a result that fails its own check is not shown."""
        found = chances(estimates, k)
        if abs(sum(chance.bottom for chance in found) - k) > SELF_CHECK:
            return Probabilities(None, "SELF_CHECK_FAILED", flags, {})
        return Probabilities(model, None, flags, {person.key: chance for person, chance in zip(self.passers, found, strict=True)})

    def sides(self, shares: Mapping[str, Fraction]) -> tuple[dict[str, str | None], dict[str, str | None]]:
        """Everybody's side of the line and of the standard, had the weights been ``shares``."""
        composites, met = {}, {}
        for person in self.complete:
            total = sum((shares[code] for code in person.shares), Fraction())
            own = {code: shares[code] / total for code in person.shares} if total else person.shares
            composites[person.key] = self.composite_of(person, own)
            points = sum((share * (person.parts[code].percent or 0) for code, share in own.items()), Fraction())
            met[person.key] = None if self.rule.standard is None else "met" if points >= Fraction(self.rule.standard) else "not_met"
        line = draw_line(self.rule.line, groups(self.places(self.passers, composites)), len(self.failers))
        return {person.key: line.side(person.key) for person in self.passers}, met
