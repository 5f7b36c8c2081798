"""What a card may say, for systems that send cards: in both languages, whoever asks."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import override

from lms.evidence.domain.content import NODES
from lms.people.enums import CaseRole

from ..domain.behaviours import BEHAVIOURS, MARKS, PICKED
from ..domain.observing import AHEAD, LEVELS, LONGEST_SENTENCE, SHORTEST_SENTENCE
from ..enums import RedLine
from .cards import MARK_WORDS


def _in(language: str, words: str | Promise) -> str:
    with override(language):
        return str(words)


def _named(code: object, words: str | Promise) -> dict[str, Any]:
    return {"code": code, "name": _in("zh-hans", words), "name_en": _in("en", words)}


def rubric() -> dict[str, Any]:
    """Nodes with their behaviours, red lines, the levels that each part in a case allows, and how much there must be of each."""
    levels = {level for allowed in LEVELS.values() for level in allowed} | set(AHEAD)
    return {
        "nodes": [
            {"code": code, "name": name, "name_en": name_en, "behaviours": [vars(one) for one in BEHAVIOURS[code]]}
            for code, name, name_en in NODES
            if code in BEHAVIOURS
        ],
        "behaviours_per_card": PICKED,
        "marks": [_named(mark, MARK_WORDS[mark]) for mark in MARKS],
        "red_lines": [_named(one.value, one.label) for one in RedLine],
        "levels": [_named(one.value, one.label) for one in sorted(levels, key=lambda one: one.rank)],
        "roles": [_named(role.value, role.label) | {"levels": [one.value for one in LEVELS[role]]} for role in CaseRole],
        "levels_ahead": [one.value for one in AHEAD],
        "sentence": {"shortest": SHORTEST_SENTENCE, "longest": LONGEST_SENTENCE},
    }
