"""Engine ``ranking/1``: a rule and inputs in, the whole result out as it is published. Undefined is null beside a reason."""

from collections import Counter
from fractions import Fraction

from .changes import line_distance, line_neighbours, to_gates, to_line, to_standard
from .exact import display, exact_text, fixed, mean, median, root, variance
from .inputs import Inputs
from .reading import Json
from .rule import Rule
from .run import Z_NEEDS, Run
from .scoring import Part, Standing
from .sensitivity import weight_sensitivity
from .spread import ComponentSpread
from .verdict import AgainstStandard, Proposal, Situation, against_standard, probability_text, propose

ENGINE = "ranking/1"
SMALL_COHORT = 10
PERCENTILE_NEEDS = 20


def rank(rule: Rule, inputs: Inputs) -> Json:
    """The result of ranking/1; see docs/formats/decision.md for every key."""
    run = Run(rule, inputs)
    return {
        "cohort": _cohort(run),
        "flags": _run_flags(run),
        "components": [_spread(spread) for spread in run.spreads],
        "composite": _composite(run),
        "line": _line(run),
        "probability": {"model": run.probabilities.model, "reason": run.probabilities.reason},
        "sensitivity": weight_sensitivity(run.shares, run.sides) if run.complete else [],
        "people": _people(run),
    }


def _cohort(run: Run) -> Json:
    return {
        "people": len(run.people),
        "complete": len(run.complete),
        "reweighted": sum(1 for person in run.complete if person.status == "COMPLETE_REWEIGHTED"),
        "incomplete": len(run.people) - len(run.complete),
        "gate_failed": len(run.failers),
        "ranked": len(run.ranks),
    }


def _run_flags(run: Run) -> list[str]:
    total = sum((Fraction(component.weight) for component in run.rule.components), Fraction())
    reliability = run.reliability[0]
    raised = {
        "WEIGHTS_NORMALISED": total not in (1, 100),
        "SMALL_COHORT": len(run.complete) < SMALL_COHORT,
        "COHORT_TOO_SMALL": len(run.complete) < run.rule.cohort_minimum,
        "STANDARDISATION_NEEDS_20": run.rule.standardisation == "z" and len(run.complete) < Z_NEEDS,
        "NO_VARIANCE": any(spread.count > 1 and spread.deviation == 0 for spread in run.spreads),
        "EFFECTIVE_WEIGHT_ALARM": any(spread.alarm for spread in run.spreads),
        "FACT_WITHOUT_ERROR": any(spread.share and spread.reliability_from == "fact" for spread in run.spreads),
        "NEGATIVE_RELIABILITY": any(spread.reliability is not None and spread.reliability < 0 for spread in run.spreads),
        "RELIABILITY_UNKNOWN": any(spread.share and spread.error_reason == "RELIABILITY_UNKNOWN" for spread in run.spreads),
        "RELIABILITY_BELOW_TARGET": reliability is not None and reliability < Fraction(run.rule.thresholds.reliability),
        "TIE_BREAK_MISSING": _tie_break_missing(run),
    }
    return [flag for flag, up in raised.items() if up] + list(run.probabilities.flags)


def _tie_break_missing(run: Run) -> bool:
    """A value of the chain is missing for somebody whose composite equals another's."""
    shared = Counter(run.composites.values())
    return any(
        person.parts[code].percent is None and shared[run.composites[person.key]] > 1
        for person in run.complete
        for code in run.rule.tie_chain
    )


def _maybe(value: Fraction | None, places: int = 6) -> str | None:
    return None if value is None else fixed(value, places)


def _spread(spread: ComponentSpread) -> Json:
    return {
        "component": spread.code,
        "weight": exact_text(spread.share),
        "people": spread.count,
        "mean": _maybe(spread.mean),
        "median": _maybe(spread.median),
        "deviation": _maybe(spread.deviation),
        "reliability": _maybe(spread.reliability),
        "reliability_from": spread.reliability_from,
        "error": _maybe(spread.error),
        "error_reason": spread.error_reason,
        "effective_weight": _maybe(spread.effective),
        "effective_reason": spread.effective_reason,
        "alarm": spread.alarm,
    }


def _composite(run: Run) -> Json:
    points = [person.points or Fraction() for person in run.complete]
    reliability, reason = run.reliability
    return {
        "standardisation": "z" if run.standardised else "raw",
        "mean": _maybe(mean(points)) if points else None,
        "median": _maybe(median(points)) if points else None,
        "deviation": _maybe(root(variance(points))) if len(points) > 1 else None,
        "error": _maybe(run.cohort_error),
        "reliability": _maybe(reliability),
        "reliability_reason": reason,
    }


def _line(run: Run) -> Json:
    line = run.line
    return {
        "asked": line.k,
        "effective": line.effective,
        "reason": line.reason,
        "certainly_below": list(line.below),
        "tied_at_line": list(line.tied),
        "gate_failed": [key for group in run.ordered_failers for key in group],
    }


def _people(run: Run) -> list[Json]:
    """Ranked people first, then gate failures, then the incomplete; equals by key, which means nothing."""
    order = [key for group in [*run.ordered, *run.ordered_failers] for key in group]
    place = {key: index for index, key in enumerate(order)}
    people = sorted(run.people, key=lambda person: (place.get(person.key, len(place)), person.key))
    tied = {key: group for group in [*run.ordered, *run.ordered_failers] for key in group}
    neighbours = _neighbours(run)
    return [_person(run, person, tied.get(person.key, []), neighbours.get(person.key, [])) for person in people]


