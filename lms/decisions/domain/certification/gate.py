"""One gate of a profile: what a panel needs to see before it hears somebody for a target at a node."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, cast

from ..exact import write_decimal
from ..reading import Json, Reader
from .scale import GRANTED, KINDS, MOST_DIFFICULT, RANK, ROLES, SCALE, TARGETS, Target

Judgement = Literal["ahead", "helped"]
JUDGEMENTS: tuple[str, ...] = ("ahead", "helped")
PROOF_KINDS: tuple[str, ...] = ("exam", "simulation")
MOST = 1000
LONGEST_DAYS = 3660
DEAREST = "1000000000"


@dataclass(frozen=True)
class KindNeed:
    """So many cases that are at least one of these kinds."""

    any_of: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Proof:
    """An exam or simulation to have passed; an empty competency means the node itself; no days: it never grows old."""

    kind: str
    competency: str
    percent: int
    within_days: int | None


@dataclass(frozen=True)
class Granting:
    """What reaching the target allows: None for months: no end by date; for the amount: no limit; for products: every one."""

    validity_months: int | None
    amount_limit: Decimal | None
    products: tuple[str, ...] | None


@dataclass(frozen=True)
class Gate:
    """Zero switches a requirement off. Shares are whole percent. ``window_days`` is inclusive; None counts everything.

    ``level`` is what the judgement named by ``level_by`` must reach: in ``level_share`` percent of the counted observations and in
    the last ``last_levels``. The last ``last_scores`` cases that have a score must all reach ``score``. ``performed`` are cases done,
    observed or not. ``other_signer``: whoever signed the last card of watching may not sign the last one here.
    """

    target: Target
    held: str
    held_days: int
    role: str
    window_days: int | None
    observations: int
    cases: int
    performed: int
    mentors: int
    mentor_share: int
    industries: int
    kinds: tuple[KindNeed, ...]
    variety: int
    variety_of: tuple[str, ...]
    difficulty: int
    difficult_cases: int
    level: str
    level_by: Judgement
    level_share: int
    last_levels: int
    score: int
    last_scores: int
    event_free_days: int
    other_signer: bool
    proofs: tuple[Proof, ...]
    grants: Granting


def read_gate(reader: Reader, target: Target) -> Gate:
    """The gate in the reader's object; faults are noted there."""
    gate = Gate(
        target=target,
        held=reader.choice("held", SCALE, default=_held_before(target)),
        held_days=reader.whole("held_days", low=0, high=LONGEST_DAYS, default=0),
        role=reader.choice("role", ROLES),
        window_days=reader.optional_whole("window_days", low=1, high=LONGEST_DAYS),
        observations=reader.whole("observations", low=1, high=MOST),
        cases=reader.whole("cases", low=0, high=MOST, default=0),
        performed=reader.whole("performed", low=0, high=MOST, default=0),
        mentors=reader.whole("mentors", low=1, high=50),
        mentor_share=reader.whole("mentor_share", low=10, high=100, default=100),
        industries=reader.whole("industries", low=0, high=30, default=0),
        kinds=tuple(_kind_need(each) for each in reader.children("kinds", default=[])),
        variety=reader.whole("variety", low=0, high=len(KINDS), default=0),
        variety_of=_kinds(reader, "variety_of", list(KINDS)),
        difficulty=reader.whole("difficulty", low=1, high=MOST_DIFFICULT, default=1),
        difficult_cases=reader.whole("difficult_cases", low=0, high=MOST, default=0),
        level=reader.choice("level", SCALE, default=SCALE[0]),
        level_by=cast(Judgement, reader.choice("level_by", JUDGEMENTS, default="ahead")),
        level_share=reader.whole("level_share", low=0, high=100, default=0),
        last_levels=reader.whole("last_levels", low=0, high=50, default=0),
        score=reader.whole("score", low=0, high=100, default=0),
        last_scores=reader.whole("last_scores", low=0, high=50, default=0),
        event_free_days=reader.whole("event_free_days", low=0, high=LONGEST_DAYS, default=0),
        other_signer=reader.flag("other_signer", default=False),
        proofs=tuple(_proof(each) for each in reader.children("proofs", default=[])),
        grants=_granting(reader.child("grants", default={})),
    )
    _cross_checks(gate, reader)
    reader.finish()
    return gate


def write_gate(gate: Gate) -> Json:
    """The gate as JSON with every default spelt out."""
    plain: dict[str, Any] = {name: getattr(gate, name) for name in Gate.__dataclass_fields__ if name != "target"}
    return plain | {
        "kinds": [{"any_of": list(need.any_of), "count": need.count} for need in gate.kinds],
        "variety_of": list(gate.variety_of),
        "proofs": [dict(_fields(proof)) for proof in gate.proofs],
        "grants": {
            "validity_months": gate.grants.validity_months,
            "amount_limit": None if gate.grants.amount_limit is None else write_decimal(gate.grants.amount_limit),
            "products": None if gate.grants.products is None else list(gate.grants.products),
        },
    }


def _fields(proof: Proof) -> Mapping[str, object]:
    return {name: getattr(proof, name) for name in Proof.__dataclass_fields__}


def _held_before(target: Target) -> str:
    place = TARGETS.index(target)
    return GRANTED[TARGETS[place - 1]] if place else SCALE[0]


def _kinds(reader: Reader, key: str, default: list[str]) -> tuple[str, ...]:
    found = reader.texts(key, default=default)
    for kind in found:
        if kind not in KINDS:
            reader.note("not_a_choice", key, choices=list(KINDS))
    return tuple(kind for kind in found if kind in KINDS)


def _kind_need(reader: Reader) -> KindNeed:
    need = KindNeed(_kinds(reader, "any_of", []), reader.whole("count", low=1, high=MOST, default=1))
    if not need.any_of:
        reader.note("required", "any_of")
    reader.finish()
    return need


def _proof(reader: Reader) -> Proof:
    proof = Proof(
        kind=reader.choice("kind", PROOF_KINDS),
        competency=reader.text("competency", default="", blank=True, longest=64),
        percent=reader.whole("percent", low=1, high=100),
        within_days=reader.optional_whole("within_days", low=1, high=LONGEST_DAYS),
    )
    reader.finish()
    return proof


def _granting(reader: Reader) -> Granting:
    granting = Granting(
        validity_months=reader.optional_whole("validity_months", low=1, high=120),
        amount_limit=reader.optional_number("amount_limit", low="0", high=DEAREST),
        products=reader.optional_texts("products"),
    )
    reader.finish()
    return granting


def _cross_checks(gate: Gate, reader: Reader) -> None:
    if gate.variety > len(gate.variety_of):
        reader.note("variety_beyond_list", "variety", listed=len(gate.variety_of))
    if (gate.level_share or gate.last_levels) and gate.level == SCALE[0]:
        reader.note("level_needed", "level")
    if gate.last_scores and not gate.score:
        reader.note("score_needed", "score")
    if gate.other_signer and gate.role == ROLES[0]:
        reader.note("other_signer_needs_doing", "other_signer")
    if RANK[gate.held] >= RANK[GRANTED[gate.target]]:
        reader.note("held_not_below_target", "held", granted=GRANTED[gate.target])
    if gate.target in ("certified", "supervises") and gate.grants.amount_limit is None:
        reader.note("amount_limit_needed", "grants")
