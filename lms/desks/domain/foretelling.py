"""Which rehearsals foretell real work: what somebody scored before they first did the work, beside the help they then needed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import mean

from lms.people.enums import Entrustment

from .cultivation import Card


@dataclass(frozen=True)
class Rehearsal:
    """One score in per cent; ``kind`` tells rehearsals apart, ``node`` is "" where the kind speaks to no node alone."""

    person: str
    kind: str
    node: str
    happened_on: date
    percent: float


def foretold(rehearsals: Iterable[Rehearsal], cards: Iterable[Card]) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """(kind, node) → one pair per person with both: mean score before the first card, mean level on the cards of that node.

    A card of somebody who only watched says nothing of their work: its level is always the same. A score of the day of the first card
    or later foretells nothing. Kinds nobody can be compared in stay, with no pairs.
    """
    worked: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if not card.looked_on:
            worked[card.person].append(card)
    tried: dict[tuple[str, str], dict[str, list[Rehearsal]]] = defaultdict(lambda: defaultdict(list))
    for one in rehearsals:
        tried[one.kind, one.node][one.person].append(one)
    return {
        (kind, node): [pair for person in sorted(people) if (pair := _pair(people[person], _at(worked[person], node))) is not None]
        for (kind, node), people in sorted(tried.items())
    }


def _at(cards: list[Card], node: str) -> list[Card]:
    return [card for card in cards if node in ("", card.node)]


def _pair(tried: list[Rehearsal], cards: list[Card]) -> tuple[float, float] | None:
    if not cards:
        return None
    first = min(card.happened_on for card in cards)
    before = [one.percent for one in tried if one.happened_on < first]
    return (mean(before), float(mean(Entrustment(card.level).rank for card in cards))) if before else None
