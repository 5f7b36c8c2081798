"""What can be asked for in a case, by whom, and what it costs; hands out a piece only to whoever asked for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simulations.enums import EvidenceChannel, EvidenceTopic, InvestigationRole

from ..evidence.topics import topics_in

TALKS = (
    EvidenceChannel.CUSTOMER,
    EvidenceChannel.SPOUSE,
    EvidenceChannel.STAFF,
    EvidenceChannel.NEIGHBOUR,
    EvidenceChannel.SUPPLIER,
    EvidenceChannel.LANDLORD,
)
"""People one talks to, in the order of a visit (domain.md C05)."""

LOOKS = (EvidenceChannel.DOCUMENT, EvidenceChannel.SHOP_FLOOR)

TASKS: Mapping[InvestigationRole, tuple[EvidenceChannel, ...]] = {
    InvestigationRole.LEAD: (EvidenceChannel.CUSTOMER, EvidenceChannel.SUPPLIER, EvidenceChannel.LANDLORD, EvidenceChannel.DOCUMENT),
    InvestigationRole.SECOND: (
        EvidenceChannel.SPOUSE,
        EvidenceChannel.STAFF,
        EvidenceChannel.NEIGHBOUR,
        EvidenceChannel.SHOP_FLOOR,
        EvidenceChannel.DOCUMENT,
    ),
}
"""A leads the talk about the business; B counts, looks round and talks to the others, so that they do not hear each other."""

BEFORE_THE_VISIT = ("credit_report", "licence", "tax_return")
"""Papers that come from offices, not from the customer's drawer: the preparation."""

NEEDS_CONSENT = ("credit_report",)
NO_ANSWER_MINUTES = 2
NOT_UNDERSTOOD_MINUTES = 1


@dataclass(frozen=True)
class Thing:
    """One piece of evidence as the case file has it."""

    id: str
    channel: str
    topic: str
    title: str
    source: str
    origin: str
    grade: str
    minutes: int
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    discloses: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What asking brought: pieces newly or again in hand, and the minutes it took. No pieces: nobody could say anything."""

    pieces: tuple[str, ...]
    minutes: int
    topic: str = ""


class Catalogue:
    """All evidence of one case. ``rows_of`` and the rest give out what is asked for, nothing gives out the answers."""

    def __init__(self, case: Mapping[str, Any]) -> None:
        self.things = {thing.id: thing for thing in map(_thing, case["shown"]["evidence"])}

    def __getitem__(self, name: str) -> Thing:
        return self.things[name]

    def __contains__(self, name: object) -> bool:
        return name in self.things

    @cached_property
    def said(self) -> Mapping[tuple[str, str], tuple[Thing, ...]]:
        """(channel, topic) → pieces."""
        found: dict[tuple[str, str], tuple[Thing, ...]] = {}
        for thing in self.things.values():
            key = (thing.channel, thing.topic)
            found[key] = (*found.get(key, ()), thing)
        return found

    def to_look_at(self, channel: str) -> list[Thing]:
        """Papers or things on the spot: one sees that they are there, not what they say."""
        return [thing for thing in self.things.values() if thing.channel == channel]

    def ask(self, channel: str, topic: str, seen: Iterable[str] = ()) -> Reply:
        """What somebody says about a topic. Hearing it again costs nothing: it stands in the notes."""
        found = self.said.get((channel, topic), ())
        if not found:
            return Reply((), NO_ANSWER_MINUTES, topic)
        new = [thing for thing in found if thing.id not in set(seen)]
        return Reply(tuple(thing.id for thing in found), sum(thing.minutes for thing in new), topic)

    def ask_in_words(self, channel: str, words: str, seen: Iterable[str] = ()) -> Reply:
        """The topic that the words touch first; blank topic: the question was not understood."""
        topics = topics_in(words)
        if not topics:
            return Reply((), NOT_UNDERSTOOD_MINUTES)
        return self.ask(channel, topics[0], seen)

    def look(self, name: str, seen: Iterable[str] = ()) -> Reply:
        thing = self.things[name]
        return Reply((name,), 0 if name in set(seen) else thing.minutes, thing.topic)


def _thing(piece: Mapping[str, Any]) -> Thing:
    table = piece.get("table") or {}
    words = {name: str(piece[name]) for name in ("id", "channel", "topic", "title", "source", "origin", "grade")}
    return Thing(
        **words,
        minutes=int(piece["minutes"]),
        text=str(piece.get("text", "")),
        columns=tuple(table.get("columns", ())),
        rows=tuple(tuple(row) for row in table.get("rows", ())),
        totals=tuple(table.get("totals", ())),
        discloses=dict(piece.get("discloses", {})),
    )


def may_ask(role: str, channel: str, alone: bool) -> bool:
    """Alone one does everything; a pair shares the tasks."""
    return alone or channel in TASKS[InvestigationRole(role)]


def topics() -> list[EvidenceTopic]:
    """What one can ask anybody about; the same list for everyone, so that it gives nothing away."""
    return list(EvidenceTopic)