def _neighbours(run: Run) -> dict[str, list[Fraction]]:
    """The next composites above and below each person's, which the rounded text must not blur."""
    ordered = sorted(set(run.composites.values()))
    index = {value: place for place, value in enumerate(ordered)}
    return {key: ordered[max(0, index[value] - 1) : index[value] + 2] for key, value in run.composites.items()}


def _person(run: Run, person: Standing, tied: list[str], neighbours: list[Fraction]) -> Json:
    found: Json = {
        "person": person.key,
        "status": person.status,
        "reasons": [{"reason": reason, "component": code} for reason, code in person.reasons],
        "flags": list(person.flags),
        "gate_failures": list(person.gate_failures),
        "parts": [_part(run, person, part) for part in person.parts.values()],
        "rank": run.ranks.get(person.key),
        "tied_with": [key for key in tied if key != person.key] if person.key in run.ranks else [],
    }
    standard = AgainstStandard(None, None, "INCOMPLETE", None)
    if person.points is not None:
        standard = against_standard(run.rule, person.points, run.point_errors[person.key], person.gate_failures)
    return found | _values(run, person, neighbours) | _chance(run, person) | _verdict(run, person, standard)


def _values(run: Run, person: Standing, neighbours: list[Fraction]) -> Json:
    if person.points is None:
        return {"points": None, "composite": None, "error": None}
    composite = run.composites[person.key]
    cut = [] if run.rule.standard is None else [Fraction(run.rule.standard)]
    beside = neighbours if run.standardised else [*neighbours, *cut]
    points_beside = cut if run.standardised else beside
    places = run.rule.places
    return {
        "points": {"exact": exact_text(person.points), "display": display(person.points, places, points_beside)},
        "composite": {"exact": exact_text(composite), "display": display(composite, places, beside)},
        "error": _maybe(run.rank_errors[person.key]),
    }


def _part(run: Run, person: Standing, part: Part) -> Json:
    component = run.rule.component(part.code)
    share = person.shares.get(part.code)
    percent = part.percent
    cut = run.rule.standard
    return {
        "component": part.code,
        "status": part.status,
        "raw": None if part.raw is None else exact_text(part.raw),
        "display": None if part.raw is None else display(part.raw, run.rule.places, [Fraction(component.floor or 0)]),
        "percent": None if percent is None else exact_text(percent),
        "weight": None if share is None else exact_text(share),
        "contribution": None if share is None or percent is None else exact_text(share * percent),
        "from_standard": None if share is None or percent is None or cut is None else exact_text(share * (percent - Fraction(cut))),
        "floor_met": part.floor_met,
        "raters": part.raters,
        "flags": list(part.flags),
    }


def _chance(run: Run, person: Standing) -> Json:
    chance = run.probabilities.by_key.get(person.key)
    line_reason = run.line.reason
    if chance is None:
        reason = "INCOMPLETE" if not person.complete else "GATE_FAILED" if person.gate_failures else run.probabilities.reason
        return {"chance_last": None, "chance_reason": reason, "rank_interval": None, "mean_rank": None}
    return {
        "chance_last": None if line_reason else probability_text(chance.bottom),
        "chance_reason": line_reason,
        "rank_interval": [chance.best_rank, chance.worst_rank],
        "mean_rank": f"{chance.mean_rank:.4f}",
    }


def _verdict(run: Run, person: Standing, standard: AgainstStandard) -> Json:
    side = run.line.side(person.key) if person.complete and not person.gate_failures else None
    proposal = _proposal(run, person, side, standard)
    return {
        "met_standard": standard.met,
        "chance_meets_standard": standard.chance,
        "zone": standard.zone,
        "zone_reason": standard.zone_reason,
        "side": side,
        "proposal": proposal.kind,
        "proposal_reasons": list(proposal.reasons),
        "blocked_by": list(proposal.blocked_by),
    } | _changes(run, person, side)


def _proposal(run: Run, person: Standing, side: str | None, standard: AgainstStandard) -> Proposal:
    if person.points is None:
        return Proposal(None, ("INCOMPLETE",), ())
    chance = run.probabilities.by_key.get(person.key)
    return propose(
        run.rule,
        Situation(
            side=side,
            bottom=None if chance is None or run.line.reason else probability_text(chance.bottom),
            standard=standard,
            below_cut=run.rule.standard is not None and person.points < Fraction(run.rule.standard),
            gate_failed=bool(person.gate_failures),
            flags=person.flags,
            complete=len(run.complete),
            reliability=run.reliability[0],
        ),
    )


def _changes(run: Run, person: Standing, side: str | None) -> Json:
    found: Json = {"to_standard": to_standard(run.rule, person), "to_gates": to_gates(run.rule, person), "to_line": None, "from_line": None}
    if side is None or not run.line.effective:
        return found
    descending = [(key, run.composites[key]) for group in run.ordered for key in group]
    lowest_above, highest_below = line_neighbours(descending, run.line.effective)
    distance = line_distance(run.composites[person.key], side, lowest_above, highest_below)
    found["from_line"] = None if distance is None else exact_text(distance)
    if side != "above" and lowest_above is not None and not run.standardised:
        found["to_line"] = to_line(run.rule, person, lowest_above)
    return found
