"""Who may read what: one line per text of the database, in the words of ``tests/matrix/lines.py``.

A line names people of the row's own bank. ``*`` is everybody there, ``@path`` the person a row leads to (``@enrolment__user``),
``@person`` whom the part of a JSON text is about. A function decides by the row. ``model.field#a.b`` is a part of a JSON text.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models

from tests.matrix.lines import EVERYBODY

from ..groups import Rule
from . import (
    assessments,
    casework,
    certificates,
    certification,
    cohorts,
    decisions,
    development,
    exchange,
    learning,
    ledgers,
    none,
    observation,
    office,
    panels,
    people,
    simulations,
)

RULES: dict[str, Rule] = {
    **people.RULES,
    **office.RULES,
    **cohorts.RULES,
    **learning.RULES,
    **assessments.RULES,
    **simulations.RULES,
    **decisions.RULES,
    **exchange.RULES,
    **observation.RULES,
    **certification.RULES,
    **development.RULES,
    **casework.RULES,
    **ledgers.RULES,
    **certificates.RULES,
    **panels.RULES,
}
NO_CANARY: dict[str, str] = {**none.NO_CANARY, **casework.NO_CANARY, **panels.NO_CANARY}


def rule_for(label: str, path: str) -> str:
    """The line for a part of a JSON text: the longest that leads to it, else that of the whole."""
    names = path.split(".")
    parts = (f"{label}#{'.'.join(names[:length])}" for length in range(len(names), 0, -1))
    return next((part for part in parts if part in RULES), label)


def readers_of(row: models.Model, label: str, parts: Mapping[Any, str], person: str) -> frozenset[str]:
    rule = RULES.get(label, "")
    words = (rule if isinstance(rule, str) else rule(row, parts)).split()
    readers = {word for word in words if not word.startswith(("@", "*"))}
    if "*" in words:
        readers |= set(EVERYBODY.split())
    for path in (word[1:] for word in words if word.startswith("@")):
        readers.add(person if path == "person" else part_at(row, path, parts))
    return frozenset(readers - {""})


def part_at(row: Any, path: str, parts: Mapping[Any, str]) -> str:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return parts.get(getattr(row, "pk", row), "")
