"""What is different between two runs over the same people: who moved, and because of which component."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PartChange:
    component: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class PersonChange:
    """One person in both runs, or only in one (``joined`` or ``left``). Values are as displayed."""

    person: str
    kind: str
    rank: tuple[int | None, int | None]
    composite: tuple[str | None, str | None]
    met_standard: tuple[bool | None, bool | None]
    parts: tuple[PartChange, ...]


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[PersonChange]:
    """Everybody for whom anything a page shows has changed, in the order of the newer run; those who left at the end."""
    old = {row["person"]: row for row in before["people"]}
    new = {row["person"]: row for row in after["people"]}
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        change = _person(key, old.get(key), new.get(key))
        if change.kind != "changed" or change.parts or any(a != b for a, b in (change.rank, change.composite, change.met_standard)):
            found.append(change)
    return found


def _person(key: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> PersonChange:
    kind = "joined" if before is None else "left" if after is None else "changed"
    return PersonChange(
        person=key,
        kind=kind,
        rank=(_value(before, "rank"), _value(after, "rank")),
        composite=(_shown(before), _shown(after)),
        met_standard=(_value(before, "met_standard"), _value(after, "met_standard")),
        parts=_parts(before, after) if before is not None and after is not None else (),
    )


def _value(row: Mapping[str, Any] | None, key: str) -> Any:
    return None if row is None else row[key]


def _shown(row: Mapping[str, Any] | None) -> str | None:
    return None if row is None or row["composite"] is None else str(row["composite"]["display"])


def _parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[PartChange, ...]:
    old = {part["component"]: part for part in before["parts"]}
    new = {part["component"]: part for part in after["parts"]}
    return tuple(
        PartChange(code, old.get(code, {}).get("display"), new.get(code, {}).get("display"))
        for code in dict.fromkeys([*new, *old])
        if old.get(code, {}).get("raw") != new.get(code, {}).get("raw")
    )
