"""A number within an inclusive tolerance, in decimal arithmetic."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.domain.kinds.base import no_options, typed
from assessments.domain.question import Answer, Defect, Mark, Question, marked
from assessments.domain.text import number_of


class Numeric:
    automatic = True

    def defects(self, question: Question) -> Iterator[Defect]:
        yield from no_options(question)
        if len(question.key) > 1:
            yield Defect("key", "key_count", ", ".join(question.key))
        if question.key and number_of(question.key[0]) is None:
            yield Defect("key", "key_not_number", question.key[0])
        if not question.tolerance.is_finite() or question.tolerance < 0:
            yield Defect("tolerance", "tolerance", str(question.tolerance))

    def view(self, question: Question) -> dict[str, Any]:
        return {"unit": question.unit}

    def normalise(self, question: Question, raw: object) -> Answer:
        """Kept as typed: what a person wrote is the record, what it means is the mark's business."""
        return typed(str(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else raw)

    def mark(self, question: Question, answer: Answer) -> Mark:
        value = number_of(answer[0], unit=question.unit, accept=question.accept)
        key = number_of(question.key[0])
        if value is None or key is None:
            return marked(question, Fraction(0), {"typed": answer[0], "read": None})
        allowed = question.tolerance * abs(key) if question.relative else question.tolerance
        return marked(question, Fraction(_within(value, key, allowed)), {"typed": answer[0], "read": str(value)})


def _within(value: Decimal, key: Decimal, allowed: Decimal) -> bool:
    # Fractions: a difference of long decimals must not be rounded before it is compared.
    return abs(Fraction(value) - Fraction(key)) <= Fraction(allowed)
