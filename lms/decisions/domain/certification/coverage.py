"""Who has seen what: distinct cases per person by node, kind and trade, and the gaps that a next case could fill."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .observations import Observation
from .scale import KINDS, ROLE_RANK

Cell = tuple[str, str]


@dataclass(frozen=True)
class Coverage:
    """Cells are (person, node), (person, kind), (person, industry) → distinct cases; an absent one is none. ``roles``: the highest."""

    people: tuple[str, ...]
    industries: tuple[str, ...]
    nodes: dict[Cell, int]
    kinds: dict[Cell, int]
    trades: dict[Cell, int]
    roles: dict[Cell, str]

    def never_seen(self, person: str) -> tuple[str, ...]:
        """Kinds of cases this person has not met, in the usual order."""
        return tuple(kind for kind in KINDS if not self.kinds.get((person, kind)))

    def who_lacks(self, kind: str) -> tuple[str, ...]:
        """Whom to send along when a case of this kind comes."""
        return tuple(person for person in self.people if not self.kinds.get((person, kind)))


def coverage(sound: Iterable[Observation], people: Sequence[str]) -> Coverage:
    """``sound``: cards without a fault, of anybody at any node; people without cards have empty rows."""
    nodes: dict[Cell, set[str]] = {}
    kinds: dict[Cell, set[str]] = {}
    trades: dict[Cell, set[str]] = {}
    roles: dict[Cell, str] = {}
    asked = frozenset(people)
    for each in sound:
        if each.person not in asked:
            continue
        place = (each.person, each.node)
        nodes.setdefault(place, set()).add(each.case)
        if place not in roles or ROLE_RANK[each.role] > ROLE_RANK[roles[place]]:
            roles[place] = each.role
        if each.industry:
            trades.setdefault((each.person, each.industry), set()).add(each.case)
        for kind in each.kinds:
            kinds.setdefault((each.person, kind), set()).add(each.case)
    return Coverage(
        people=tuple(people),
        industries=tuple(sorted({industry for _person, industry in trades})),
        nodes=_sizes(nodes),
        kinds=_sizes(kinds),
        trades=_sizes(trades),
        roles=roles,
    )


def _sizes(cells: dict[Cell, set[str]]) -> dict[Cell, int]:
    return {place: len(cases) for place, cases in cells.items()}
