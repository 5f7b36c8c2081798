"""The check-up before a rule is locked: what it can support with so many people and raters, as codes and numbers.

Spearman–Brown for more raters (or a longer paper), Mosier for the composite. Before any score exists the spread of the
components and how they go together can only be assumed; the assumptions are part of the answer.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from .ordering import asked_for
from .reading import Json, Problem
from .rule import Component, Rule
from .scoring import weight_shares

CAN_CERTIFY = Fraction("0.70")
MOST_RATERS = 20
Z_NEEDS = 20
SEED, DRAWS = 20, 80_000


@dataclass(frozen=True)
class Plan:
    """How a component will be measured: ``single`` is the reliability of one rater (or of the paper as planned), times ``raters``.

    ``deviation`` is the expected standard deviation in percent of the maximum.
    """

    single: Decimal | None
    raters: int = 1
    deviation: Decimal = Decimal(10)


@dataclass(frozen=True)
class Advice:
    """With ``raters`` instead of the planned number this component alone lifts the composite to the target; None: it cannot."""

    component: str
    planned: int
    raters: int | None


@dataclass(frozen=True)
class CheckUp:
    """``findings`` are Problems with codes such as CANNOT_SUPPORT_EXIT; ``right_of_100`` says how often the last k are truly the last k."""

    people: int
    reliability: Fraction | None
    components: Mapping[str, Fraction | None]
    can_rank: bool
    can_certify: bool
    can_support_exit: bool
    target: Fraction
    advice: tuple[Advice, ...]
    line: int | None
    right_of_100: int | None
    correlation: Fraction
    findings: tuple[Problem, ...] = field(default=())


def spearman_brown(single: Fraction, times: int) -> Fraction:
    """Reliability of the mean of ``times`` parallel measurements."""
    return times * single / (1 + (times - 1) * single)


def mosier(
    shares: Sequence[Fraction], deviations: Sequence[Fraction], reliabilities: Sequence[Fraction], correlation: Fraction
) -> Fraction | None:
    """Reliability of a weighted composite whose components all correlate by ``correlation``; None without any variance."""
    scaled = [share * deviation for share, deviation in zip(shares, deviations, strict=True)]
    own = sum((each**2 for each in scaled), Fraction())
    whole = own + correlation * (sum(scaled, Fraction()) ** 2 - own)
    error = sum(((1 - trust) * each**2 for trust, each in zip(reliabilities, scaled, strict=True)), Fraction())
    return None if whole == 0 else 1 - error / whole


def check_up(rule: Rule, *, people: int, plans: Mapping[str, Plan] | None = None, correlation: Decimal = Decimal("0.3")) -> CheckUp:
    """What ``rule`` supports for ``people``. A component without a plan is taken with the rule's own reliability and rater minimum."""
    own = {component.code: (plans or {}).get(component.code) or default_plan(component) for component in rule.components}
    found = {component.code: _reliability(component, own[component.code].raters, own) for component in rule.components}
    together = Fraction(correlation)
    reliability = _composite(rule, own, found, together)
    target = Fraction(rule.thresholds.reliability)
    line = asked_for(rule.line, people)
    enough = people >= rule.cohort_minimum
    return CheckUp(
        people=people,
        reliability=reliability,
        components=found,
        can_rank=people > 1,
        can_certify=reliability is not None and reliability >= CAN_CERTIFY,
        can_support_exit=enough and reliability is not None and reliability >= target and rule.standard is not None,
        target=target,
        advice=_advice(rule, own, found, together, target, reliability),
        line=line,
        right_of_100=expected_hits(people, line, reliability) if line and reliability is not None else None,
        correlation=together,
        findings=tuple(_findings(rule, people, own, line, reliability)),
    )


def default_plan(component: Component) -> Plan:
    """The rule's reliability belongs to the minimum of raters it asks for, so it is used as it stands."""
    return Plan(single=component.reliability, raters=1)


def _reliability(component: Component, raters: int, plans: Mapping[str, Plan]) -> Fraction | None:
    if component.fact:
        return Fraction(1)
    single = plans[component.code].single
    return None if single is None else spearman_brown(Fraction(single), raters)


