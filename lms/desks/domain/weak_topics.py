"""Which topics a class finds hardest, from first tries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEAST_TRIES = 5
SHOWN = 5


@dataclass(frozen=True)
class TopicShare:
    """How many first tries at questions of a topic were right."""

    topic: str
    right: int
    tried: int

    @property
    def share(self) -> float:
        return self.right / self.tried


def weakest_topics(tries: Iterable[tuple[str, bool]], topics: Mapping[str, str]) -> list[TopicShare]:
    """Weakest first; a topic with few tries says little and is left out, and so is one where all were right."""
    right: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for code, was_right in tries:
        if topic := topics.get(code):
            tried[topic] += 1
            right[topic] += was_right
    rows = [TopicShare(topic, right[topic], count) for topic, count in tried.items() if count >= LEAST_TRIES and right[topic] < count]
    return sorted(rows, key=lambda row: (row.share, -row.tried, row.topic))[:SHOWN]
