"""A short piece of text around what was searched for."""

import unicodedata
from collections.abc import Sequence

REACH = 40


def excerpt(text: str, query: str, terms: Sequence[str]) -> list[tuple[str, bool]]:
    """Pieces of ``text`` around the first hit; the flag marks the hits. Nothing found: the beginning, unmarked."""
    folded = "".join(unicodedata.normalize("NFKC", character).lower()[:1] or character for character in text)
    needles = [needle for needle in (unicodedata.normalize("NFKC", query).strip().lower(), *terms) if needle]
    at = next((place for needle in needles if (place := folded.find(needle)) >= 0), -1)
    if at < 0:
        return [(text[: 2 * REACH] + ("…" if len(text) > 2 * REACH else ""), False)]
    start, end = max(0, at - REACH), min(len(text), at + 2 * REACH)
    marked = _marks(folded[start:end], needles)
    pieces: list[tuple[str, bool]] = []
    for character, hit in zip(text[start:end], marked, strict=True):
        if pieces and pieces[-1][1] == hit:
            pieces[-1] = (pieces[-1][0] + character, hit)
        else:
            pieces.append((character, hit))
    return [*([("…", False)] if start else []), *pieces, *([("…", False)] if end < len(text) else [])]


def _marks(text: str, needles: Sequence[str]) -> list[bool]:
    marks = [False] * len(text)
    for needle in needles:
        at = text.find(needle)
        while at >= 0:
            marks[at : at + len(needle)] = [True] * len(needle)
            at = text.find(needle, at + 1)
    return marks
