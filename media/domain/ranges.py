"""Which parts of a video were really watched, and byte ranges of a file."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

Range = tuple[Decimal, Decimal]

# A player may run at double speed; reports arrive a little late.
FASTEST = Decimal(2)
SLACK_SECONDS = Decimal(10)
JOIN_WITHIN = Decimal("0.5")


class RangeProblem(ValueError):
    """A report that can't be true; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def merge(ranges: Iterable[Range]) -> list[Range]:
    """Sorted, without overlaps; gaps up to half a second close (players report in steps)."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if end <= start:
            continue
        if merged and start <= merged[-1][1] + JOIN_WITHIN:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def seconds(ranges: Iterable[Range]) -> Decimal:
    """Total length in seconds of ranges that don't overlap."""
    return sum((end - start for start, end in ranges), Decimal(0))


def share(ranges: Sequence[Range], duration: Decimal) -> Decimal:
    """The watched share, 0…1, to four places; nothing of a file without a known length."""
    if duration <= 0:
        return Decimal(0)
    return min(Decimal(1), seconds(merge(ranges)) / duration).quantize(Decimal("0.0001"))


def accept(*, reported: Iterable[Range], duration: Decimal, elapsed: Decimal) -> list[Range]:
    """The reported ranges, cut to the file's length.

    ``elapsed`` is the time in seconds since the last report: nobody watches more than that at double speed.
    Raises RangeProblem (``negative``, ``too_fast``).
    """
    cut = []
    for start, end in reported:
        if not (start.is_finite() and end.is_finite()) or start < 0:
            raise RangeProblem("negative")
        cut.append((start, min(end, duration)))
    clean = merge(cut)
    if seconds(clean) > elapsed * FASTEST + SLACK_SECONDS:
        raise RangeProblem("too_fast")
    return clean


@dataclass(frozen=True)
class ByteSpan:
    """The bytes ``first``…``last``, both included, of ``size``."""

    first: int
    last: int
    size: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


_BYTES = re.compile(r"^bytes=(\d*)-(\d*)$")


def byte_span(header: str, size: int) -> ByteSpan | None:
    """The span a Range header asks for; None where it asks for the whole (or in a form we may ignore, RFC 9110 14.2).

    Raises RangeProblem (``unsatisfiable``) where no byte of the file is meant.
    """
    match = _BYTES.match(header.strip()) if header else None
    if match is None or match.group(1) == match.group(2) == "":
        return None
    if match.group(1) == "":
        wanted = int(match.group(2))
        if wanted == 0 or size == 0:
            raise RangeProblem("unsatisfiable")
        return ByteSpan(max(0, size - wanted), size - 1, size)
    first = int(match.group(1))
    last = min(int(match.group(2)), size - 1) if match.group(2) else size - 1
    if first >= size:
        raise RangeProblem("unsatisfiable")
    if match.group(2) and int(match.group(2)) < first:
        return None
    return ByteSpan(first, last, size)
