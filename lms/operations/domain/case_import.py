"""What a list of cases would do: compares its rows with the cases, branches and people that are there, and writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from .shadow import is_closed, node_fits

Outcome = Literal["create", "update", "same"]
COMPARED = ("branch", "industry", "product", "amount_band", "amount", "difficulty", "kinds")
PEOPLE = ("lead", "second", "supervisor")
TERMS = ("product", "amount_band", "amount")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One checked row of the file; people and branch as ids, 0 where the name means nobody of this bank."""

    number_in_file: int
    number: str
    opened_on: date
    branch: int | None
    industry: str
    product: str
    amount_band: str
    amount: Decimal | None
    difficulty: str
    kinds: tuple[str, ...]
    node: str
    lead: int | None
    second: int | None
    supervisor: int | None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OnFile:
    """A case of that number."""

    id: int
    state: str
    node: str
    branch: int | None
    industry: str
    product: str
    amount_band: str
    amount: Decimal | None
    difficulty: str
    kinds: tuple[str, ...]
    lead: int | None
    second: int | None
    supervisor: int | None


@dataclass(frozen=True)
class Fault:
    """``code`` and ``params`` become a sentence outside the domain."""

    row: int
    column: str
    code: str
    value: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    row: Row
    outcome: Outcome
    case_id: int | None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CasePlan:
    lines: list[Line]
    faults: list[Fault]

    def count(self, outcome: Outcome) -> int:
        return sum(line.outcome == outcome for line in self.lines)


Asked = Callable[[int, str, Row, bool], str]
"""Person, role, row, supervised → a refusal in words, or nothing."""


def plan_cases(rows: Sequence[Row], on_file: Mapping[str, OnFile], *, today: date, ask: Asked) -> CasePlan:
    """Decide row by row; a row with a mistake gets no line."""
    lines, faults = [], []
    for row in rows:
        found = [*_plain_faults(row, on_file.get(row.number), today), *_people_faults(row)]
        if not found:
            found = _refusals(row, on_file.get(row.number), ask)
        faults += found
        if not found:
            lines.append(_line(row, on_file.get(row.number)))
    return CasePlan(lines, faults)


def _plain_faults(row: Row, there: OnFile | None, today: date) -> list[Fault]:
    at = row.number_in_file
    found = []
    if row.opened_on > today:
        found.append(Fault(at, "opened_on", "future", row.opened_on.isoformat()))
    if row.branch == 0:
        found.append(Fault(at, "branch", "unknown_branch", row.names.get("branch", "")))
    if there is not None and is_closed(there.state):
        found.append(Fault(at, "number", "closed", row.number))
    elif not node_fits(there.state if there else "open", row.node):
        found.append(Fault(at, "node", "node_state", row.node))
    return found


def _people_faults(row: Row) -> list[Fault]:
    at = row.number_in_file
    found = [Fault(at, name, "unknown_person", row.names.get(name, "")) for name in PEOPLE if getattr(row, name) == 0]
    if row.lead and row.lead == row.second:
        found.append(Fault(at, "second", "two_people", row.names.get("second", "")))
    if row.supervisor and not row.lead:
        found.append(Fault(at, "supervisor", "supervisor_alone", row.names.get("supervisor", "")))
    elif row.supervisor and row.supervisor == row.lead:
        found.append(Fault(at, "supervisor", "supervisor_self", row.names.get("supervisor", "")))
    return found


def _people_change(row: Row, there: OnFile | None) -> bool:
    given = any(getattr(row, name) is not None for name in PEOPLE)
    return given and (there is None or row.node != there.node or any(getattr(row, name) != getattr(there, name) for name in PEOPLE))


def _terms_change(row: Row, there: OnFile | None) -> bool:
    return there is not None and any(_given(row, name) and getattr(row, name) != getattr(there, name) for name in TERMS)


def _refusals(row: Row, there: OnFile | None, ask: Asked) -> list[Fault]:
    """Each person is asked for as they would be on the page: who is named anew, or who holds a case whose terms change."""
    if not _people_change(row, there) and not _terms_change(row, there):
        return []
    lead, second = (getattr(row, name) or (getattr(there, name) if there else None) for name in ("lead", "second"))
    supervisor = row.supervisor if row.lead or there is None else there.supervisor
    asked = []
    if lead and supervisor:
        asked.append(("supervisor", supervisor, "lead", False))
    if lead:
        asked.append(("lead", lead, "lead", bool(supervisor)))
    if second:
        asked.append(("second", second, "second", False))
    answers = [(name, ask(person, role, row, supervised)) for name, person, role, supervised in asked]
    return [
        Fault(row.number_in_file, name, "refused", row.names.get(name, ""), {"reason": refusal}) for name, refusal in answers if refusal
    ]


def _line(row: Row, there: OnFile | None) -> Line:
    if there is None:
        return Line(row, "create", None)
    changes = [name for name in COMPARED if _given(row, name) and getattr(row, name) != getattr(there, name)]
    changes += ["people"] if _people_change(row, there) else []
    changes += ["node"] if row.node != there.node else []
    return Line(row, "update" if changes else "same", there.id, tuple(changes))


def _given(row: Row, name: str) -> bool:
    """A blank cell means "as it is"."""
    return getattr(row, name) not in (None, ())
