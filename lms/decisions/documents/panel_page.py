"""A frozen packet as people read it: names for keys, words for codes, in the fixed order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lms.cohorts.enums import LegalFooting
from lms.evidence.enums import EvidenceKind
from lms.people.enums import CaseRole, Entrustment

from ..domain.certification.checks import Check
from ..domain.certification.counting import Ignored
from ..domain.certification.scale import RANK
from ..enums import SuspensionCause
from ..models import PanelItem
from ..queries.panel_files import notes_of
from ..queries.panel_packet import keys_in, names_of, node_names
from .certification_words import STATUS, ignored_word, kinds_word, level_word, requirement_word


@dataclass(frozen=True)
class StageLine:
    node: str
    level: str
    until: date | None
    suspended: bool
    lapsed: bool
    asked: bool


@dataclass(frozen=True)
class CheckLine:
    """One requirement with what there is and what is needed; an advisory one is the panel's to weigh."""

    name: str
    have: str
    need: str
    met: bool
    advisory: bool


@dataclass(frozen=True)
class CardLine:
    """One observation; ``counted`` and otherwise why not. ``received``: on which other day the card came in."""

    evidence: str
    on: date
    received: date | None
    mentor: str
    role: str
    helped: str
    ahead: str
    traits: str
    red_line: bool
    score: Decimal | None
    note: str
    not_counted: str


@dataclass(frozen=True)
class PacketPage:
    """Everything on the page of an item about the person."""

    footing: str
    node: str
    stages: tuple[StageLine, ...]
    status: str
    ready: bool
    checks: tuple[CheckLine, ...]
    cards: tuple[CardLine, ...]
    trend: tuple[int, ...]
    critical: tuple[tuple[date, str, str], ...]
    refused: int
    returned: int
    own_notes: int
    proofs: tuple[tuple[date, str, str, str, str], ...]
    mentors: tuple[tuple[str, date, date | None, bool], ...]
    raters: tuple[str, ...]
    frozen_on: date


def packet_page(item: PanelItem) -> PacketPage:
    """Four queries: names, notes, nodes."""
    packet, nodes = item.packet, node_names()
    names = names_of(keys_in(packet), item.bank_id)
    notes = notes_of([one["evidence"] for one in (*packet["observations"], *packet["critical"])])
    verdict = packet["verdict"]
    ignored = {one["evidence"]: ignored_word(Ignored(one["evidence"], one["reason"])) for one in verdict["ignored"]} if verdict else {}
    cards = tuple(_card(one, names, notes, ignored) for one in packet["observations"])
    kinds = [kind for one in packet["observations"] for kind in one["kinds"]]
    return PacketPage(
        footing=_label(LegalFooting, packet["person"]["footing"]),
        node=nodes.get(item.node, item.node),
        stages=tuple(_stage(one, nodes, item.node) for one in packet["stages"]),
        status=str(STATUS.get(verdict["status"], "")) if verdict else "",
        ready=bool(verdict and verdict["status"] == "ready"),
        checks=tuple(_check(one) for one in verdict["checks"]) if verdict else (),
        cards=cards,
        trend=tuple(RANK.get(one["ahead"] or one["helped"], 0) for one in packet["observations"]),
        critical=tuple((_day(one["on"]), _event(one["event"]), notes.get(one["evidence"], "")) for one in packet["critical"]),
        refused=kinds.count("refused"),
        returned=kinds.count("returned"),
        # Packets frozen before notes were counted don't speak of them.
        own_notes=sum(one.get("note") is True for one in packet["observations"]),
        proofs=tuple(_proof(one, nodes) for one in packet["proofs"]),
        mentors=tuple(
            (names.get(one["key"], "—"), _day(one["from"]), _day(one["until"]) if one["until"] else None, one["now"])
            for one in packet["mentors"]
        ),
        raters=tuple(names.get(key, "—") for key in packet["raters"]),
        frozen_on=_day(packet["frozen_on"]),
    )


def _stage(one: Mapping[str, Any], nodes: Mapping[str, str], asked: str) -> StageLine:
    return StageLine(
        node=nodes.get(one["node"], one["node"]),
        level=level_word(one["level"]),
        until=_day(one["until"]) if one["until"] else None,
        suspended=one["suspended"],
        lapsed=one["lapsed"],
        asked=one["node"] == asked,
    )


def _check(one: Mapping[str, Any]) -> CheckLine:
    check = Check(one["code"], one["have"], one["need"], one["met"], one["params"])
    return CheckLine(
        name=requirement_word(check),
        have=str(one["have"]),
        need=str(one["need"]),
        met=one["met"],
        advisory=one["advisory"],
    )


def _card(one: Mapping[str, Any], names: Mapping[str, str], notes: Mapping[str, str], ignored: Mapping[str, str]) -> CardLine:
    return CardLine(
        evidence=one["evidence"],
        on=_day(one["on"]),
        # Packets frozen before that day was kept don't speak of it.
        received=_day(one["received"]) if one.get("received") not in (None, "", one["on"]) else None,
        mentor=names.get(one["mentor"], "—"),
        role=_label(CaseRole, one["role"]),
        helped=level_word(one["helped"]),
        ahead=level_word(one["ahead"]) if one["ahead"] else "—",
        traits=kinds_word(one["kinds"]) if one["kinds"] else "",
        red_line=one["red_line"],
        score=Decimal(one["score"]) if one["score"] is not None else None,
        note=notes.get(one["evidence"], ""),
        not_counted=ignored.get(one["evidence"], ""),
    )


def _proof(one: Mapping[str, Any], nodes: Mapping[str, str]) -> tuple[date, str, str, str, str]:
    """Day, kind, topic, result, evidence."""
    reached = f"{one['raw']} / {one['maximum']}" if one["raw"] is not None else _level(one["level"])
    return _day(one["on"]), _label(EvidenceKind, one["kind"]), nodes.get(one["competency"], ""), reached, one["evidence"]


def _level(code: str) -> str:
    return level_word(code) if code in Entrustment.values else (code or "—")


def _event(code: str) -> str:
    return _label(SuspensionCause, code) if code in SuspensionCause.values else _("critical event")


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code in choices.values else "—"


def _day(text: str) -> date:
    return date.fromisoformat(text)
