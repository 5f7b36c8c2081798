"""What changed between two versions of a question, field by field and character by character."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from .content import LETTERS, Content, key_text, plain

Tag = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Change:
    """One changed field: ``where`` and, for options and marking points, which of them (from 0); ``pieces`` joins old and new."""

    where: str
    index: int | None
    pieces: tuple[tuple[Tag, str], ...]


def pieces(old: str, new: str) -> tuple[tuple[Tag, str], ...]:
    """``old`` and ``new`` woven together: what stayed, what went, what came."""
    woven: list[tuple[Tag, str]] = []
    for operation, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            woven.append(("same", old[first:last]))
            continue
        if last > first:
            woven.append(("gone", old[first:last]))
        if stop > start:
            woven.append(("new", new[start:stop]))
    return tuple(woven)


def changes(old: Content, new: Content) -> list[Change]:
    """Every field in which the versions differ, in the order of the form."""
    before, after = dict(_fields(old)), dict(_fields(new))
    order = list(dict.fromkeys([*after, *before]))
    differing = [name for name in order if before.get(name, "") != after.get(name, "")]
    return [Change(where, index, pieces(before.get((where, index), ""), after.get((where, index), ""))) for where, index in differing]


def _fields(content: Content) -> Iterator[tuple[tuple[str, int | None], str]]:
    yield ("stem", None), content.stem
    for place, option in enumerate(content.options[: len(LETTERS)]):
        yield ("option", place), option
    yield ("key", None), key_text(content)
    if content.kind == "multiple":
        yield ("rule", None), content.rule
    if content.kind == "numeric":
        yield ("tolerance", None), plain(content.tolerance)
        yield ("unit", None), content.unit
    for place, (text, points) in enumerate(content.rubric):
        yield ("rubric", place), f"{text} ({plain(points)})"
    yield ("points", None), plain(content.points)
    yield ("difficulty", None), str(content.difficulty)
    yield ("explanation", None), content.explanation
