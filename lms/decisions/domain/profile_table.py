"""A profile's gates as a table of requirement by node, for reading, changing and comparing; works on the complete JSON of ``as_data``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .certification.profile import NODE_CODES
from .certification.scale import TARGETS, Target
from .exact import write_decimal
from .reading import Json

_COUNTS = ("observations", "cases", "mentors", "mentor_share", "industries")
_KINDS = ("refused", "returned", "refused_or_returned", "variety")
_QUALITY = ("level_share", "last_levels")
_GRANTS = ("validity_months", "amount_limit")
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


def read_cell(gate: Json, column: str) -> int | Decimal | None:
    """The figure of one requirement; None where there is no limit."""
    if column in _ANY_OF:
        return sum(int(need["count"]) for need in gate["kinds"] if sorted(need["any_of"]) == sorted(_ANY_OF[column]))
    if column in _PROOFS:
        return next((int(proof["percent"]) for proof in _own_proofs(gate, column)), 0)
    if column == "amount_limit":
        limit = gate["grants"][column]
        return None if limit is None else Decimal(limit)
    if column == "validity_months":
        months: int | None = gate["grants"][column]
        return months
    value: int | None = gate[column]
    return value


def write_cell(gate: Json, column: str, value: int | Decimal | None) -> Json:
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
        text = write_decimal(value) if isinstance(value, Decimal) else value
        return gate | {"grants": gate["grants"] | {column: text}}
    return gate | {column: value}


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