def _composite(rule: Rule, plans: Mapping[str, Plan], found: Mapping[str, Fraction | None], correlation: Fraction) -> Fraction | None:
    shares = weight_shares(rule)
    counted = [component.code for component in rule.components if shares[component.code]]
    known = [trust for code in counted if (trust := found[code]) is not None]
    if len(known) < len(counted):
        return None
    return mosier([shares[code] for code in counted], [Fraction(plans[code].deviation) for code in counted], known, correlation)


def _advice(
    rule: Rule,
    plans: Mapping[str, Plan],
    found: Mapping[str, Fraction | None],
    correlation: Fraction,
    target: Fraction,
    reliability: Fraction | None,
) -> tuple[Advice, ...]:
    """For each component: how many raters (or times the paper's length) would be enough, if it is the only one to change."""
    if reliability is None or reliability >= target:
        return ()
    advice = []
    for component in rule.components:
        planned = plans[component.code].raters
        if component.fact or not component.weight or not plans[component.code].single:
            continue
        enough = None
        for raters in range(planned + 1, MOST_RATERS + 1):
            tried = _composite(rule, plans, {**found, component.code: _reliability(component, raters, plans)}, correlation)
            if tried is not None and tried >= target:
                enough = raters
                break
        advice.append(Advice(component.code, planned, enough))
    return tuple(advice)


@lru_cache(maxsize=512)
def expected_hits(people: int, k: int, reliability: Fraction) -> int | None:
    """Of 100 people observed among the last k, how many truly belong there: normal cohorts drawn with one fixed seed.

    A formula that puts expected scores in place of drawn ones flatters: it gives everybody an average distance from the next.
    The draw takes half a second and a page asks for the same one again and again, so an answer is kept.
    """
    if not 0 < k < people or not 0 <= reliability <= 1:
        return None
    dice = random.Random(SEED)
    signal, noise = math.sqrt(reliability), math.sqrt(1 - reliability)
    cohorts = max(200, DRAWS // people)
    hits = 0
    for _ in range(cohorts):
        true = [dice.gauss(0.0, 1.0) for _ in range(people)]
        seen = [signal * value + noise * dice.gauss(0.0, 1.0) for value in true]
        hits += len(_lowest(true, k) & _lowest(seen, k))
    return round(100 * hits / (cohorts * k))


def _lowest(values: list[float], k: int) -> set[int]:
    return set(sorted(range(len(values)), key=values.__getitem__)[:k])


def _findings(rule: Rule, people: int, plans: Mapping[str, Plan], line: int | None, reliability: Fraction | None) -> list[Problem]:
    found: list[Problem] = []

    def note(code: str, path: str = "$", **params: object) -> None:
        found.append(Problem(path, code, params))

    if people < rule.cohort_minimum:
        note("COHORT_TOO_SMALL", people=people, needed=rule.cohort_minimum)
    if rule.standardisation == "z" and people < Z_NEEDS:
        note("STANDARDISATION_NEEDS_20", "$.standardisation", people=people)
    if line is not None and line >= people:
        note("LINE_NOT_BELOW_COHORT", "$.line.value", line=line, people=people)
    if line == 0 and rule.line.value:
        note("LINE_ROUNDS_TO_NOBODY", "$.line.value", people=people)
    if rule.standard is None:
        note("NO_STANDARD", "$.standard")
    if sum(component.weight for component in rule.components) not in (1, 100):
        note("WEIGHTS_NORMALISED", "$.components")
    for index, component in enumerate(rule.components):
        _component_findings(component, f"$.components[{index}]", plans[component.code], note_to=found)
    target = Fraction(rule.thresholds.reliability)
    if reliability is not None and reliability < target:
        note("CANNOT_SUPPORT_EXIT", reliability=_two(reliability), target=_two(target))
    return found


def _component_findings(component: Component, path: str, plan: Plan, note_to: list[Problem]) -> None:
    params: Json = {"component": component.code}
    if not component.weight or component.fact:
        return
    if plan.single is None:
        note_to.append(Problem(f"{path}.reliability", "RELIABILITY_UNKNOWN", params))
    judged = component.source.kind in ("interview", "observation", "simulation", "review", "teaching")
    if judged and max(plan.raters, component.raters.minimum) < 2:
        note_to.append(Problem(f"{path}.raters.minimum", "SINGLE_RATER", params))


def _two(value: Fraction) -> str:
    return f"{float(value):.2f}"
