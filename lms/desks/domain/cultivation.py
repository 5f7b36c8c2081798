"""What a leader asks of the way to working solo: how far each branch is, how long it takes, who teaches whom, what it costs."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles

from lms.people.enums import Entrustment


@dataclass(frozen=True)
class Held:
    """One grant of authority, past or present; ``stands`` means neither ended nor suspended."""

    person: int
    node: str
    level: str
    starts_on: date
    stands: bool

    @property
    def certified(self) -> bool:
        return Entrustment(self.level).rank >= Entrustment.CERTIFIED.rank


@dataclass(frozen=True)
class Card:
    """One observation: who watched whom at which node, on which day, at which level; ``looked_on``: the person only watched the work."""

    person: str
    mentor: str
    node: str
    happened_on: date
    level: str
    looked_on: bool = False


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    have: int
    of: int

    @property
    def percent(self) -> float | None:
        return None if self.of == 0 else 100 * self.have / self.of


@dataclass(frozen=True)
class Duration:
    """Days from the first grant at a node to certification: middle and the middle half of people; quartiles from 4 people on."""

    n: int
    median: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Transfer:
    """A mentor has shown a node to a person so many times; ``done`` when the person is certified there."""

    mentor: str
    person: str
    node: str
    cards: int
    last_on: date
    last_level: str
    done: bool


def certified_shares(nodes: Iterable[str], people: Collection[int], held: Iterable[Held]) -> dict[str, Share]:
    """Node → how many of ``people`` are certified there now."""
    certified: dict[str, set[int]] = defaultdict(set)
    for one in held:
        if one.stands and one.certified and one.person in people:
            certified[one.node].add(one.person)
    return {node: Share(len(certified[node]), len(people)) for node in nodes}


def branch_shares(nodes: Iterable[str], branch_of: Mapping[int, str], held: Collection[Held]) -> dict[str, dict[str, Share]]:
    """Branch → node → how many of its people are certified there; branches by name."""
    people: dict[str, set[int]] = defaultdict(set)
    for person, branch in branch_of.items():
        people[branch].add(person)
    wanted = list(nodes)
    return {branch: certified_shares(wanted, people[branch], held) for branch in sorted(people)}


def ways_to_solo(held: Iterable[Held]) -> dict[tuple[int, str], tuple[date, date]]:
    """(person, node) → first grant and first certification of those who came by a step before; a later paper changes neither."""
    begun: dict[tuple[int, str], date] = {}
    solo: dict[tuple[int, str], date] = {}
    for one in held:
        place = (one.person, one.node)
        begun[place] = min(begun.get(place, one.starts_on), one.starts_on)
        if one.certified:
            solo[place] = min(solo.get(place, one.starts_on), one.starts_on)
    return {place: (begun[place], reached) for place, reached in solo.items() if reached > begun[place]}


def newly_certified(held: Iterable[Held], *, since: date) -> set[tuple[int, str]]:
    """(person, node) certified for the first time since a day; who was recognised at once cost no supervision."""
    return {place for place, (_begun, reached) in ways_to_solo(held).items() if reached >= since}


def days_to_solo(nodes: Iterable[str], held: Iterable[Held]) -> dict[str, Duration]:
    """Node → how long it took those who got there; who was recognised at once, without a step before, doesn't count."""
    taken: dict[str, list[int]] = defaultdict(list)
    for (_person, node), (begun, reached) in ways_to_solo(held).items():
        taken[node].append((reached - begun).days)
    return {node: _duration(taken[node]) for node in nodes}


def _duration(days: list[int]) -> Duration:
    if not days:
        return Duration(0)
    if len(days) < 4:
        return Duration(len(days), median(days))
    low, middle, high = quantiles(days, n=4, method="inclusive")
    return Duration(len(days), middle, low, high)


def transfers(cards: Iterable[Card], certified: Collection[tuple[str, str]]) -> list[Transfer]:
    """Who teaches whom what, and what has been handed over; ``certified`` holds (person, node). Open ones first, then by last day."""
    pairs: dict[tuple[str, str, str], list[Card]] = defaultdict(list)
    for card in cards:
        pairs[card.mentor, card.person, card.node].append(card)
    found = []
    for (mentor, person, node), seen in pairs.items():
        last = sorted(seen, key=lambda card: card.happened_on)[-1]
        found.append(Transfer(mentor, person, node, len(seen), last.happened_on, last.level, (person, node) in certified))
    return sorted(found, key=lambda one: (one.done, -one.last_on.toordinal(), one.mentor, one.person, one.node))


@dataclass(frozen=True)
class Cost:
    """What supervision took: minutes in all, yuan in all, yuan for each certification it led to (None: none yet)."""

    cards: int
    minutes: int
    yuan: int
    certifications: int

    @property
    def hours(self) -> float:
        return self.minutes / 60

    @property
    def per_certification(self) -> int | None:
        return None if self.certifications == 0 else round(self.yuan / self.certifications)


def supervision_cost(*, cards: int, minutes_per_case: int, hour_cost: int, certifications: int) -> Cost:
    """An estimate from two values of the bank's policy; no mentor clocks in."""
    minutes = cards * minutes_per_case
    yuan = round(minutes * hour_cost / 60)
    return Cost(cards, minutes, yuan, certifications)


def costs_by_node(cards: Iterable[Card], newly: Iterable[tuple[int, str]], *, minutes_per_case: int, hour_cost: int) -> dict[str, Cost]:
    """Node → what supervision took there; only nodes with a card or a new certification."""
    shown, reached = Counter(card.node for card in cards), Counter(node for _person, node in newly)
    return {
        node: supervision_cost(cards=shown[node], minutes_per_case=minutes_per_case, hour_cost=hour_cost, certifications=reached[node])
        for node in shown.keys() | reached.keys()
    }
