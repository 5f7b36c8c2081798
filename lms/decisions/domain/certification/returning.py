"""Who stands before a panel again for a level they know: before its end by date, or after it has lapsed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from .checks import Check
from .gate import Gate
from .lapse import WayBack, way_from
from .observations import Facts, Held, Lapsed, Observation
from .profile import Lapse, Profile
from .scale import GRANTED, RANK, ROLES, Target, next_target, stage_of


def renewal_due(held: Held | None, rule: Lapse, today: date) -> bool:
    """Whether the end by date is so near that people are told to have it renewed."""
    return held is not None and held.until is not None and held.until - timedelta(rule.expiry_warn_days) <= today


def renews(held: Held | None, target: Target, rule: Lapse, today: date) -> bool:
    """Whether asking for ``target`` means to have renewed what is held."""
    return held is not None and held.level == GRANTED[target] and renewal_due(held, rule, today)


def lapsed_for(facts: Facts, node: str, target: Target) -> Lapsed | None:
    """What the person held at this stage until it lapsed; None where they hold as much again."""
    lapsed = facts.lapsed.get(node)
    if lapsed is None or stage_of(lapsed.level) != target or RANK[facts.level(node)] >= RANK[GRANTED[target]]:
        return None
    return lapsed


def aims(profile: Profile, node: str, facts: Facts, today: date) -> tuple[Target, ...]:
    """What comes next for somebody at a node: what has lapsed, what is to be renewed, and what they have never held, the best first."""
    held, lapsed = facts.held.get(node), facts.lapsed.get(node)
    after = next_target(facts.level(node)) or "supervises"
    before = stage_of(lapsed.level) if lapsed is not None else None
    if before is not None and lapsed_for(facts, node, before) is not None:
        # After disuse the fresh cards are the way; by date it is open to whoever meets the gate, and to others the usual next step.
        return (before,) if lapsed is not None and lapsed.by == "disuse" else tuple(dict.fromkeys((before, after)))
    stage = stage_of(held.level) if held is not None else None
    return (stage,) if stage is not None and renews(held, stage, profile.lapse, today) else (after,)


def gate_after(gate: Gate, lapsed: Lapsed, rule: Lapse, left: str, today: date) -> Gate:
    """What the panel needs to see again: after disuse fresh cards alone, by date all that the gate asks for but the level before."""
    if lapsed.by != "disuse":
        return replace(gate, held=left, held_days=0)
    number = rule.fresh_observations
    return Gate(
        target=gate.target,
        held=left,
        held_days=0,
        role=ROLES[1],
        window_days=max(0, (today - lapsed.on).days),
        observations=number,
        cases=number,
        performed=0,
        mentors=1,
        mentor_share=100,
        industries=0,
        kinds=(),
        variety=0,
        variety_of=(),
        difficulty=1,
        difficult_cases=0,
        level=rule.fresh_level,
        level_by="ahead",
        level_share=0,
        last_levels=number,
        score=0,
        last_scores=0,
        event_free_days=0,
        other_signer=False,
        proofs=(),
        grants=gate.grants,
    )


def fresh_check(lapsed: Lapsed, rule: Lapse, sound: Sequence[Observation], today: date) -> Check:
    """The fresh cards since the lapse, in a row at the level that brings it back."""
    back: WayBack = way_from(lapsed, rule, sound, today)
    return Check("last_levels", back.have, back.need, back.ready, {"level": rule.fresh_level, "judgement": "ahead"})
