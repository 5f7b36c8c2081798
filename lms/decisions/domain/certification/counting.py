"""Which observations count for a gate, and why the others don't. Nothing is dropped silently: what is ignored keeps its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from .gate import Gate
from .observations import Facts, Observation
from .scale import RANK, ROLE_RANK

# In the order in which they are looked for; an observation has one reason, the first that holds.
REASONS: tuple[str, ...] = (
    "other_person",
    "other_node",
    "superseded",
    "self_signed",
    "mentor_is_relative",
    "mutual_signing",
    "future_dated",
    "before_case",
    "after_case",
    "mentor_without_stage",
    "role_too_low",
    "out_of_window",
    "same_case_same_mentor",
)
MOMENT = attrgetter("happened_on", "recorded_on", "key")


class Ignored(NamedTuple):
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts for a gate and what does not; ``sound`` has no fault, whatever its role or age. All oldest first."""

    kept: tuple[Observation, ...]
    ignored: tuple[Ignored, ...]
    sound: tuple[Observation, ...]


def count(observations: Sequence[Observation], gate: Gate, node: str, mentor_level: str, facts: Facts, today: date) -> Counted:
    """Of several cards of one mentor about one case the latest counts: it is the mentor's last word on it."""
    kept: dict[tuple[str, str], Observation] = {}
    ignored: list[Ignored] = []
    sound: list[Observation] = []
    asked, least = RANK[mentor_level], ROLE_RANK[gate.role]
    oldest = date.min if gate.window_days is None else today - timedelta(gate.window_days)  # inclusive: that day still counts
    for each in sorted(observations, key=MOMENT, reverse=True):
        reason = fault(each, node, asked, facts, today)
        if reason is None:
            sound.append(each)
            pair = (each.case, each.mentor)
            if ROLE_RANK[each.role] < least:
                reason = "role_too_low"
            elif each.happened_on < oldest:
                reason = "out_of_window"
            elif pair in kept:
                reason = "same_case_same_mentor"
            else:
                kept[pair] = each
                continue
        ignored.append(Ignored(each.key, reason))
    return Counted(tuple(reversed(kept.values())), tuple(reversed(ignored)), tuple(reversed(sound)))


def fault(each: Observation, node: str, mentor_rank: int, facts: Facts, today: date) -> str | None:
    """Why an observation is no good for anything, whichever gate asks; None where it is sound."""
    mentor, day = each.mentor, each.happened_on
    if each.person != facts.person:
        return "other_person"
    if each.node != node:
        return "other_node"
    if each.superseded:
        return "superseded"
    if mentor == each.person:
        return "self_signed"
    if mentor in facts.relatives:
        return "mentor_is_relative"
    if mentor in facts.mentees:
        return "mutual_signing"
    if day > today or day > each.recorded_on:
        return "future_dated"
    if each.case_opened_on is not None and day < each.case_opened_on:
        return "before_case"
    if each.case_closed_on is not None and day > each.case_closed_on:
        return "after_case"
    return "mentor_without_stage" if RANK[each.mentor_level] < mentor_rank else None


def sound(observations: Iterable[Observation], node: str, mentor_level: str, facts: Facts, today: date) -> list[Observation]:
    """The cards without a fault, oldest first, whatever their role or age: what growth, coverage, calibration and ways back read."""
    asked = RANK[mentor_level]
    return sorted([each for each in observations if fault(each, node, asked, facts, today) is None], key=MOMENT)
