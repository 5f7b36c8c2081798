"""The kinds of decision file that can be computed again, each with its engines by version. Later rooms add theirs here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .engines import CERTIFICATION_ENGINES, RANKING_ENGINES
from .reading import Json

Compute = Callable[[object, object], Json]
"""(rule JSON, inputs JSON) → result JSON; raises Invalid with paths below ``$.rule`` and ``$.inputs``."""

_kinds: dict[str, Mapping[str, Compute]] = {"certification": CERTIFICATION_ENGINES, "ranking": RANKING_ENGINES}


def register_kind(name: str, engines: Mapping[str, Compute]) -> None:
    """Make another kind of decision file recomputable; engines are never replaced, only added under a new version."""
    if name in _kinds and dict(_kinds[name]) != dict(engines):
        raise ValueError(f"kind {name} is registered already")
    _kinds[name] = MappingProxyType(dict(engines))


def engines_of(kind: str) -> Mapping[str, Compute] | None:
    """The engines of a kind, or None for an unknown kind."""
    return _kinds.get(kind)


def known_kinds() -> list[str]:
    return sorted(_kinds)
