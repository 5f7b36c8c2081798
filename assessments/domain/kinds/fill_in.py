"""One blank and the answers that are accepted for it; the first is the canonical one."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from assessments.domain.kinds.base import no_options, typed
from assessments.domain.question import Answer, Defect, Mark, Question, marked
from assessments.domain.text import folded


class FillIn:
    automatic = True

    def defects(self, question: Question) -> Iterator[Defect]:
        yield from no_options(question)
        if question.key and not all(folded(accepted) for accepted in question.key):
            yield Defect("key", "key_missing")
        exact = [accepted.strip() for accepted in question.key]
        if len(set(exact)) < len(exact):
            yield Defect("key", "key_repeated")

    def view(self, question: Question) -> dict[str, Any]:
        return {}

    def normalise(self, question: Question, raw: object) -> Answer:
        return typed(raw)

    def mark(self, question: Question, answer: Answer) -> Mark:
        accepted = {folded(entry) for entry in question.key}
        return marked(question, Fraction(folded(answer[0]) in accepted), {"typed": answer[0]})
