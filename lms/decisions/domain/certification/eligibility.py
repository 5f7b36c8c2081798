"""Is somebody ready for a panel at a node? The answer with every check, what was counted, what was not, and the shortest way there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from .checks import Around, Check, checks_of, last_watching
from .counting import Counted, Ignored, count
from .falling import Fall, fall_of, latest_event
from .gate import Gate
from .observations import Facts, Held, Lapsed, Observation
from .profile import NodeRule, Profile
from .returning import aims, fresh_check, gate_after, lapsed_for, renews
from .scale import GRANTED, RANK, SCALE, STAGES, Target, stage_of
from .tally import Tally, tally
from .way import Way, shortest

Status = Literal["ready", "not_yet", "no_cases", "reached"]


@dataclass(frozen=True)
class Verdict:
    """``lacking``: checks that hold somebody up; ``warnings``: advisory ones not met. ``ready`` means eligible: a panel decides."""

    node: str
    target: Target
    status: Status
    checks: tuple[Check, ...]
    lacking: tuple[Check, ...]
    warnings: tuple[Check, ...]
    counted: tuple[str, ...]
    ignored: tuple[Ignored, ...]
    fall: Fall | None
    _found: Counted = field(repr=False, compare=False)
    _sums: Tally = field(repr=False, compare=False)
    _gate: Gate = field(repr=False, compare=False)
    _held: Held | None = field(repr=False, compare=False)
    _advisory: tuple[str, ...] = field(repr=False, compare=False)

    @property
    def ready(self) -> bool:
        return self.status == "ready"

    @cached_property
    def way(self) -> Way | None:
        """The shortest way there; None unless the answer is "not yet". Worked out when asked for: lists of people don't show it."""
        if self.status != "not_yet":
            return None
        advisory = frozenset(self._advisory)
        since = self._held.since if self._held else None
        return shortest(self._gate, self.checks, advisory, self._sums, self._found.kept, since, under_review=self.fall is not None)

    @cached_property
    def working(self) -> str:
        """The level inside the held stage that the last cards bear out (2a or 2b, 3a or 3b)."""
        return working_level(self._held.level if self._held else SCALE[0], self._found.sound)


def judge(profile: Profile, node: str, target: Target, observations: Sequence[Observation], facts: Facts, today: date) -> Verdict:
    """One person, one node, one target. KeyError for an unknown node or target; observations of other nodes are ignored with a reason.

    What is held and ends soon is judged by its gate again; what has lapsed by disuse by fresh cards alone.
    """
    rule = profile.nodes[node]
    gate, lapsed = rule.gates[target], lapsed_for(facts, node, target)
    if lapsed is not None:
        gate = gate_after(gate, lapsed, profile.lapse, facts.level(node), today)
    found = count(observations, gate, node, profile.mentor_level, facts, today)
    event = latest_event(node, observations, facts, today)
    fall = fall_of(profile.falling, node, found.sound, facts, event)
    sums = tally(found.kept, gate)
    around = Around(
        event=event[0] if event else None,
        signer=last_watching(found.sound) if gate.other_signer else None,
        last=found.kept[-1].mentor if found.kept else None,
    )
    checks, advisory = _asked(profile, gate, lapsed, node, sums, found, facts, around, today)
    if fall is not None:
        checks.append(Check("under_review", 0, 1, False, {"code": fall.code, "on": fall.on.isoformat()}))
    unmet = [check for check in checks if not check.met]
    lacking = tuple([check for check in unmet if check.code not in advisory])
    reached = RANK[facts.level(node)] >= RANK[GRANTED[target]] and not renews(facts.held.get(node), target, profile.lapse, today)
    return Verdict(
        node=node,
        target=target,
        status=_status(rule, reached, lacking),
        checks=tuple(checks),
        lacking=lacking,
        warnings=tuple([check for check in unmet if check.code in advisory]),
        counted=tuple([each.key for each in found.kept]),
        ignored=found.ignored,
        fall=fall,
        _found=found,
        _sums=sums,
        _gate=gate,
        _held=facts.held.get(node),
        _advisory=advisory,
    )


def _asked(
    profile: Profile, gate: Gate, lapsed: Lapsed | None, node: str, sums: Tally, found: Counted, facts: Facts, around: Around, today: date
) -> tuple[list[Check], tuple[str, ...]]:
    """The checks, and the codes among them that are advice: none where fresh cards are all that is asked for."""
    if lapsed is not None and lapsed.by == "disuse":
        return [fresh_check(lapsed, profile.lapse, found.sound, today)], ()
    return checks_of(gate, node, sums, facts, around, today), profile.advisory


def _status(rule: NodeRule, reached: bool, lacking: tuple[Check, ...]) -> Status:
    if reached:
        return "reached"
    if not rule.available:
        return "no_cases"
    return "not_yet" if lacking else "ready"


def working_level(held: str, sound: Sequence[Observation], last: int = 3) -> str:
    """The highest level of the held stage that the last ``last`` cards of doing all look ahead to; what is held if there are fewer."""
    stage = stage_of(held)
    if stage is None:
        return held
    doing = [each for each in sound[-4 * last :] if each.role != "observer"][-last:]
    if len(doing) < last:
        return held
    proven = min(RANK[each.ahead] for each in doing)
    return max((level for level in STAGES[stage] if RANK[level] <= max(proven, RANK[held])), key=RANK.__getitem__)


def judge_all(profile: Profile, observations: Iterable[Observation], facts: Facts, today: date) -> dict[str, Verdict]:
    """Every node for one person, each against what comes next; at the top, against the top.

    After a lapse by date that is the level lost where its gate is met, and else the next one.
    """
    by_node: dict[str, list[Observation]] = {code: [] for code in profile.nodes}
    for each in observations:
        if each.node in by_node:
            by_node[each.node].append(each)
    return {code: _best(profile, code, cards, facts, today) for code, cards in by_node.items()}


def _best(profile: Profile, node: str, cards: Sequence[Observation], facts: Facts, today: date) -> Verdict:
    *better, last = aims(profile, node, facts, today)
    for target in better:
        if (verdict := judge(profile, node, target, cards, facts, today)).ready:
            return verdict
    return judge(profile, node, last, cards, facts, today)


@dataclass(frozen=True)
class Qualification:
    """独立办理资格. ``lacking``: node → level still needed there; ``excused``: nodes without cases, which block nothing."""

    granted: bool
    lacking: Mapping[str, str]
    excused: tuple[str, ...]


def overall(profile: Profile, levels: Mapping[str, str]) -> Qualification:
    """``levels``: node → level held, valid today (suspended or lapsed ones as what is left of them)."""
    lacking = {}
    for code, rule in profile.nodes.items():
        need = profile.overall.key if rule.key else profile.overall.every
        if rule.available and RANK[levels.get(code, "0")] < RANK[need]:
            lacking[code] = need
    return Qualification(not lacking, lacking, tuple(code for code, rule in profile.nodes.items() if not rule.available))
