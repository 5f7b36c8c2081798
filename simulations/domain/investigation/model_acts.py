"""The model answer as the acts that lead to it: what somebody who misses nothing would do, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..scoring.key import Key, read_key
from ..scoring.model_answer import model_answer
from ..scoring.work import CheckDone, Note, Proposal
from .catalogue import LOOKS, Catalogue, may_ask
from .figures import plain
from .sheet import check_names

VIEW = "结论：关键数字都由两个以上来源核对，偏差已写明原因，额度取用途、还款能力和风险上限三者之低。"


@dataclass(frozen=True)
class ModelAct:
    """One act before its cost is settled; ``seat`` is whose task it is."""

    seat: int
    kind: str
    data: Mapping[str, Any]


def model_acts(case: Mapping[str, Any], roles: Mapping[int, str], *, sign: bool = True) -> Iterator[ModelAct]:
    """``roles`` is seat → role, 1 leads. Folded in this order they score 100."""
    key, catalogue = read_key(case), Catalogue(case)
    work = model_answer(key)
    yield ModelAct(1, "consent", {})
    yield ModelAct(1, "go", {"to": "field"})
    for piece in work.seen:
        yield _get(catalogue, piece, roles)
    for note in work.notes:
        yield from _noted(key, note)
    names = {identifier: name for name, identifier in check_names(case).items()}
    stated = {row["id"]: row for row in case["checks"]}
    for check in work.checks:
        yield ModelAct(1, "check", _check(names[check.key], stated[check.key], check))
    for finding in work.findings:
        seen = [piece for piece in finding.evidence if piece in work.seen]
        yield ModelAct(1, "flag", {"code": finding.code, "words": "见所附证据与检验。", "evidence": seen})
    if work.proposal is not None:
        yield ModelAct(1, "offer", _offer(work.proposal))
    yield ModelAct(1, "go", {"to": "report"})
    for kind, data in (("view", {"text": VIEW}), *([("sign", {})] if sign else [])):
        yield from (ModelAct(seat, kind, data) for seat in roles)


def _get(catalogue: Catalogue, piece: str, roles: Mapping[int, str]) -> ModelAct:
    thing = catalogue[piece]
    seat = next(seat for seat, role in roles.items() if may_ask(role, thing.channel, len(roles) == 1))
    if thing.channel in LOOKS:
        return ModelAct(seat, "look", {"piece": piece})
    return ModelAct(seat, "ask", {"channel": thing.channel, "topic": thing.topic, "words": ""})


def _noted(key: Key, note: Note) -> Iterator[ModelAct]:
    """Operating costs stand in one of their lines; what follows from others is never typed."""
    if note.line in key.derived:
        return
    line = "opex_other" if note.line == "opex_total" else note.line
    for piece in note.evidence:
        yield ModelAct(1, "read", {"line": line, "piece": piece, "value": plain(note.value)})
    if not note.evidence:
        yield ModelAct(1, "enter", {"line": line, "value": plain(note.value), "reason": "推算"})


def _check(name: str, stated: Mapping[str, Any], check: CheckDone) -> dict[str, Any]:
    return {
        "key": name,
        "code": stated["code"],
        "inputs": stated["inputs"],
        "result": plain(check.result),
        "benchmark": stated["benchmark"],
        "deviation": stated["deviation"],
        "passed": check.passed,
        "closed": "" if check.passed else "与客户自述不符，已找到原因并记入疑点。",
        "evidence": [],
    }


def _offer(proposal: Proposal) -> dict[str, Any]:
    return {
        "result": proposal.result,
        "amount": plain(proposal.amount),
        "term": proposal.term,
        "repayment": proposal.repayment,
        "conditions": "夫妻共同借款；放款后十五天内核用途。" if proposal.result == "lend" else "",
        "reasons": "额度取可证实用途、还款能力与风险上限三者之低。" if proposal.result == "lend" else "真实情况与所述相差过大。",
    }
