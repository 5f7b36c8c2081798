"""Marks what was searched for in a text."""

Piece = tuple[str, bool]
LONGEST = 160


def highlighted(text: str, query: str) -> list[Piece]:
    """``text`` in pieces, those that equal ``query`` (case aside) marked; found by pinyin it stays unmarked."""
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    needle, folded = query.strip().lower(), shown.lower()
    # Lowering may change a text's length in rare scripts; then nothing is marked rather than the wrong place.
    if not needle or len(folded) != len(shown):
        return [(shown, False)] if shown else []
    pieces: list[Piece] = []
    at = 0
    while (place := folded.find(needle, at)) >= 0:
        if place > at:
            pieces.append((shown[at:place], False))
        pieces.append((shown[place : place + len(needle)], True))
        at = place + len(needle)
    return [*pieces, (shown[at:], False)] if at < len(shown) else pieces
