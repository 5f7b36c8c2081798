"""What the tables of the old django-quiz-app (0.5.1 and its later master) mean, as plain values."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from .content import Content

Several = str
"""``any``: as the old programme marked, one of several right options is a full answer. ``all``: a multiple choice."""


@dataclass(frozen=True)
class OldQuestion:
    """``options`` is (id, text, right); empty for the other kinds."""

    id: int
    kind: str
    stem: str
    explanation: str
    category: str
    figure: str = ""
    options: tuple[tuple[int, str, bool], ...] = ()
    truth: bool | None = None


@dataclass(frozen=True)
class OldQuiz:
    id: int
    title: str
    pass_mark: int
    questions: tuple[int, ...]


@dataclass(frozen=True)
class OldSitting:
    """One sitting as the old programme counted it: in questions, not points."""

    id: int
    user: str
    quiz: int
    started: datetime | None
    ended: datetime | None
    complete: bool
    questions: tuple[int, ...]
    incorrect: tuple[int, ...]
    score: int
    answers: Mapping[int, str] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """Rounded as the old programme did; 0 for a sitting without questions."""
        return round(100 * self.score / len(self.questions)) if self.questions else 0


@dataclass(frozen=True)
class OldBank:
    questions: tuple[OldQuestion, ...]
    quizzes: tuple[OldQuiz, ...]
    sittings: tuple[OldSitting, ...]
    progress: tuple[tuple[str, str, int, int], ...]
    """User, category, right, possible."""


def ids_in(text: str | None) -> tuple[int, ...]:
    """``1,,2,5,`` → (1, 2, 5): the lists end with a comma and may hold doubled ones."""
    return tuple(int(part) for part in (text or "").split(",") if part.strip().isdecimal())


def progress_in(text: str | None) -> list[tuple[str, int, int]]:
    """``category,right,possible,`` repeated; a cut-off rest is dropped. Category names hold no comma, the old programme saw to that."""
    parts = (text or "").split(",")
    rows = []
    for start in range(0, len(parts) - 2, 3):
        category, right, possible = parts[start : start + 3]
        if right.strip().isdecimal() and possible.strip().isdecimal():
            rows.append((category, int(right), int(possible)))
    return rows


def moment_in(text: str | None, zone: tzinfo) -> datetime | None:
    """A naive date and time, understood in ``zone``; None for nothing and for what doesn't read."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=zone)


def answers_in(text: str | None) -> dict[int, str]:
    """Question id → answer as stored; anything that isn't such a table is empty."""
    try:
        found: Any = json.loads(text or "{}")
    except ValueError:
        return {}
    return {int(key): str(value) for key, value in found.items() if key.isdecimal()} if isinstance(found, dict) else {}


def answer_text(question: OldQuestion, stored: str) -> str:
    """An answer in words: the option's text for its id."""
    texts = {str(identifier): text for identifier, text, _right in question.options}
    return texts.get(stored, stored)


def maybe_unmarked(sitting: OldSitting, questions: Mapping[int, OldQuestion]) -> tuple[int, ...]:
    """Essays listed as incorrect: the old programme entered every essay so until somebody marked it."""
    return tuple(one for one in sitting.incorrect if one in questions and questions[one].kind == "essay")


def content_of(question: OldQuestion, *, several: Several, no_reference: str, whole_answer: str) -> Content:
    """The question as our bank would hold it, worth one point, of middle difficulty: the old one knew neither.

    ``no_reference`` stands in for a missing reference answer, ``whole_answer`` names the only marking point of an essay.
    """
    common: dict[str, Any] = {
        "stem": question.stem.strip(),
        "points": Decimal(1),
        "difficulty": 2,
        "explanation": question.explanation.strip(),
    }
    if question.kind == "essay":
        reference = question.explanation.strip() or no_reference
        return Content(kind="essay", reference=reference, rubric=((whole_answer, Decimal(1)),), **common)
    if question.kind == "true_false":
        return Content(kind="true_false", truth=question.truth, **common)
    texts: Sequence[str] = [text.strip() for _identifier, text, _right in question.options]
    correct = frozenset(place for place, (_identifier, _text, right) in enumerate(question.options) if right)
    many = len(correct) > 1
    kind = "multiple" if many and several == "all" else "single"
    return Content(kind=kind, options=tuple(texts), correct=correct, any_of=many and kind == "single", **common)
