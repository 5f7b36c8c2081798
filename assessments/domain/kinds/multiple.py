"""Multiple choice with the partial credit rules people here know, and others for comparison."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from assessments.domain.kinds.base import chosen, option_defects
from assessments.domain.question import Answer, Defect, Mark, Question, marked
from assessments.enums import MultipleRule

Rule = Callable[[int, int, int, int], Fraction]
"""(keyed options chosen, wrong options chosen, keyed options, all options) → share of the points."""


def cn_subset(hits: int, wrong: int, keyed: int, options: int) -> Fraction:
    """少选得部分分，错选不得分."""
    return Fraction(0) if wrong else Fraction(hits, keyed)


def cn_half(hits: int, wrong: int, keyed: int, options: int) -> Fraction:
    if wrong or not hits:
        return Fraction(0)
    return Fraction(1) if hits == keyed else Fraction(1, 2)


def all_or_nothing(hits: int, wrong: int, keyed: int, options: int) -> Fraction:
    return Fraction(not wrong and hits == keyed)


def true_false(hits: int, wrong: int, keyed: int, options: int) -> Fraction:
    """Every option is a statement judged right or wrong; an empty answer is never marked by it (see ``Multiple.mark``)."""
    return Fraction(hits + (options - keyed - wrong), options)


def plus_minus(hits: int, wrong: int, keyed: int, options: int) -> Fraction:
    return max(Fraction(0), Fraction(hits - wrong, keyed))


def moodle(hits: int, wrong: int, keyed: int, options: int) -> Fraction:
    """+1/|K| per keyed, −1/|W| per wrong option, within 0…1."""
    penalty = Fraction(wrong, options - keyed) if options > keyed else Fraction(0)
    return min(Fraction(1), max(Fraction(0), Fraction(hits, keyed) - penalty))


RULES: dict[MultipleRule, Rule] = {
    MultipleRule.CN_SUBSET: cn_subset,
    MultipleRule.CN_HALF: cn_half,
    MultipleRule.ALL_OR_NOTHING: all_or_nothing,
    MultipleRule.TRUE_FALSE: true_false,
    MultipleRule.PLUS_MINUS: plus_minus,
    MultipleRule.MOODLE: moodle,
}


class Multiple:
    automatic = True

    def defects(self, question: Question) -> Iterator[Defect]:
        yield from option_defects(question)
        if question.key and not 2 <= len(question.key) <= len(question.options):
            yield Defect("key", "key_count", ", ".join(question.key))

    def view(self, question: Question) -> dict[str, Any]:
        return {"rule": str(question.rule)}

    def normalise(self, question: Question, raw: object) -> Answer:
        return chosen(question, raw)

    def mark(self, question: Question, answer: Answer) -> Mark:
        keyed = set(question.key)
        hits, wrong = len(keyed & set(answer)), len(set(answer) - keyed)
        share = RULES[question.rule](hits, wrong, len(keyed), len(question.options))
        return marked(
            question, share, {"chosen": list(answer), "hits": hits, "wrong": wrong, "keyed": len(keyed), "rule": str(question.rule)}
        )
