"""The path of an investigation, act by act, for those who teach it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ..domain.investigation.fold import apply
from ..domain.investigation.state import State, VisitAct
from ..enums import (
    EvidenceChannel,
    EvidenceTopic,
    Inconsistency,
    InvestigationPhase,
    OfferResult,
    SheetCheck,
    SoftSide,
    StatementLine,
)
from .visit import Visit


@dataclass(frozen=True)
class PathLine:
    """``minute`` of the budget when it was done, ``hint`` where the act opened a place at which something planted stands."""

    seq: int
    at: datetime
    minute: int
    name: str
    kind: str
    text: str
    hint: str


def path_of(visit: Visit) -> Iterator[PathLine]:
    """Consecutive edits of one text show once, as they ended."""
    state = State()
    planted = {place: row["code"] for row in visit.investigation.case["planted"] for place in row["evidence"]}
    for place, act in enumerate(visit.acts):
        state = apply(state, act, len(visit.seats))
        follower = visit.acts[place + 1] if place + 1 < len(visit.acts) else None
        if follower and act.kind in {"view", "outline"} and (follower.kind, follower.seat) == (act.kind, act.seat):
            continue
        yield PathLine(act.seq, act.at, state.minutes, visit.name_of(act.seat), act.kind, _text(act, visit), _hint(act, planted))


def _hint(act: VisitAct, planted: dict[str, str]) -> str:
    codes = {planted[piece] for piece in act.data.get("pieces", ()) if piece in planted}
    return "、".join(str(Inconsistency(code).label) for code in sorted(codes) if code in Inconsistency.values)


def _text(act: VisitAct, visit: Visit) -> str:
    data: dict[str, Any] = dict(act.data)
    if act.kind == "ask":
        about = data["words"] or (str(EvidenceTopic(data["topic"]).label) if data["topic"] in EvidenceTopic.values else "")
        said = " ".join(visit.catalogue[piece].text for piece in data["pieces"]) or _("no answer")
        return f"{EvidenceChannel(data['channel']).label}：{about} → {said}"
    if act.kind == "look":
        return visit.catalogue[data["piece"]].title if data["piece"] in visit.catalogue else ""
    if act.kind in {"read", "unread", "enter"}:
        return f"{StatementLine(data['line']).label} {data.get('value', '')}".strip()
    if act.kind == "check":
        name = SheetCheck(data["key"]).label if data["key"] in SheetCheck.values else SheetCheck(data["code"]).label
        return " ".join(str(part) for part in (name, data["result"], "/", data["benchmark"] or "–", data["closed"]) if part)
    return _words(act.kind, data)


def _words(kind: str, data: dict[str, Any]) -> str:
    if kind == "go":
        return str(InvestigationPhase(data["to"]).label)
    if kind in {"flag", "unflag"}:
        return f"{Inconsistency(data['code']).label} {data.get('words', '')}".strip()
    if kind == "soft":
        return f"{SoftSide(data['code']).label} {data['mark']} {data['words']}"
    if kind == "offer":
        return " ".join(part for part in (str(OfferResult(data["result"]).label), data["amount"], data["reasons"]) if part)
    return str(data.get("text", ""))
