"""What a meeting may choose for a person, and what is closed, with the reason: the engine proposes, people choose, the law bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PASS, FURTHER, TRANSFER, OUT, REASSESS = "pass", "further_training", "transfer", "does_not_continue", "reassess"
ORDER = (PASS, FURTHER, REASSESS, TRANSFER, OUT)

FOOTINGS: Mapping[str, tuple[str, ...]] = {
    "pre_hire": (PASS, FURTHER, REASSESS, OUT),
    "probation": ORDER,
    "transfer": ORDER,
    "agency": (PASS, FURTHER, REASSESS, OUT),
}
"""Legal footing → outcomes open to it at all. Nobody can be moved within the bank who is not employed by it."""

EMPLOYED = frozenset({"probation", "transfer", "agency"})


@dataclass(frozen=True)
class Option:
    """One choice; ``closed`` holds the codes of what stands against it and is empty when it is open."""

    choice: str
    closed: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        return not self.closed


@dataclass(frozen=True)
class Facts:
    """What bounds a choice, from one person's row of a result and the newest independent re-assessment (None: none)."""

    footing: str
    status: str
    met_standard: bool | None
    zone: str | None
    zone_reason: str | None
    gate_failed: bool
    flags: tuple[str, ...]
    reassessed: bool | None


def facts_of(row: Mapping[str, Any], *, footing: str, reassessed: bool | None) -> Facts:
    """From the row of a person in a ``ranking/1`` result."""
    return Facts(
        footing=footing,
        status=row["status"],
        met_standard=row["met_standard"],
        zone=row["zone"],
        zone_reason=row["zone_reason"],
        gate_failed=bool(row["gate_failures"]),
        flags=tuple(row["flags"]),
        reassessed=reassessed,
    )


def options(facts: Facts) -> list[Option]:
    """Every choice that the legal footing knows, open or closed."""
    return [Option(choice, _closed(choice, facts)) for choice in ORDER if choice in FOOTINGS.get(facts.footing, ORDER)]


def needs_reassessment(facts: Facts) -> bool:
    """Near the cut, behind a gate, or measured nobody knows how well: a second, independent look comes first."""
    return facts.gate_failed or facts.zone == "REVIEW" or facts.zone_reason == "RELIABILITY_UNKNOWN"


def _closed(choice: str, facts: Facts) -> tuple[str, ...]:
    if choice == OUT:
        return _against_leaving(facts)
    if choice == PASS:
        return _against_passing(facts)
    return ()


def _against_leaving(facts: Facts) -> tuple[str, ...]:
    found = []
    if facts.reassessed is True:
        found.append("REASSESSMENT_MET")
    if facts.status == "INCOMPLETE":
        found.append("INCOMPLETE")
    if facts.met_standard is True and facts.footing in EMPLOYED:
        found.append("MEETS_STANDARD")
    if facts.status != "INCOMPLETE" and facts.zone_reason == "NO_STANDARD" and facts.reassessed is None:
        found.append("NO_STANDARD")
    if facts.status != "INCOMPLETE" and needs_reassessment(facts) and facts.reassessed is None:
        found.append("REASSESSMENT_NEEDED")
    if "appeal_pending" in facts.flags:
        found.append("APPEAL_PENDING")
    return tuple(found)


def _against_passing(facts: Facts) -> tuple[str, ...]:
    if facts.reassessed is True and facts.status != "INCOMPLETE":
        return ()
    if facts.status == "INCOMPLETE":
        return ("INCOMPLETE",)
    if facts.gate_failed:
        return ("GATE_FAILED",)
    return ("BELOW_STANDARD",) if facts.met_standard is False and facts.zone != "REVIEW" else ()


def suggested(facts: Facts, proposal: str | None) -> str | None:
    """What the page marks as the default consequence; never the end of a place."""
    if facts.status == "INCOMPLETE":
        return REASSESS
    if facts.reassessed is not None:
        return PASS if facts.reassessed else FURTHER
    if facts.met_standard is True and facts.zone != "REVIEW":
        return PASS
    if proposal == "RETAIN" and facts.met_standard is not False:
        return PASS
    return REASSESS if needs_reassessment(facts) else FURTHER
