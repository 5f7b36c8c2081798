"""The fewest next cases whose kinds fill what a gate still lacks: a case may be a first loan, refused and seasonal at once."""

from collections.abc import Iterable

from .gate import Gate
from .scale import KIND_CLASS
from .tally import Tally


def missing_kinds(gate: Gate, found: Tally, *, kinds: bool, variety: bool) -> list[tuple[str, ...]]:
    """One tuple of kinds per next case; ``kinds`` and ``variety`` say whether those requirements are to be met."""
    cases: list[dict[str, str]] = []
    for need in sorted(gate.kinds, key=lambda each: len(each.any_of)) if kinds else ():
        lacking = need.count - found.with_any(need.any_of) - sum(1 for case in cases if not set(case.values()).isdisjoint(need.any_of))
        for _turn in range(lacking):
            _place(cases, need.any_of)
    if variety:
        seen = set(found.all_kinds().intersection(gate.variety_of))
        seen |= {kind for case in cases for kind in case.values() if kind in gate.variety_of}
        while len(seen) < gate.variety:
            seen.add(_place(cases, [kind for kind in gate.variety_of if kind not in seen]))
    return [tuple(case.values()) for case in cases]


def _place(cases: list[dict[str, str]], choices: Iterable[str]) -> str:
    """Puts one of the kinds into the first case that has none of them and a free class for it, else into one more case."""
    wanted = tuple(choices)
    for case in cases:
        if set(case.values()).isdisjoint(wanted):
            for kind in wanted:
                if KIND_CLASS[kind] not in case:
                    case[KIND_CLASS[kind]] = kind
                    return kind
    cases.append({KIND_CLASS[wanted[0]]: wanted[0]})
    return wanted[0]
