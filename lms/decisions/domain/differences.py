"""Names what changed, leaf by leaf: against short digests of the leaves, or against a value computed again."""

import hashlib
from collections.abc import Mapping
from typing import Any

from lms.toolkit.canonical import dumps
from lms.toolkit.json_differences import Difference, between, plain_value
from lms.toolkit.json_documents import Odd, step

__all__ = ["Difference", "against_locators", "between", "locators"]

LOCATOR_LENGTH = 10  # enough to find a change; the sections' full digests are what proves one


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
