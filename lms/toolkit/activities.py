"""The registry through which a lower room shows cards of a higher one's activities without importing it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .upload_problem import Text


@dataclass(frozen=True)
class Card:
    """What a timetable slot or a competency page shows of an activity; ``state`` and ``detail`` are for people."""

    title: str
    url: str
    state: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Choice:
    """One activity an organiser may pick."""

    id: str
    label: str


@dataclass(frozen=True)
class ActivityKind:
    """``cards(user, ids)`` and ``choices(user)`` return only what that user may see; ids are public ids. ``scored`` is False where
    an activity leaves no points behind that a rule could count."""

    code: str
    label: Text
    cards: Callable[[Any, list[str]], Mapping[str, Card]]
    choices: Callable[[Any], list[Choice]]
    scored: bool = True


_kinds: dict[str, ActivityKind] = {}


def register(kind: ActivityKind) -> None:
    """Called in the ``ready()`` of the room that owns the kind; the same kind may be registered again, another may not take its code."""
    known = _kinds.get(kind.code)
    if known is not None and known != kind:
        raise ValueError(f"activity kind {kind.code!r} is registered twice")
    _kinds[kind.code] = kind


def kinds() -> list[ActivityKind]:
    return [_kinds[code] for code in sorted(_kinds)]


def kind(code: str) -> ActivityKind | None:
    return _kinds.get(code)


def choices_for(user: Any, code: str) -> list[Choice]:
    """Activities of one kind that the user may put into a slot; empty for an unknown kind."""
    found = _kinds.get(code)
    return found.choices(user) if found else []


def cards_for(user: Any, refs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Card]:
    """Cards by ``(kind, id)``, one call per kind; what the user may not see, or nobody owns, is absent."""
    ids: dict[str, list[str]] = defaultdict(list)
    for code, identifier in dict.fromkeys(refs):
        ids[code].append(identifier)
    return {
        (code, identifier): card
        for code, wanted in ids.items()
        if code in _kinds
        for identifier, card in _kinds[code].cards(user, wanted).items()
        if identifier in set(wanted)
    }
