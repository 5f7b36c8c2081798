"""What the pieces of an investigation's page are drawn from: nothing that is not in hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..domain.investigation.catalogue import BEFORE_THE_VISIT, LOOKS, TALKS, Thing
from ..domain.investigation.compare import COLUMNS, compared
from ..domain.investigation.flow import by_party, is_flow, matching, sums
from ..enums import (
    EvidenceChannel,
    EvidenceTopic,
    Inconsistency,
    InvestigationPhase,
    InvestigationRole,
    OfferResult,
    RepaymentPlan,
    ScorePart,
    SoftSide,
)
from ..forms.check import CheckForm
from ..forms.visit import (
    AskForm,
    EnterForm,
    FlagForm,
    OfferForm,
    OutlineForm,
    ReadForm,
    SoftForm,
    ViewForm,
)
from ..models import InvestigationSeat
from ..queries.visit import Visit
from ..queries.worksheet import SheetGroup, cash_flow_rows, check_rows, piece_name, ratio_rows, sheet_groups, stress_rows

PARTS = ("head", "main", "piece")
ROWS_SHOWN = 60

TABS = (
    ("field", _("Asking and looking")),
    ("statements", _("Three statements")),
    ("checks", _("Cross-checks")),
    ("doubts", _("Doubts and soft information")),
    ("report", _("Proposal and report")),
)


@dataclass(frozen=True)
class Asked:
    """What the address says is to be shown: which sheet, which piece beside it, how its rows are narrowed, which check is open."""

    tab: str = "field"
    piece: str = ""
    q: str = ""
    by: str = ""
    check: str = ""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Asked":
        """A form carries the piece beside it as ``shown``; its own ``piece`` is what it is about."""
        tab = str(data.get("tab", ""))
        known = tab if tab in dict(TABS) else "field"
        piece = data.get("shown") or data.get("piece", "")
        return cls(known, str(piece)[:64], *(str(data.get(name, ""))[:64] for name in ("q", "by", "check")))

    def query(self, **changes: str) -> str:
        wanted = replace(self, **changes)
        found = {name: value for name, value in wanted.__dict__.items() if value and (name, value) != ("tab", "field")}
        return f"?{urlencode(found)}" if found else ""


def visit_context(visit: Visit, seat: InvestigationSeat, asked: Asked) -> dict[str, Any]:
    public_id, state = visit.investigation.public_id, visit.state
    context: dict[str, Any] = {
        "visit": visit,
        "investigation": visit.investigation,
        "state": state,
        "seat": seat,
        "asked": asked,
        "act_url": reverse("investigation-act", args=[public_id, "kind"]).removesuffix("kind/"),
        "room_url": reverse("investigation-room", args=[public_id]),
        "tabs": [(code, label, code == asked.tab) for code, label in TABS],
        "partner": next((one for one in visit.seats if one.pk != seat.pk), None),
        "over": max(0, state.minutes - visit.investigation.budget),
        "phases": [(phase.value, phase.label) for phase in InvestigationPhase],
        **_piece(visit, asked),
    }
    sheets = {"field": _field, "statements": _statements, "checks": _checks, "doubts": _doubts, "report": _report}
    return context | sheets[asked.tab](visit, seat, asked)


def _piece(visit: Visit, asked: Asked) -> dict[str, Any]:
    """The paper beside the work: only one that is in hand, whatever the address asks for."""
    hand = [(name, piece_name(visit, name), visit.catalogue[name].grade) for name in visit.state.seen]
    if asked.piece not in visit.state.seen:
        return {"hand": hand, "thing": None}
    thing = visit.catalogue[asked.piece]
    readings = [one for one in visit.state.readings if one.piece == thing.id]
    form = ReadForm(visit=visit, initial={"piece": thing.id})
    return {"hand": hand, "thing": thing, "thing_name": piece_name(visit, thing.id), "thing_readings": readings, "read_form": form} | _rows(
        thing, asked
    )


def _rows(thing: Thing, asked: Asked) -> dict[str, Any]:
    if not is_flow(thing):
        return {"rows": thing.rows, "flow": False}
    found = matching(thing, asked.q)
    came, went = sums(found)
    parties = by_party(found) if asked.by == "party" else []
    return {
        "flow": True,
        "rows": [] if parties else found[:ROWS_SHOWN] if not asked.q and asked.by != "all" else found,
        "more": 0 if parties or asked.q or asked.by == "all" else max(0, len(found) - ROWS_SHOWN),
        "found": len(found),
        "came": came,
        "went": went,
        "parties": parties,
    }


def _field(visit: Visit, seat: InvestigationSeat, asked: Asked) -> dict[str, Any]:
    state, catalogue = visit.state, visit.catalogue
    early = state.phase == InvestigationPhase.PREPARATION
    ask = AskForm(visit=visit)
    ask.fields["channel"].choices = [(one.value, one.label) for one in TALKS if visit.may_ask(seat, one)]
    shelves = []
    for channel in LOOKS:
        things = [one for one in catalogue.to_look_at(channel) if not early or one.id in BEFORE_THE_VISIT]
        if things:
            shelves.append((channel.label, visit.may_ask(seat, channel), [(one, state.seen.get(one.id)) for one in things]))
    return {
        "ask_form": ask,
        "shelves": shelves,
        "talks": [_talk(visit, talk) for talk in reversed(state.talks)],
        "outline_form": OutlineForm(visit=visit, initial={"text": state.outline}),
        "request": visit.investigation.case["shown"]["request"],
        "customer": visit.investigation.case["shown"]["customer"],
        "repayment": _label(RepaymentPlan, visit.investigation.case["shown"]["request"].get("repayment", "")),
        "others_tasks": [channel.label for channel in EvidenceChannel if not visit.may_ask(seat, channel)],
        "weights": ScorePart.weighed(visit.investigation.rule),
    }


def _label(choices: Any, value: str) -> Any:
    return choices(value).label if value in choices.values else value


def _talk(visit: Visit, talk: Any) -> dict[str, Any]:
    return {
        "who": EvidenceChannel(talk.channel).label,
        "about": _label(EvidenceTopic, talk.topic),
        "words": talk.words,
        "understood": bool(talk.topic),
        "things": [visit.catalogue[piece] for piece in talk.pieces],
        "by": visit.name_of(talk.seat),
        "minute": talk.minute,
    }


def _statements(visit: Visit, seat: InvestigationSeat, asked: Asked) -> dict[str, Any]:
    forms = {}
    groups: list[SheetGroup] = sheet_groups(visit)
    for group in groups:
        for row in group.rows:
            entry = {"line": row.line, "value": row.entry and row.entry.value, "reason": row.entry and row.entry.reason}
            forms[row.line] = EnterForm(visit=visit, name=f"-{row.line}", initial=entry)
    return {
        "groups": [(group, [(row, forms[row.line]) for row in group.rows]) for group in groups],
        "cash_flow": cash_flow_rows(visit),
        "cash_gap": visit.statements.cash_gap,
        "ratios": ratio_rows(visit),
        "names": {name: piece_name(visit, name) for name in visit.state.seen},
    }


def _checks(visit: Visit, seat: InvestigationSeat, asked: Asked) -> dict[str, Any]:
    rows = check_rows(visit)
    wanted = next((row for row in rows if row.line.key == asked.check), None)
    form = CheckForm(visit=visit, line=wanted.line) if wanted else None
    if form and wanted and wanted.done is None and wanted.hint is not None:
        form.initial["benchmark"] = wanted.hint
    return {"checks": rows, "wanted": wanted, "check_form": form}


def _doubts(visit: Visit, seat: InvestigationSeat, asked: Asked) -> dict[str, Any]:
    state = visit.state

    def named(evidence: Iterable[str]) -> list[str]:
        return [piece_name(visit, one) for one in evidence]

    return {
        "flags": [(flag, Inconsistency(flag.code).label, named(flag.evidence)) for flag in state.flags.values()],
        "flag_form": FlagForm(visit=visit),
        "soft": [(mark, SoftSide(mark.code).label, named(mark.evidence)) for mark in state.soft.values()],
        "soft_form": SoftForm(visit=visit),
        "columns": [channel.label for channel in COLUMNS],
        "compared": [
            (_label(EvidenceTopic, one.topic), [one.said.get(channel, ()) for channel in COLUMNS])
            for one in compared(state, visit.catalogue)
        ],
    }


def _report(visit: Visit, seat: InvestigationSeat, asked: Asked) -> dict[str, Any]:
    state, offer = visit.state, visit.state.offer
    initial = {} if offer is None else {**offer.__dict__, "amount": offer.amount or "", "term": offer.term or ""}
    open_checks = [row for row in check_rows(visit) if row.done and row.done.passed is False and not row.done.closed.strip()]
    return {
        "leads": seat.role == InvestigationRole.LEAD,
        "offer_form": OfferForm(visit=visit, initial=initial),
        "offer_words": offer and OfferResult(offer.result).label,
        "offer_plan": offer and _label(RepaymentPlan, offer.repayment),
        "view_form": ViewForm(visit=visit, initial={"text": state.views.get(seat.number, "")}),
        "repaying": visit.repaying,
        "stress": stress_rows(visit),
        "disposable": visit.statements.disposable,
        "open_checks": open_checks,
        "reporting": state.phase == InvestigationPhase.REPORT,
        "i_signed": seat.number in state.signed,
        "partner_signed": bool(state.signed - {seat.number}),
    }
