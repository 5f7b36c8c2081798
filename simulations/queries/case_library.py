"""Cases a committee can be given: those written for this product; further sources register themselves."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.people.models import User

LIBRARY = Path(__file__).resolve().parents[1] / "library" / "committee"


@dataclass(frozen=True)
class CaseSource:
    """``choices(user)`` gives (id, title) pairs one may put on an agenda, ``load(user, id)`` the case file or None."""

    code: str
    label: str | Promise
    choices: Callable[[User], list[tuple[str, str]]]
    load: Callable[[User, str], Mapping[str, Any] | None]


@cache
def library_cases() -> Mapping[str, Mapping[str, Any]]:
    """Name → case file; read once, never changed."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(LIBRARY.glob("*.json"))}


def _choices(user: User) -> list[tuple[str, str]]:
    return [(name, str(case["title"])) for name, case in library_cases().items()]


def _load(user: User, name: str) -> Mapping[str, Any] | None:
    return library_cases().get(name)


_sources: dict[str, CaseSource] = {"library": CaseSource("library", _("Case library"), _choices, _load)}


def register_source(source: CaseSource) -> None:
    """Called in ``ready()`` by whoever can make cases."""
    _sources[source.code] = source


def case_choices(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped for a select: ``source:id`` → title."""
    groups = [(str(source.label), [(f"{source.code}:{key}", title) for key, title in source.choices(user)]) for source in _sources.values()]
    return [(label, rows) for label, rows in groups if rows]


def load_case(user: User, reference: str) -> Mapping[str, Any] | None:
    """The case file behind ``source:id``, or None where the user can't have it."""
    code, _colon, key = reference.partition(":")
    source = _sources.get(code)
    return source.load(user, key) if source else None
