"""What every kind of question offers, and the checks they share."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Protocol

from assessments.domain.question import UNANSWERED, Answer, BadAnswer, Defect, Mark, Question
from assessments.domain.text import MAX_TYPED


class Kind(Protocol):
    """One file per kind, one object per file; the table is in __init__.py."""

    automatic: bool

    def defects(self, question: Question) -> Iterator[Defect]:
        """Everything wrong with the question beyond what all kinds share."""

    def view(self, question: Question) -> dict[str, Any]:
        """What the browser may see beyond stem, kind and points: never key, explanation, tolerance or reference answer."""

    def normalise(self, question: Question, raw: object) -> Answer:
        """The answer as stored; raises BadAnswer for a shape no honest page sends. Option tokens are already ids here."""

    def mark(self, question: Question, answer: Answer) -> Mark:
        """The mark of a normalised, non-empty answer."""


def shared_defects(question: Question) -> Iterator[Defect]:
    if not question.stem.strip():
        yield Defect("stem", "stem_missing")
    if not (question.points.is_finite() and Decimal(0) < question.points <= 100):
        yield Defect("points", "points", str(question.points))
    if not any(entry.strip() for entry in question.key):
        yield Defect("key", "key_missing")


def option_defects(question: Question) -> Iterator[Defect]:
    if not 2 <= len(question.options) <= 10:
        yield Defect("options", "option_count", str(len(question.options)))
    seen: set[str] = set()
    for option in question.options:
        text = " ".join(option.text.split())
        if not text:
            yield Defect("options", "option_empty", option.id)
        elif text in seen:
            yield Defect("options", "option_repeated", text)
        seen.add(text)
    ids = [option.id for option in question.options]
    if len(set(ids)) < len(ids):
        yield Defect("options", "option_repeated", ", ".join(ids))
    for entry in question.key:
        if entry not in ids:
            yield Defect("key", "key_unknown", entry)
    if len(set(question.key)) < len(question.key):
        yield Defect("key", "key_repeated")


def no_options(question: Question) -> Iterator[Defect]:
    if question.options:
        yield Defect("options", "options_unexpected")


def chosen(question: Question, raw: object) -> Answer:
    """Option ids from one id or a list of them, sorted, without repeats."""
    values = [raw] if isinstance(raw, str) else raw
    if values is None:
        return UNANSWERED
    if not isinstance(values, list | tuple) or not all(isinstance(one, str) for one in values):
        raise BadAnswer("expected option ids")
    picked = {one for one in values if one != ""}
    if picked - {option.id for option in question.options}:
        raise BadAnswer("unknown option")
    return tuple(sorted(picked))


def typed(raw: object, limit: int = MAX_TYPED) -> Answer:
    """One text; a list of one is the same. Blank is no answer."""
    if isinstance(raw, list | tuple) and len(raw) <= 1:
        raw = raw[0] if raw else None
    if raw is None:
        return UNANSWERED
    if not isinstance(raw, str):
        raise BadAnswer("expected text")
    if len(raw) > limit:
        raise BadAnswer("text too long")
    if "\0" in raw or any("\ud800" <= one <= "\udfff" for one in raw):
        raise BadAnswer("text cannot be stored")
    text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    return (text,) if text else UNANSWERED
