"""What was done, in the form in which it is scored."""

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from ..scoring.work import CheckDone, Finding, Note, Proposal, ProposalResult, Work
from .lines import ASSETS, LIABILITIES, OPEX
from .state import State


def work_of(state: State, names: Mapping[str, str]) -> Work:
    """``names`` is ``sheet.check_names`` of the case. Opening figures and flows serve the cash flow alone and are not scored."""
    return Work(
        notes=tuple(_notes(state)),
        seen=tuple(state.seen),
        checks=tuple(_checks(state, names)),
        findings=tuple(Finding(flag.code, flag.evidence) for flag in state.flags.values()),
        proposal=_proposal(state),
        minutes=Decimal(state.minutes),
    )


def _lines(state: State) -> list[str]:
    named = {*state.entries, *(reading.line for reading in state.readings)}
    fixed = sorted(line for line in named if line.startswith("fixed_"))
    income = ("sales", "cogs", "interest_total", "other_household_income", "household_expense")
    return [line for line in (*ASSETS, *fixed, *LIABILITIES, *income) if line in named]


def _notes(state: State) -> list[Note]:
    found = []
    for line in _lines(state):
        value = state.value(line)
        if value is not None:
            found.append(Note(line, value, tuple(reading.piece for reading in state.readings_of(line))))
    costs = [(f"opex_{line}", state.value(f"opex_{line}")) for line in OPEX]
    known = [(line, value) for line, value in costs if value is not None]
    if known:
        pieces = dict.fromkeys(reading.piece for line, _ in known for reading in state.readings_of(line))
        found.append(Note("opex_total", sum((value for _, value in known), Decimal(0)), tuple(pieces)))
    return found


def _checks(state: State, names: Mapping[str, str]) -> list[CheckDone]:
    """A check nobody judged was not finished, and doesn't count; nor does one this case has nothing to hold against."""
    return [
        CheckDone(names[done.key], done.result, done.passed, done.closed, done.evidence)
        for done in state.checks.values()
        if done.passed is not None and done.key in names
    ]


def _proposal(state: State) -> Proposal | None:
    offer = state.offer
    if offer is None:
        return None
    return Proposal(cast(ProposalResult, offer.result), offer.amount, offer.term, offer.repayment)
