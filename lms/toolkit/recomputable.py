"""The registry of files that ``manage.py recompute`` can compute again: each room registers the kinds it owns."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .json_differences import Difference

Recompute = Callable[[Mapping[str, Any]], Sequence[Difference]]
"""Parsed file (``json_documents.read_text``) → its differences; raises InvalidDocument for what is no such file."""

_kinds: dict[str, Recompute] = {}


def register(kind: str, recompute: Recompute) -> None:
    """Called in the ``ready()`` of the room that owns the kind; another function may not take its name."""
    if _kinds.setdefault(kind, recompute) is not recompute:
        raise ValueError(f"recomputable kind {kind!r} is registered twice")


def recomputation_of(kind: object) -> Recompute | None:
    """The function of a kind, or None for a kind nobody registered."""
    return _kinds.get(kind) if isinstance(kind, str) else None
