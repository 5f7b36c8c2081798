"""Names where a JSON value differs from the same value computed again, leaf by leaf."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .json_documents import Odd, step

Reason = Literal["altered", "missing", "unexpected", "recomputed", "unbalanced"]


@dataclass(frozen=True)
class Difference:
    """``stored`` is what the file says; ``computed`` what it should say, where that is known (else None)."""

    path: str
    reason: Reason
    stored: Any
    computed: Any


def between(stored: object, computed: object, path: str) -> list[Difference]:
    """Where two JSON values differ; true is not 1, and nothing is rounded."""
    if isinstance(stored, Mapping) and isinstance(computed, Mapping):
        found: list[Difference] = []
        for key in [*computed, *sorted(set(stored) - set(computed))]:
            found += _pair(stored, computed, key, step(path, key))
        return found
    if isinstance(stored, list) and isinstance(computed, list):
        left, right = dict(enumerate(stored)), dict(enumerate(computed))
        found = []
        for index in range(max(len(stored), len(computed))):
            found += _pair(left, right, index, step(path, index))
        return found
    if type(stored) is type(computed) and stored == computed:
        return []
    return [Difference(path, "recomputed", plain_value(stored), computed)]


def _pair(stored: Mapping[Any, Any], computed: Mapping[Any, Any], key: Any, path: str) -> list[Difference]:
    if key not in computed:
        return [Difference(path, "unexpected", plain_value(stored[key]), None)]
    if key not in stored:
        return [Difference(path, "missing", None, computed[key])]
    return between(stored[key], computed[key], path)


def plain_value(value: object) -> Any:
    """For showing: an odd number as its text."""
    if isinstance(value, Odd):
        return value.text
    if isinstance(value, Mapping):
        return {key: plain_value(item) for key, item in value.items()}
    return [plain_value(item) for item in value] if isinstance(value, list) else value
