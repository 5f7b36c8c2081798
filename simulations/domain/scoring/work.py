"""What a pair did in an investigation, as plain values; amounts in yuan."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ProposalResult = Literal["lend", "refuse", "more_information"]


@dataclass(frozen=True)
class Note:
    """A figure of the three statements with the evidence it rests on."""

    line: str
    value: Decimal
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckDone:
    """A cross-check: its result, the verdict, and how a failed one was closed (blank: left open)."""

    key: str
    result: Decimal
    passed: bool
    closed: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """An inconsistency that somebody says is there."""

    code: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    result: ProposalResult
    amount: Decimal = Decimal(0)
    term: int = 0
    repayment: str = ""


@dataclass(frozen=True)
class Work:
    """``seen`` is every piece of evidence that was asked for; ``minutes`` is what that took, waiting included."""

    notes: tuple[Note, ...] = ()
    seen: tuple[str, ...] = ()
    checks: tuple[CheckDone, ...] = ()
    findings: tuple[Finding, ...] = ()
    proposal: Proposal | None = None
    minutes: Decimal = Decimal(0)

    def cited(self) -> set[str]:
        """Evidence that something rests on, and that was really seen."""
        named = [each for note in self.notes for each in note.evidence] + [each for check in self.checks for each in check.evidence]
        return set(named) & set(self.seen)
