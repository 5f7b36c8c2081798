"""Names what changed, leaf by leaf: against short digests of the leaves, or against a value computed again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lms.toolkit.canonical import dumps

from .canonical import Odd
from .reading import step

Reason = Literal["altered", "missing", "unexpected", "recomputed"]

LOCATOR_LENGTH = 10  # enough to find a change; the sections' full digests are what proves one


@dataclass(frozen=True)
class Difference:
    """``stored`` is what the file says; ``computed`` what it should say, where that is known (else None)."""

    path: str
    reason: Reason
    stored: Any
    computed: Any


def locators(value: object) -> Any:
    """The same shape with each leaf replaced by the beginning of its digest."""
    if isinstance(value, Mapping):
        return {key: locators(item) for key, item in value.items()}
    if isinstance(value, list):
        return [locators(item) for item in value]
    return hashlib.sha256(dumps(value).encode("utf-8")).hexdigest()[:LOCATOR_LENGTH]


def against_locators(value: object, expected: object, path: str) -> list[Difference]:
    """Where ``value`` does not fit its locators."""
    if isinstance(value, Mapping) and isinstance(expected, Mapping):
        found: list[Difference] = []
        for key in sorted({*value, *expected}):
            found += _member(value, expected, key, step(path, key))
        return found
    if isinstance(value, list) and isinstance(expected, list):
        found = []
        for index in range(max(len(value), len(expected))):
            found += _member(dict(enumerate(value)), dict(enumerate(expected)), index, step(path, index))
        return found
    containers = (Mapping, list)
    fits = not isinstance(value, (*containers, Odd)) and not isinstance(expected, containers) and locators(value) == expected
    return [] if fits else [Difference(path, "altered", plain_value(value), None)]


def _member(value: Mapping[Any, Any], expected: Mapping[Any, Any], key: Any, path: str) -> list[Difference]:
    if key not in expected:
        return [Difference(path, "unexpected", plain_value(value[key]), None)]
    if key not in value:
        return [Difference(path, "missing", None, None)]
    return against_locators(value[key], expected[key], path)


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
