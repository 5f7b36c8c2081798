"""Single choice: rights only, no negative marking. With "any" in ``accept`` each of several keys is right by itself."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from assessments.domain.kinds.base import chosen, option_defects
from assessments.domain.question import Answer, BadAnswer, Defect, Mark, Question, marked


class Single:
    automatic = True

    def defects(self, question: Question) -> Iterator[Defect]:
        yield from option_defects(question)
        if len(question.key) > 1 and "any" not in question.accept:
            yield Defect("key", "key_count", ", ".join(question.key))

    def view(self, question: Question) -> dict[str, Any]:
        return {}

    def normalise(self, question: Question, raw: object) -> Answer:
        answer = chosen(question, raw)
        if len(answer) > 1:
            raise BadAnswer("one option expected")
        return answer

    def mark(self, question: Question, answer: Answer) -> Mark:
        return marked(question, Fraction(answer[0] in question.key), {"chosen": list(answer)})
