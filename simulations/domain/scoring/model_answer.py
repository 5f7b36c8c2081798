"""The work of somebody who missed nothing: what a debrief shows beside one's own, and what the score must give 100."""

from decimal import Decimal

from .key import Key, needed
from .work import CheckDone, Finding, Note, Proposal, Work


def model_answer(key: Key) -> Work:
    seen = needed(key)
    notes = [Note(line, amount, tuple(source.id for source in key.about(line) if source.id in seen)) for line, amount in key.lines.items()]
    notes += [Note(line, amount) for line, amount in key.derived.items()]
    checks = tuple(CheckDone(check.id, check.result, check.passed, "" if check.passed else "explained") for check in key.checks)
    right = key.answer
    proposal = Proposal("lend" if right.lends else "refuse", right.amount, right.term, right.repayment)
    return Work(
        notes=tuple(notes),
        seen=seen,
        checks=checks,
        findings=tuple(Finding(each.code, each.evidence) for each in key.planted),
        proposal=proposal,
        minutes=Decimal(sum(key.sources[each].minutes for each in seen)),
    )
