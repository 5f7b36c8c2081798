"""A profile's gates as a table of requirement by node, for reading, changing and comparing; works on the complete JSON of ``as_data``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from .certification.profile import NODE_CODES
from .certification.scale import TARGETS, Target
from .exact import write_decimal
from .reading import Json

_COUNTS = ("observations", "cases", "mentors", "mentor_share", "industries")
_KINDS = ("refused", "returned", "refused_or_returned", "variety")
_QUALITY = ("level_share", "last_levels")
_GRANTS = ("validity_months", "amount_limit", "products")
COLUMNS: Mapping[Target, tuple[str, ...]] = {
    "participate": (*_COUNTS, "window_days", "exam"),
    "solo": (*_COUNTS, *_KINDS, "difficult_cases", *_QUALITY, "event_free_days", "window_days", "exam", "simulation"),
    "certified": (
        *_COUNTS, "performed", *_KINDS, "difficult_cases", *_QUALITY, "score", "last_scores", "event_free_days", "window_days",
        "exam", "simulation", *_GRANTS,
    ),
    "supervises": (
        "held_days", *_COUNTS, "performed", "difficult_cases", *_QUALITY, "event_free_days", "window_days", *_GRANTS,
    ),
}  # fmt: skip
"""Which requirements can be changed as figures, in the order of the table."""
OPTIONAL: tuple[str, ...] = ("window_days", *_GRANTS)
"""Columns in which nothing means no limit; in the others it means 0."""

_ANY_OF: Mapping[str, tuple[str, ...]] = {
    "refused": ("refused",),
    "returned": ("returned",),
    "refused_or_returned": ("refused", "returned"),
}
_PROOFS = ("exam", "simulation")
_PROOF_DAYS = 365

Cell = int | Decimal | tuple[str, ...] | None
"""A figure, or products by their codes; None for no limit."""


def read_cell(gate: Json, column: str) -> Cell:
    """The figure of one requirement, the products that are granted; None where there is no limit."""
    if column in _ANY_OF:
        return sum(int(need["count"]) for need in gate["kinds"] if sorted(need["any_of"]) == sorted(_ANY_OF[column]))
    if column in _PROOFS:
        return next((int(proof["percent"]) for proof in _own_proofs(gate, column)), 0)
    if column == "amount_limit":
        limit = gate["grants"][column]
        return None if limit is None else Decimal(limit)
    if column == "products":
        return tuple(sorted(gate["grants"][column] or ())) or None
    if column == "validity_months":
        months: int | None = gate["grants"][column]
        return months
    value: int | None = gate[column]
    return value


def write_cell(gate: Json, column: str, value: Cell) -> Json:
    """The gate with one requirement changed; everything else stays."""
    if read_cell(gate, column) == value:
        return gate
    if column in _ANY_OF:
        wanted = sorted(_ANY_OF[column])
        others = [need for need in gate["kinds"] if sorted(need["any_of"]) != wanted]
        return gate | {"kinds": [*others, {"any_of": list(_ANY_OF[column]), "count": value}] if value else others}
    if column in _PROOFS:
        mine = _own_proofs(gate, column)
        others = [proof for proof in gate["proofs"] if proof not in mine]
        days = mine[0]["within_days"] if mine else _PROOF_DAYS
        made = {"kind": column, "competency": "", "percent": value, "within_days": days}
        return gate | {"proofs": [*others, made] if value else others}
    if column in _GRANTS:
        return gate | {"grants": gate["grants"] | {column: _plain(value)}}
    return gate | {column: value}


def _plain(value: Cell) -> int | str | list[str] | None:
    if isinstance(value, Decimal):
        return write_decimal(value)
    return list(value) or None if isinstance(value, tuple) else value


class EntryExam(NamedTuple):
    """An exam about something else than the node, such as compliance, to have passed before taking part anywhere."""

    competency: str
    percent: int


def read_entry_exam(content: Json) -> EntryExam | None:
    """What every node asks for; None where none is asked for, or not the same everywhere."""
    found = {tuple(EntryExam(one["competency"], one["percent"]) for one in _about_else(gate)) for gate in _entries(content)}
    alike = found.pop() if len(found) == 1 else ()
    return alike[0] if len(alike) == 1 else None


def write_entry_exam(content: Json, exam: EntryExam | None) -> Json:
    """The profile with that exam before taking part at every node, or with none; it never grows old."""
    if read_entry_exam(content) == exam:
        return content
    nodes = {code: node | {"gates": node["gates"] | {"participate": _entry(node, exam)}} for code, node in content["nodes"].items()}
    return content | {"nodes": nodes}


def _entry(node: Json, exam: EntryExam | None) -> Json:
    gate: Json = node["gates"]["participate"]
    others = [proof for proof in gate["proofs"] if proof not in _about_else(gate)]
    made = [{"kind": "exam", **exam._asdict(), "within_days": None}] if exam else []
    return gate | {"proofs": [*others, *made]}


def _entries(content: Json) -> Iterator[Json]:
    return (node["gates"]["participate"] for node in content["nodes"].values())


def _about_else(gate: Json) -> list[Json]:
    return [proof for proof in gate["proofs"] if proof["kind"] == "exam" and proof["competency"]]


def _own_proofs(gate: Json, kind: str) -> list[Json]:
    """Those about the node itself; one about another competency is not a figure of this table."""
    return [proof for proof in gate["proofs"] if proof["kind"] == kind and not proof["competency"]]


@dataclass(frozen=True)
class Change:
    """One difference; ``node`` and ``target`` are empty for what holds everywhere. Values as they are written, None for nothing."""

    node: str
    target: str
    field: str
    before: object
    after: object


def changes(before: Json, after: Json) -> list[Change]:
    """Everything in which ``after`` asks for something else; names and numbers of versions are no difference."""
    found = list(_general(before, after, ("limits", "mentor_limit", "mentor_level", "advisory")))
    exams = read_entry_exam(before), read_entry_exam(after)
    if exams[0] != exams[1]:
        found.append(Change("", "", "entry_exam", *exams))
        before, after = write_entry_exam(before, None), write_entry_exam(after, None)
    for group in ("overall", "lapse", "falling"):
        found += [Change("", "", f"{group}.{name}", before[group][name], value) for name, value in after[group].items()
                  if before[group][name] != value]  # fmt: skip
    for node in NODE_CODES:
        old, new = before["nodes"][node], after["nodes"][node]
        found += [Change(node, "", name, old[name], new[name]) for name in ("available", "key") if old[name] != new[name]]
        for target in TARGETS:
            found += _gate(node, target, old["gates"][target], new["gates"][target])
    return found


def _general(before: Json, after: Json, names: Sequence[str]) -> Iterator[Change]:
    for name in names:
        if before[name] != after[name]:
            yield Change("", "", name, before[name], after[name])


def _gate(node: str, target: Target, before: Json, after: Json) -> list[Change]:
    columns = COLUMNS[target]
    pairs = [(column, read_cell(before, column), read_cell(after, column)) for column in columns]
    found = [Change(node, target, column, old, new) for column, old, new in pairs if old != new]
    if not found and before != after:
        # What has no column of its own: another level, role, list of kinds.
        found = [Change(node, target, name, before[name], after[name]) for name in after if before[name] != after[name]]
    return found
