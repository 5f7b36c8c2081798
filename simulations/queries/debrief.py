"""The score and the debrief in words, from what was frozen when the report was handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from ..domain.investigation.sheet import check_names
from ..enums import (
    DerivedLine,
    EvidenceChannel,
    EvidenceTopic,
    Inconsistency,
    NextTime,
    RepaymentPlan,
    ScorePart,
    ScoreReason,
    StatementLine,
)
from ..models import Investigation
from .visit import Visit
from .worksheet import check_name


@dataclass(frozen=True)
class LineWords:
    """``tone`` good, warn or bad by its share; ``counted`` False for what is told but not charged again."""

    item: str
    wanted: str
    found: str
    reason: str
    tone: str
    counted: bool


@dataclass(frozen=True)
class PartWords:
    name: str
    points: Decimal
    weight: Decimal
    lines: Sequence[LineWords]


@dataclass(frozen=True)
class Hidden:
    """One thing that was planted: where it stood, what sees it, what was done about it."""

    name: str
    amount: Decimal
    harmless: bool
    found: bool
    places: Sequence[tuple[str, bool]]
    checks: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class DebriefWords:
    parts: Sequence[PartWords]
    hidden: Sequence[Hidden]
    imagined: Sequence[str]
    wanted: str
    proposed: str
    cap: str
    action: str


def debrief_words(visit: Visit) -> DebriefWords:
    """Everything of ``investigation.score`` as people read it."""
    investigation = visit.investigation
    score: Mapping[str, Any] = investigation.score or {}
    names = _Names(visit)
    told = score["debrief"]
    return DebriefWords(
        parts=[_part(part, names) for part in score["parts"]],
        hidden=[_hidden(one, names) for one in told["revealed"]],
        imagined=[str(Inconsistency(code).label) for code in told["imagined"] if code in Inconsistency.values],
        wanted=names.decision(told["wanted"]),
        proposed=names.decision(told["proposed"]),
        cap=str(ScoreReason(score["cap"]).label) if score["cap"] else "",
        action=_action(told["action"], names),
    )


class _Names:
    """What the codes of one case mean."""

    def __init__(self, visit: Visit) -> None:
        self.pieces = {thing.id: thing for thing in visit.catalogue.things.values()}
        keys = {identifier: key for key, identifier in check_names(visit.investigation.case).items()}
        lines = {line.key: line for line in visit.sheet}
        self.checks = {identifier: check_name(lines[key]) for identifier, key in keys.items() if key in lines}
        self.planted = {row["id"]: row["code"] for row in visit.investigation.case["planted"]}

    def item(self, code: str) -> str:
        if code in self.checks:
            return self.checks[code]
        if code in self.planted:
            code = self.planted[code]
        for choices in (StatementLine, DerivedLine, Inconsistency, EvidenceTopic):
            if code in choices.values:
                return str(choices(code).label)
        other = {"interest_total": StatementLine.INTEREST_TOTAL.label, "loan": _("debts"), "nothing_hidden": _("nothing was hidden")}
        other |= {"amount": _("amount"), "repayment": _("repayment"), "minutes": _("minutes"), "result": _("lend or not")}
        return str(other.get(code, code))

    def piece(self, code: str) -> str:
        thing = self.pieces.get(code)
        if thing is None:
            return code
        people = thing.channel not in {"document", "shop_floor"} and thing.topic in EvidenceTopic.values
        return f"{EvidenceChannel(thing.channel).label}：{EvidenceTopic(thing.topic).label}" if people else thing.title

    def value(self, text: str) -> str:
        """Figures as figures; codes as words."""
        try:
            number = Decimal(text)
        except InvalidOperation:
            return self.decision(text)
        return f"{number:,f}"

    def decision(self, text: str) -> str:
        """``approve 90000`` → in words."""
        code, _space, amount = text.partition(" ")
        words = {
            "approve": _("lend"),
            "reduce": _("lend less than asked"),
            "lend": _("lend"),
            "refuse": _("don't lend"),
            "more_information": _("look further"),
        }
        if code in words:
            return f"{words[code]} {self.value(amount)}" if amount not in {"", "0"} else words[code]
        if code in RepaymentPlan.values:
            return str(RepaymentPlan(code).label)
        return str(Inconsistency(code).label) if code in Inconsistency.values else text


def _part(part: Mapping[str, Any], names: _Names) -> PartWords:
    lines = [_line(line, names) for line in part["lines"]]
    return PartWords(str(ScorePart(part["code"]).label), Decimal(part["points"]), Decimal(part["weight"]), lines)


def _line(line: Mapping[str, Any], names: _Names) -> LineWords:
    share, counted = Decimal(line["share"]), Decimal(line["weight"]) > 0
    tone = "good" if share == 1 else "bad" if share == 0 else "warn"
    reason = str(ScoreReason(line["reason"]).label) if line["reason"] in ScoreReason.values else line["reason"]
    return LineWords(names.item(line["item"]), names.value(line["wanted"]), names.value(line["found"]), reason, tone, counted)


def _hidden(one: Mapping[str, Any], names: _Names) -> Hidden:
    return Hidden(
        name=str(Inconsistency(one["code"]).label) if one["code"] in Inconsistency.values else one["code"],
        amount=Decimal(one["amount"]),
        harmless=one["harmless"],
        found=one["found"],
        places=[(names.piece(place["id"]), place["looked"]) for place in one["places"]],
        checks=[(names.item(check["id"]), check["done"]) for check in one["checks"]],
    )


def _action(action: Mapping[str, str], names: _Names) -> str:
    code = action["code"]
    key = code if code in NextTime.values else next((part for part in ScorePart.values if code.startswith(f"{part}_")), "keep_going")
    about = names.piece(action["about"]) if code == "look_there" else names.item(action["about"])
    return str(NextTime(key).label) % {"about": about}


def totals_of(investigation: Investigation) -> Mapping[str, Decimal]:
    """Part → points, for lists."""
    return {part["code"]: Decimal(part["points"]) for part in (investigation.score or {}).get("parts", [])}
