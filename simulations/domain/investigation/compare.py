"""What each source says about the same thing, side by side (不对称偏差, domain.md 2.4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from .catalogue import LOOKS, TALKS, Catalogue, Thing
from .state import State

COLUMNS = (*TALKS, *LOOKS)


@dataclass(frozen=True)
class Compared:
    """One topic with the pieces in hand about it, by channel; only topics that at least two channels speak to."""

    topic: str
    said: Mapping[str, tuple[Thing, ...]]


def compared(state: State, catalogue: Catalogue) -> list[Compared]:
    found: dict[str, dict[str, tuple[Thing, ...]]] = {}
    for name in state.seen:
        thing = catalogue[name]
        by = found.setdefault(thing.topic, {})
        by[thing.channel] = (*by.get(thing.channel, ()), thing)
    return [Compared(topic, said) for topic, said in found.items() if len(said) > 1]
