"""What a roster would do: compares its rows with the people, branches and seats that are there, and writes nothing."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Outcome = Literal["create", "enrol", "update", "same"]

_DOTS = str.maketrans(dict.fromkeys("·•‧・．∙⋅", "·"))


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: blanks, width and the kind of middle dot don't matter."""
    return plain_name(one) == plain_name(other)


def plain_name(name: str) -> str:
    """A name without what may differ between two spellings of it."""
    return "".join(unicodedata.normalize("NFKC", name.translate(_DOTS)).split()).casefold()


@dataclass(frozen=True)
class RosterRow:
    """One checked row of the file; ``number`` as Excel shows it."""

    number: int
    name: str
    employee_number: str
    phone: str
    branch: str
    footing: str
    joined_on: date
    seat: int | None
    note: str


@dataclass(frozen=True)
class Known:
    """An account of the bank; the last fields say what it has to do with this cohort."""

    id: int
    name: str
    employee_number: str
    phone: str
    active: bool
    on_staff: bool = False
    elsewhere: str = ""


@dataclass(frozen=True)
class Seated:
    """An enrolment of this cohort."""

    id: int
    user_id: int
    seat: int | None
    branch_id: int | None
    footing: str
    joined_on: date
    note: str
    left: bool


@dataclass(frozen=True)
class Fault:
    """A mistake (or with ``warning`` a remark): ``code`` and ``params`` become a sentence outside the domain."""

    row: int
    column: str
    code: str
    value: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    warning: bool = False


@dataclass(frozen=True)
class Line:
    """What becomes of a row: its person (None: a new account), branch and the fields that change."""

    row: RosterRow
    outcome: Outcome
    user_id: int | None
    enrolment_id: int | None
    branch_id: int | None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Situation:
    """What is there before the import."""

    people: Sequence[Known]
    seated: Sequence[Seated]
    branches: Sequence[tuple[int, tuple[str, ...]]]
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class RosterPlan:
    """All lines, mistakes and remarks; with a mistake nothing may be imported."""

    lines: list[Line]
    faults: list[Fault]

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self.faults if not fault.warning]

    @property
    def warnings(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.warning]

    def count(self, outcome: Outcome) -> int:
        return sum(line.outcome == outcome for line in self.lines)


def plan_roster(rows: Iterable[RosterRow], there: Situation) -> RosterPlan:
    """Decide row by row; a row with a mistake gets no line."""
    return _Planner(there).plan(list(rows))


