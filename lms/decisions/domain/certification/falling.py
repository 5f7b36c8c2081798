"""What sends somebody back to taking part until a panel has looked: a critical event, or low judgements in a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .observations import Facts, Observation
from .profile import Falling
from .scale import GRANTED, RANK

LOW_RUN = "low_run"
LEAST = GRANTED["participate"]
FALLS_TO = "2b"  # as authority has it while a grant is suspended: taking part with the mentor present


@dataclass(frozen=True)
class Fall:
    """``code``: ``critical_event`` or ``low_run``; ``to`` the level that stays; ``keys`` the cards it rests on."""

    code: str
    to: str
    on: date
    keys: tuple[str, ...]


def latest_event(node: str, observations: Iterable[Observation], facts: Facts, today: date) -> tuple[date, str] | None:
    """Day and card ("" if from elsewhere) of the latest critical event. A red line counts even where its card counts for nothing else."""
    found = [(each.on, "") for each in facts.events if each.node in ("", node) and each.on <= today]
    for each in observations:
        if each.red_line and each.node == node and each.person == facts.person and not each.superseded and each.happened_on <= today:
            found.append((each.happened_on, each.key))
    return max(found, default=None)


def fall_of(rule: Falling, node: str, sound: Sequence[Observation], facts: Facts, event: tuple[date, str] | None) -> Fall | None:
    """``sound``: cards without a fault, oldest first. What a panel has seen already does not count again."""
    held = facts.held.get(node)
    if held is None or RANK[held.level] < RANK[LEAST]:
        return None
    settled, to = held.panel_on or held.since, min(held.level, FALLS_TO, key=RANK.__getitem__)
    if event is not None and event[0] > settled:
        return Fall("critical_event", to, event[0], (event[1],) if event[1] else ())
    latest = _latest(sound, settled, rule.run)
    if len(latest) == rule.run and all(RANK[each.ahead] <= RANK[rule.level] for each in latest):
        return Fall(LOW_RUN, to, latest[0].happened_on, tuple(each.key for each in reversed(latest)))
    return None


def _latest(sound: Sequence[Observation], settled: date, count: int) -> list[Observation]:
    """The last cards of doing, newest first, one per case and mentor."""
    found: dict[tuple[str, str], Observation] = {}
    for each in reversed(sound):
        if len(found) == count or each.happened_on <= settled:
            break
        if each.role != "observer":
            found.setdefault((each.case, each.mentor), each)
    return list(found.values())
