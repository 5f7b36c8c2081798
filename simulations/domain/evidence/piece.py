"""One piece of evidence: where it comes from, what it is worth, what it costs to get, and what it says."""

from dataclasses import dataclass, field
from typing import Any, Literal

Channel = Literal["customer", "spouse", "document", "shop_floor", "neighbour", "supplier", "landlord", "staff"]
Grade = Literal["A", "B", "C", "D"]


@dataclass(frozen=True)
class Table:
    """A document's rows, ready to be drawn as one; every cell is text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """``origin`` names who it ultimately comes from: two pieces of one origin are not independent.

    ``discloses`` maps a figure's code to decimal text; ``keywords`` find a talk piece from the trainee's own words.
    ``after`` names pieces that must have been seen before this one can be asked for.
    """

    id: str
    channel: Channel
    topic: str
    title: str
    source: str
    origin: str
    grade: Grade
    minutes: int
    text: str = ""
    table: Table | None = None
    discloses: dict[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "id": self.id,
            "channel": self.channel,
            "topic": self.topic,
            "title": self.title,
            "source": self.source,
            "origin": self.origin,
            "grade": self.grade,
            "minutes": self.minutes,
            "discloses": self.discloses,
        }
        if self.text:
            found["text"] = self.text
        if self.keywords:
            found["keywords"] = list(self.keywords)
        if self.after:
            found["after"] = list(self.after)
        if self.table:
            found["table"] = {"columns": list(self.table.columns), "rows": [list(row) for row in self.table.rows]}
            if self.table.totals:
                found["table"]["totals"] = list(self.table.totals)
        return found
