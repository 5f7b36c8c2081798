"""产能体检: whether a department has the cases and the mentors' hours that a profile asks for, before the profile is locked.

One case serves all the nodes it passes, and at each node as many people as there are seats: some observers, and one place for a trainee
who takes part or leads, because the other of the two investigators is always a senior one. One card is one judgement by one mentor.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Literal

from ..reading import Json
from .gate import Gate
from .profile import Profile
from .scale import KINDS, TARGETS, Target

WEEKS_PER_MONTH = Fraction(52, 12)
State = Literal["enough", "short", "no_cases"]


@dataclass(frozen=True)
class Expected:
    """``cases``: node → cases a month. ``shares``: kind → whole percent of cases; one that is missing is unknown and not judged.

    ``people`` are to reach ``target`` within ``months``; ``industries`` is how many trades the customers come from.
    """

    cases: Mapping[str, Fraction]
    people: int
    mentors: int
    hours_per_week: Fraction
    minutes_per_card: Fraction
    months: int
    shares: Mapping[str, int] = field(default_factory=dict)
    industries: int | None = None
    observer_seats: int = 2
    target: Target = "certified"


@dataclass(frozen=True)
class Finding:
    """A sentence as a code with its numbers. ``blocking``: with this the profile can't be met in time."""

    code: str
    params: Json
    blocking: bool = True


@dataclass(frozen=True)
class NodeCapacity:
    """``month``: the month at whose end everybody can be through, counted from 1; None: never at this rate. ``cards``: by all people."""

    node: str
    state: State
    need: int
    have: int
    cards: int
    month: int | None
    findings: tuple[Finding, ...]

    @property
    def short_by(self) -> int:
        return max(0, self.need - self.have)


@dataclass(frozen=True)
class Capacity:
    """``month``: when cases and hours both suffice for everybody; None: never at this rate."""

    nodes: tuple[NodeCapacity, ...]
    hours_need: Fraction
    hours_have: Fraction
    month: int | None
    findings: tuple[Finding, ...]

    @property
    def enough(self) -> bool:
        return not any(finding.blocking for finding in (*self.findings, *(each for node in self.nodes for each in node.findings)))


def check_capacity(profile: Profile, expected: Expected) -> Capacity:
    nodes = tuple(_node(profile, code, expected) for code in profile.nodes)
    judged = [node for node in nodes if node.state != "no_cases"]
    cards = sum(node.cards for node in judged)
    hours = cards * expected.minutes_per_card / 60
    monthly = expected.mentors * expected.hours_per_week * WEEKS_PER_MONTH
    have = monthly * expected.months
    findings = _mentors(profile, expected)
    hours_month = ceil(hours / monthly) if monthly > 0 else None
    if hours > have:
        params: Json = {"need": ceil(hours), "have": int(have), "short": ceil(hours - have), "month": hours_month}
        findings.append(Finding("hours_short", params))
    months = [hours_month if hours else 1, *(node.month for node in judged)]
    reached = None if None in months else max(month for month in months if month is not None)
    return Capacity(nodes, hours, have, reached, tuple(findings))


def _gates(profile: Profile, node: str, target: Target) -> list[Gate]:
    """All gates up to and including the target."""
    return [profile.gate(node, each) for each in TARGETS[: TARGETS.index(target) + 1]]


def _node(profile: Profile, code: str, expected: Expected) -> NodeCapacity:
    gates = _gates(profile, code, expected.target)
    cards = expected.people * sum(gate.observations for gate in gates)
    rate = expected.cases.get(code, Fraction(0))
    if not profile.nodes[code].available:
        return NodeCapacity(code, "no_cases", 0, int(rate * expected.months), 0, None, (Finding("not_asked_for", {"node": code}, False),))
    need, have = seats(gates, expected), int(rate * expected.months)
    if rate <= 0:
        return NodeCapacity(code, "short", need, 0, cards, None, (Finding("no_cases_at_node", {"node": code, "need": need}),))
    findings = [] if have >= need else [_short(code, need, have, _month(need, rate))]
    months = [_month(need, rate)]
    for kind, wanted in kinds_needed(gates, expected).items():
        if kind in expected.shares:
            kind_rate = rate * expected.shares[kind] / 100
            months.append(_month(wanted, kind_rate))
            if int(kind_rate * expected.months) < wanted:
                findings.append(_short(code, wanted, int(kind_rate * expected.months), months[-1], kind=kind))
        else:
            findings.append(Finding("share_unknown", {"node": code, "kind": kind, "need": wanted}, blocking=False))
    month = None if None in months else max(each for each in months if each is not None)
    return NodeCapacity(code, "short" if any(each.blocking for each in findings) else "enough", need, have, cards, month, tuple(findings))


def _short(node: str, need: int, have: int, month: int | None, kind: str = "") -> Finding:
    params: Json = {"node": node, "need": need, "have": have, "short": need - have, "month": month}
    return Finding("kind_short", params | {"kind": kind}) if kind else Finding("cases_short", params)


def _month(need: int, rate: Fraction) -> int | None:
    """The month at whose end so many cases have come."""
    return max(1, ceil(need / rate)) if rate > 0 else None


def seats(gates: list[Gate], expected: Expected) -> int:
    """Cases needed at a node: watching shares a case among several, taking part and leading take one each.

    Several mentors may judge one case, so what counts is the larger of the cases asked for and the cards one mentor can't repeat.
    """
    watching = doing = 0
    for gate in gates:
        cases = max(gate.cases, ceil(gate.observations / min(gate.mentors, expected.mentors or 1)))
        if gate.role == "observer":
            watching += cases
        else:
            doing += cases
    # Whoever does a case is one of the two investigators, whoever watches takes a seat beside them in the same case.
    return max(ceil(Fraction(expected.people * watching, expected.observer_seats)), expected.people * doing)


def kinds_needed(gates: list[Gate], expected: Expected) -> dict[str, int]:
    """Kind → cases that the hardest gate asks for by name, for everybody. A choice among kinds binds no single one."""
    found: dict[str, int] = {}
    for kind in KINDS:
        named = [
            Fraction(need.count * expected.people, expected.observer_seats if gate.role == "observer" else 1)
            for gate in gates
            for need in gate.kinds
            if need.any_of == (kind,)
        ]
        if named:
            found[kind] = ceil(sum(named))
    return found


def _mentors(profile: Profile, expected: Expected) -> list[Finding]:
    """Enough different mentors, enough trades, and no mentor with more people than the limit."""
    found: list[Finding] = []
    gates = [gate for code, rule in profile.nodes.items() if rule.available for gate in _gates(profile, code, expected.target)]
    asked = max((gate.mentors for gate in gates), default=0)
    if expected.mentors < asked:
        found.append(Finding("mentors_short", {"need": asked, "have": expected.mentors}, blocking="mentors" not in profile.advisory))
    trades = max((gate.industries for gate in gates), default=0)
    if expected.industries is not None and expected.industries < trades:
        params: Json = {"need": trades, "have": expected.industries}
        found.append(Finding("industries_short", params, blocking="industries" not in profile.advisory))
    if expected.people > expected.mentors * profile.mentor_limit:
        params = {"people": expected.people, "mentors": expected.mentors, "limit": profile.mentor_limit}
        found.append(Finding("mentor_limit", params, blocking=profile.limits == "hard"))
    return found
