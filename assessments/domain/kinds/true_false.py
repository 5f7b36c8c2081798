"""True or false; the two answers are never shuffled."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from assessments.domain.kinds.base import no_options, typed
from assessments.domain.question import Answer, BadAnswer, Defect, Mark, Question, marked

TRUTHS = ("T", "F")


class TrueFalse:
    automatic = True

    def defects(self, question: Question) -> Iterator[Defect]:
        yield from no_options(question)
        if question.key and (len(question.key) != 1 or question.key[0] not in TRUTHS):
            yield Defect("key", "key_not_truth", ", ".join(question.key))

    def view(self, question: Question) -> dict[str, Any]:
        return {}

    def normalise(self, question: Question, raw: object) -> Answer:
        answer = typed(raw)
        if answer and answer[0] not in TRUTHS:
            raise BadAnswer("T or F expected")
        return answer

    def mark(self, question: Question, answer: Answer) -> Mark:
        return marked(question, Fraction(answer == question.key), {"chosen": list(answer)})
