"""Coverage of evidence, and independence of sources."""

from decimal import Decimal

from .key import KEY_FIGURES, Key
from .part import ONE, ZERO, Part, ScoreLine, averaged
from .work import Work


def coverage(key: Key, work: Work) -> Part:
    """Every topic that must be seen, seen with one's own eyes or from a third hand."""
    seen = [key.sources[each] for each in work.seen if each in key.sources]
    covered = {source.topic for source in seen if source.first_hand}
    lines = [ScoreLine(topic, ONE if topic in covered else ZERO, "covered" if topic in covered else "only_told") for topic in key.topics()]
    return averaged("coverage", lines)


def independence(key: Key, work: Work) -> Part:
    """Key figures rest on enough sources of different origin, as far as the case has them."""
    cited = work.cited()
    lines = []
    for figure, wanted in KEY_FIGURES.items():
        about = key.about(figure)
        possible = len({source.origin for source in about})
        needed = min(wanted, possible)
        if not needed or not _has(key, figure):
            continue
        used = len({source.origin for source in about if source.id in cited})
        share = min(ONE, Decimal(used) / needed)
        lines.append(ScoreLine(figure, share, "independent" if share == 1 else "too_few_origins", ONE, str(needed), str(used)))
    return averaged("independence", lines)


def _has(key: Key, figure: str) -> bool:
    return any(line == figure or line.startswith(f"{figure}_") for line in key.lines)
