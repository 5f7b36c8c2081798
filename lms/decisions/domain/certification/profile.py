"""A certification profile: the gates of every node and what else a bank fixes, validated JSON on one side, frozen values on the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from lms.evidence.domain.content import NODES

from ..reading import Invalid, Json, Problem, Reader
from .gate import LONGEST_DAYS, Gate, read_gate, write_gate
from .scale import SCALE, TARGETS, Target

NODE_CODES: tuple[str, ...] = tuple(code for code, _name, _english in NODES)
Limits = Literal["warn", "hard"]
# A requirement named in ``advisory`` warns the panel and holds nobody up; what protects people and customers can't be one.
ADVISABLE: tuple[str, ...] = (
    "held_days", "cases", "performed", "mentors", "mentor_share", "industries", "kinds", "variety", "difficulty", "level_share",
    "last_levels", "last_scores", "other_signer", "proof",
)  # fmt: skip


class InvalidProfile(Invalid):
    """The profile's JSON is not acceptable."""


@dataclass(frozen=True)
class NodeRule:
    """A node without cases (暂无件) has nothing to certify and blocks nothing else. Key nodes carry a higher bar overall."""

    code: str
    available: bool
    key: bool
    gates: Mapping[Target, Gate]


@dataclass(frozen=True)
class Lapse:
    """Days without doing the work until a warning and until the grant lapses; what brings it back after disuse."""

    warn_days: int
    lapse_days: int
    expiry_warn_days: int
    fresh_observations: int
    fresh_level: str


@dataclass(frozen=True)
class Overall:
    """Levels at every available node, and at the key ones, that together make the general qualification (独立办理资格)."""

    every: str
    key: str


@dataclass(frozen=True)
class Falling:
    """So many judgements in a row at this level or below send somebody back to taking part until a panel has looked."""

    level: str
    run: int


@dataclass(frozen=True)
class Profile:
    """Valid by construction when it came from ``read_profile``."""

    id: str
    version: int
    title: str
    title_en: str
    limits: Limits
    mentor_limit: int
    mentor_level: str
    advisory: tuple[str, ...]
    nodes: Mapping[str, NodeRule]
    overall: Overall
    lapse: Lapse
    falling: Falling

    def gate(self, node: str, target: Target) -> Gate:
        return self.nodes[node].gates[target]


def read_profile(data: object, path: str = "$") -> Profile:
    """The profile in ``data``; raises InvalidProfile with every problem found, each naming its field.

    ``gates`` at the top are defaults; a node's own gate overrides them key by key.
    """
    problems: list[Problem] = []
    reader = Reader(data, path, problems)
    reader.choice("kind", ("certification",), default="certification")
    defaults = _Defaults(reader.child("gates", default={}))
    profile = Profile(
        id=reader.text("id", longest=100),
        version=reader.whole("version", low=1, high=1_000_000),
        title=reader.text("title", longest=200),
        title_en=reader.text("title_en", default="", blank=True, longest=200),
        limits=cast(Limits, reader.choice("limits", ("warn", "hard"))),
        mentor_limit=reader.whole("mentor_limit", low=1, high=20, default=3),
        mentor_level=reader.choice("mentor_level", ("5", "4"), default="5"),
        advisory=_advisory(reader),
        nodes=_nodes(reader.child("nodes", default={}), defaults),
        overall=_overall(reader.child("overall", default={})),
        lapse=_lapse(reader.child("lapse", default={})),
        falling=_falling(reader.child("falling", default={})),
    )
    reader.finish()
    if not any(rule.available for rule in profile.nodes.values()):
        reader.note("no_node_available", "nodes")
    if problems:
        raise InvalidProfile(problems)
    return profile


def as_data(profile: Profile) -> Json:
    """The profile as JSON with every default spelt out and every node's gates complete; ``read_profile`` gives the same back."""
    return {
        "kind": "certification",
        "id": profile.id,
        "version": profile.version,
        "title": profile.title,
        "title_en": profile.title_en,
        "limits": profile.limits,
        "mentor_limit": profile.mentor_limit,
        "mentor_level": profile.mentor_level,
        "advisory": list(profile.advisory),
        "nodes": {
            rule.code: {
                "available": rule.available,
                "key": rule.key,
                "gates": {target: write_gate(rule.gates[target]) for target in TARGETS},
            }
            for rule in profile.nodes.values()
        },
        "overall": {"every": profile.overall.every, "key": profile.overall.key},
        "lapse": {name: getattr(profile.lapse, name) for name in Lapse.__dataclass_fields__},
        "falling": {"level": profile.falling.level, "run": profile.falling.run},
    }


class _Defaults:
    """The gates that hold where a node says nothing of its own."""

    def __init__(self, reader: Reader) -> None:
        self.data: dict[str, Json] = {}
        self.gates: dict[str, Gate] = {}
        for target in TARGETS:
            if target in reader.data:
                child = reader.child(target)
                self.data[target] = child.data
                self.gates[target] = read_gate(child, target)
        reader.finish()

    def gate(self, own: Reader, target: Target) -> Gate:
        if target in self.gates and not own.data:
            return self.gates[target]
        return read_gate(Reader({**self.data.get(target, {}), **own.data}, own.path, own.problems), target)


def _nodes(reader: Reader, defaults: _Defaults) -> dict[str, NodeRule]:
    found = {}
    for code in NODE_CODES:
        node = reader.child(code, default={})
        gates = node.child("gates", default={})
        found[code] = NodeRule(
            code=code,
            available=node.flag("available", default=True),
            key=node.flag("key", default=False),
            gates={target: defaults.gate(gates.child(target, default={}), target) for target in TARGETS},
        )
        gates.finish()
        node.finish()
    reader.finish()
    return found


def _advisory(reader: Reader) -> tuple[str, ...]:
    found = reader.texts("advisory", default=[])
    for code in found:
        if code not in ADVISABLE:
            reader.note("not_a_choice", "advisory", choices=list(ADVISABLE))
    return found


def _overall(reader: Reader) -> Overall:
    overall = Overall(reader.choice("every", SCALE, default="3a"), reader.choice("key", SCALE, default="3b"))
    reader.finish()
    return overall


def _lapse(reader: Reader) -> Lapse:
    lapse = Lapse(
        warn_days=reader.whole("warn_days", low=1, high=LONGEST_DAYS, default=90),
        lapse_days=reader.whole("lapse_days", low=1, high=LONGEST_DAYS, default=180),
        expiry_warn_days=reader.whole("expiry_warn_days", low=0, high=LONGEST_DAYS, default=30),
        fresh_observations=reader.whole("fresh_observations", low=1, high=20, default=2),
        fresh_level=reader.choice("fresh_level", SCALE, default="3a"),
    )
    if lapse.warn_days >= lapse.lapse_days:
        reader.note("warning_after_lapse", "warn_days", lapse_days=lapse.lapse_days)
    reader.finish()
    return lapse


def _falling(reader: Reader) -> Falling:
    falling = Falling(reader.choice("level", SCALE, default="1"), reader.whole("run", low=1, high=20, default=2))
    reader.finish()
    return falling
