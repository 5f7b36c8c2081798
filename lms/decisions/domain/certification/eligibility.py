"""Is somebody ready for a panel at a node? The answer with every check, what was counted, what was not, and the shortest way there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .checks import Around, Check, checks_of, last_watching
from .counting import Ignored, count
from .falling import Fall, fall_of, latest_event
from .observations import Facts, Observation
from .profile import Profile
from .scale import GRANTED, RANK, STAGES, Target, next_target, stage_of
from .tally import tally
from .way import Way, shortest

Status = Literal["ready", "not_yet", "no_cases", "reached"]


@dataclass(frozen=True)
class Verdict:
    """``lacking``: checks that hold somebody up; ``warnings``: advisory ones not met. ``ready`` means eligible: a panel decides.

    ``working``: the level inside the held stage that the last observations bear out (2a or 2b, 3a or 3b).
    """

    node: str
    target: Target
    status: Status
    checks: tuple[Check, ...]
    lacking: tuple[Check, ...]
    warnings: tuple[Check, ...]
    counted: tuple[str, ...]
    ignored: tuple[Ignored, ...]
    fall: Fall | None
    working: str
    way: Way | None

    @property
    def ready(self) -> bool:
        return self.status == "ready"


def judge(profile: Profile, node: str, target: Target, observations: Sequence[Observation], facts: Facts, today: date) -> Verdict:
    """One person, one node, one target. KeyError for an unknown node or target; observations of other nodes are ignored with a reason."""
    rule = profile.nodes[node]
    gate = rule.gates[target]
    found = count(observations, gate, node, profile.mentor_level, facts, today)
    level = facts.level(node)
    event = latest_event(node, observations, facts, today)
    fall = fall_of(profile.falling, node, found.sound, facts, event)
    sums = tally(found.kept, gate)
    around = Around(
        event=event[0] if event else None,
        signer=last_watching(found.sound) if gate.other_signer else None,
        last=found.kept[-1].mentor if found.kept else None,
    )
    checks = checks_of(gate, node, sums, facts, around, today)
    if fall is not None:
        checks.append(Check("under_review", 0, 1, False, {"code": fall.code, "on": fall.on.isoformat()}))
    advisory = frozenset(profile.advisory)
    lacking = [check for check in checks if not check.met and check.code not in advisory]
    status = _status(available=rule.available, reached=RANK[level] >= RANK[GRANTED[target]], lacking=bool(lacking))
    way = None
    if status == "not_yet":
        held = facts.held.get(node)
        way = shortest(gate, checks, advisory, sums, found.kept, held.since if held else None, under_review=fall is not None)
    return Verdict(
        node=node,
        target=target,
        status=status,
        checks=tuple(checks),
        lacking=tuple(lacking),
        warnings=tuple(check for check in checks if not check.met and check.code in advisory),
        counted=tuple([each.key for each in found.kept]),
        ignored=found.ignored,
        fall=fall,
        working=working_level(level, found.sound),
        way=way,
    )


def _status(*, available: bool, reached: bool, lacking: bool) -> Status:
    if reached:
        return "reached"
    if not available:
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
    """Every node for one person, each against what comes next; at the top, against the top."""
    by_node: dict[str, list[Observation]] = {code: [] for code in profile.nodes}
    for each in observations:
        if each.node in by_node:
            by_node[each.node].append(each)
    return {
        code: judge(profile, code, next_target(facts.level(code)) or "supervises", cards, facts, today) for code, cards in by_node.items()
    }


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