class _Planner:
    def __init__(self, there: Situation) -> None:
        self.there = there
        self.by_number = {one.employee_number.casefold(): one for one in there.people if one.employee_number}
        self.by_phone = {one.phone: one for one in there.people if one.phone}
        self.names: dict[str, list[Known]] = {}
        for one in there.people:
            self.names.setdefault(plain_name(one.name), []).append(one)
        self.seated = {one.user_id: one for one in there.seated}
        self.branches: dict[str, set[int]] = {}
        for node, names in there.branches:
            for name in names:
                self.branches.setdefault(plain_name(name), set()).add(node)
        self.faults: list[Fault] = []

    def plan(self, rows: list[RosterRow]) -> RosterPlan:
        lines = [line for row in rows if (line := self._line(row)) is not None]
        self._same_person_twice(lines)
        self._seats(lines)
        bad = {fault.row for fault in self.faults if not fault.warning}
        faults = sorted(self.faults, key=lambda fault: (fault.row, fault.column))
        return RosterPlan([line for line in lines if line.row.number not in bad], faults)

    def _error(self, row: RosterRow, column: str, code: str, value: str = "", **params: Any) -> None:
        self.faults.append(Fault(row.number, column, code, value, params))

    def _warn(self, row: RosterRow, column: str, code: str, value: str = "", **params: Any) -> None:
        self.faults.append(Fault(row.number, column, code, value, params, warning=True))

    def _line(self, row: RosterRow) -> Line | None:
        before = len([fault for fault in self.faults if not fault.warning])
        person = self._person(row)
        branch = self._branch(row)
        if not self.there.starts_on <= row.joined_on <= self.there.ends_on:
            self._warn(row, "joined_on", "outside", row.joined_on.isoformat())
        if len([fault for fault in self.faults if not fault.warning]) > before:
            return None
        if person is None:
            return Line(row, "create", None, None, branch)
        seated = self.seated.get(person.id)
        if seated is None:
            return Line(row, "enrol", person.id, None, branch, self._account_changes(row, person))
        return self._existing(row, person, seated, branch)

    def _person(self, row: RosterRow) -> Known | None:
        """The account a row means, or None for a new one; the number counts before the phone."""
        if not row.employee_number and not row.phone:
            self._error(row, "employee_number", "no_key")
            return None
        by_number = self.by_number.get(row.employee_number.casefold()) if row.employee_number else None
        by_phone = self.by_phone.get(row.phone) if row.phone else None
        if by_number and by_phone and by_number.id != by_phone.id:
            self._error(row, "phone", "two_people", row.phone, other=by_phone.name)
            return None
        person = by_number or by_phone
        if person is None:
            self._namesake(row)
            return None
        if not same_name(person.name, row.name):
            self._error(row, "name", "other_name" if by_number else "phone_other_name", row.name, known=person.name)
            return None
        if by_number is None and row.employee_number and person.employee_number:
            self._error(row, "employee_number", "phone_other_number", row.employee_number, known=person.employee_number)
            return None
        self._standing(row, person)
        return person

    def _standing(self, row: RosterRow, person: Known) -> None:
        if not person.active:
            self._error(row, "name", "account_closed", row.name)
        if person.on_staff:
            self._error(row, "name", "on_staff", row.name)
        if person.elsewhere:
            self._warn(row, "name", "elsewhere", row.name, cohort=person.elsewhere)
        if row.phone and person.phone and row.phone != person.phone:
            self._warn(row, "phone", "phone_kept", row.phone, known=person.phone)

    def _namesake(self, row: RosterRow) -> None:
        namesakes = self.names.get(plain_name(row.name), [])
        if namesakes:
            self._warn(row, "name", "namesake", row.name, known=namesakes[0].employee_number or namesakes[0].phone or namesakes[0].name)

    def _branch(self, row: RosterRow) -> int | None:
        if not row.branch:
            return None
        found = self.branches.get(plain_name(row.branch), set())
        if len(found) == 1:
            return next(iter(found))
        self._error(row, "branch", "ambiguous_branch" if found else "unknown_branch", row.branch)
        return None

    def _account_changes(self, row: RosterRow, person: Known) -> tuple[str, ...]:
        """What the row tells that the account did not know; what it knows stays."""
        changes = []
        if row.employee_number and not person.employee_number:
            changes.append("employee_number")
        if row.phone and not person.phone:
            changes.append("phone")
        return tuple(changes)

    def _existing(self, row: RosterRow, person: Known, seated: Seated, branch: int | None) -> Line | None:
        if seated.left:
            self._error(row, "name", "left", row.name)
            return None
        changes = list(self._account_changes(row, person))
        wanted = {"footing": row.footing, "joined_on": row.joined_on}
        # A blank cell means "as it is".
        optional = {"seat": row.seat, "branch_id": branch, "note": row.note or None}
        wanted |= {name: value for name, value in optional.items() if value is not None}
        changes += [name for name, value in wanted.items() if getattr(seated, name) != value]
        return Line(row, "update" if changes else "same", person.id, seated.id, branch, tuple(changes))

    def _same_person_twice(self, lines: list[Line]) -> None:
        """Once by number and once by phone a person could slip in twice."""
        seen: dict[int, Line] = {}
        for line in lines:
            if line.user_id is None:
                continue
            if line.user_id in seen:
                self._error(line.row, "name", "same_person", line.row.name, other=seen[line.user_id].row.number)
            else:
                seen[line.user_id] = line

    def _seats(self, lines: list[Line]) -> None:
        """A seat may be taken over only from somebody who gets another one in the same file."""
        freed = {line.enrolment_id for line in lines if line.enrolment_id is not None and "seat" in line.changes}
        taken = {one.seat: one for one in self.there.seated if one.seat is not None and not one.left}
        for line in lines:
            owner = taken.get(line.row.seat) if line.row.seat is not None else None
            if owner is not None and owner.id != line.enrolment_id and owner.id not in freed:
                self._error(line.row, "seat", "seat_taken", str(line.row.seat))
