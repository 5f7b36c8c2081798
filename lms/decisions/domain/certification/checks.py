"""The requirements of a gate, one check each: what there is, what is needed, and whether it is enough."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ..reading import Json
from .gate import Gate, Proof
from .observations import Facts, Observation
from .scale import RANK
from .tally import Tally


class Check(NamedTuple):
    """``have`` and ``need`` are counts, days or whole percent; ``params`` say the rest of the sentence."""

    code: str
    have: int
    need: int
    met: bool
    params: Json


class Around(NamedTuple):
    """``event``: day of the latest critical event; ``signer`` of the last card of watching; ``last``: signer of the last that counts."""

    event: date | None
    signer: str | None
    last: str | None


def checks_of(gate: Gate, node: str, found: Tally, facts: Facts, around: Around, today: date) -> list[Check]:
    """Every requirement that the gate makes, in the order in which people read them."""
    made = [*_standing(gate, node, facts, today), *_amounts(gate, node, found, facts), *_kinds(gate, found), *_quality(gate, found)]
    if gate.event_free_days:
        made.append(_event_free(gate.event_free_days + 1, around.event, today))
    if gate.other_signer:
        met = around.signer is None or (around.last is not None and around.last != around.signer)
        made.append(Check("other_signer", int(met), 1, met, {"signer": around.signer}))
    made += [_proof(proof, node, facts, today) for proof in gate.proofs]
    return made


def _event_free(need: int, event: date | None, today: date) -> Check:
    """Inclusive like every window: with 90 days, an event 90 days ago still stands in the way, so 91 are needed."""
    if event is None:
        return Check("critical_event", need, need, True, {})
    return Check("critical_event", min((today - event).days, need), need, (today - event).days >= need, {"on": event.isoformat()})


def _least(code: str, have: int, need: int, **params: object) -> Check:
    return Check(code, have, need, have >= need, params)


def _standing(gate: Gate, node: str, facts: Facts, today: date) -> Iterator[Check]:
    level = facts.level(node)
    yield _least("held", RANK[level], RANK[gate.held], level=level, needed=gate.held)
    if gate.held_days:
        held = facts.held.get(node)
        days = (today - held.since).days if held and RANK[level] >= RANK[gate.held] else 0
        yield _least("held_days", days, gate.held_days, level=gate.held)


def _amounts(gate: Gate, node: str, found: Tally, facts: Facts) -> Iterator[Check]:
    yield _least("observations", found.number, gate.observations, role=gate.role, window=gate.window_days)
    if gate.cases:
        yield _least("cases", len(found.cases), gate.cases)
    if gate.performed:
        yield _least("performed", performed(node, found, facts), gate.performed)
    yield _least("mentors", len(found.mentors), gate.mentors)
    if gate.mentor_share < 100:
        most = max(found.mentors.values(), default=0)
        share = -(-most * 100 // found.number) if found.number else 0
        yield Check("mentor_share", share, gate.mentor_share, share <= gate.mentor_share, {})
    if gate.industries:
        yield _least("industries", len(found.industries), gate.industries)


def performed(node: str, found: Tally, facts: Facts) -> int:
    return max(facts.performed.get(node, 0), len(found.cases))


def _kinds(gate: Gate, found: Tally) -> Iterator[Check]:
    for need in gate.kinds:
        yield _least("kinds", found.with_any(need.any_of), need.count, any_of=list(need.any_of))
    if gate.variety:
        seen = found.all_kinds().intersection(gate.variety_of)
        yield _least("variety", len(seen), gate.variety, seen=sorted(seen), of=list(gate.variety_of))
    if gate.difficult_cases:
        yield _least("difficulty", found.difficult, gate.difficult_cases, difficulty=gate.difficulty)


def _quality(gate: Gate, found: Tally) -> Iterator[Check]:
    if gate.level_share:
        share = found.at_level * 100 // found.number if found.number else 0
        yield _least("level_share", share, gate.level_share, level=gate.level, judgement=gate.level_by)
    if gate.last_levels:
        yield _least("last_levels", min(found.level_run, gate.last_levels), gate.last_levels, level=gate.level, judgement=gate.level_by)
    if gate.last_scores:
        yield _least("last_scores", min(found.score_run, gate.last_scores), gate.last_scores, score=gate.score)


def _proof(proof: Proof, node: str, facts: Facts, today: date) -> Check:
    competency = proof.competency or node
    oldest = proof.within_days
    best = max(
        (
            each.percent
            for each in facts.passed.get((proof.kind, competency), ())
            if each.on <= today and (oldest is None or (today - each.on).days <= oldest)
        ),
        default=None,
    )
    have = 0 if best is None else int(best)
    return _least("proof", have, proof.percent, kind=proof.kind, competency=competency, within=oldest)


def last_watching(sound: Sequence[Observation]) -> str | None:
    """Who signed the last card of watching before the person first took part; None where there was none."""
    signer = None
    for each in sound:
        if each.role != "observer":
            break
        signer = each.mentor
    return signer
