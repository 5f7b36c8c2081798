"""What an author is told when a step can't be taken, and what is wrong with a question."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..domain.content import LETTERS, Fault

STEPS: dict[str, str | Promise] = {
    "not_a_draft": _("This version is not a draft any more."),
    "not_in_review": _("This version is not in review."),
    "own_version": _("Another author has to review this version: you wrote it."),
    "in_review": _("The newest version is in review. Take it back before you change it."),
    "retired": _("The question is retired."),
    "not_retired": _("The question is not retired."),
    "reason_missing": _("Say why."),
    "code_taken": _("Another question already has the number %(code)s."),
    "kind_fixed": _("The type of a question never changes. Write a new question instead."),
    "paper_code_taken": _("Another paper already has the code %(code)s."),
    "not_a_draft_paper": _("The paper is not a draft any more."),
    "paper_not_in_review": _("The paper is not waiting for approval."),
    "paper_needs_approval": _("A second author has to approve this paper before it is published."),
    "own_paper": _("Another author has to approve this paper: you wrote it or changed it last."),
    "not_published": _("The paper is not published."),
    "short": _("The bank doesn't hold enough approved questions for this blueprint."),
    "empty_blueprint": _("The blueprint asks for no question yet."),
    "no_items": _("Draw the questions first."),
    "unusable_items": _("Some questions on the paper are no longer approved: %(codes)s. Replace them or draw again."),
    "items_differ": _("The questions on the paper don't match the blueprint any more. Draw again."),
    "no_replacement": _("No other approved question of this topic, difficulty and type is free."),
    "not_replaceable": _("This question can't stand here: it must be approved, of the same type, and not on the paper yet."),
    "not_on_paper": _("The question is not on the paper any more."),
}

FAULTS: dict[str, str | Promise] = {
    "unknown_kind": _("is not a known question type"),
    "empty": _("must not be empty"),
    "difficulty_range": _("must be 1, 2 or 3"),
    "points_range": _("must be more than 0 and at most %(maximum)s, with at most two digits after the point"),
    "too_long": _("may have at most %(maximum)s characters"),
    "truth_missing": _("must be T or F"),
    "value_missing": _("must be a number"),
    "negative": _("must not be negative"),
    "unknown_rule": _("is not a known way of scoring"),
    "gap": _("is empty although a later option is filled"),
    "too_few_options": _("is missing: a choice needs at least two options"),
    "too_many_options": _("is one option too many"),
    "repeated": _("repeats option %(other)s"),
    "key_missing": _("names no option"),
    "key_outside": _("names an option that is not there"),
    "one_key": _("must name exactly one option"),
    "two_keys": _("must name at least two options"),
    "accepted_missing": _("must hold at least one accepted answer"),
    "reference_missing": _("must hold a reference answer"),
    "rubric_missing": _("must hold at least one criterion with its points"),
    "too_many_criteria": _("may have at most %(maximum)s criteria"),
    "criterion_empty": _("has a criterion without words"),
    "criterion_points": _("has a criterion without points"),
    "rubric_total": _("adds up to %(total)s points, but the question has %(points)s"),
}

WHERE: dict[str, str | Promise] = {
    "kind": _("Question type"),
    "stem": _("Stem"),
    "difficulty": _("Difficulty"),
    "points": _("Points"),
    "explanation": _("Explanation"),
    "unit": _("Unit"),
    "key": _("Key"),
    "tolerance": _("Tolerance"),
    "accepted": _("Key"),
    "rubric": _("Marking points"),
    "rule": _("Scoring"),
}


class AssessmentProblem(ValueError):
    """A step that can't be taken; ``code`` for programs, ``str()`` for the person."""

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params

    def __str__(self) -> str:
        text = str(STEPS[self.code])
        return text % self.params if self.params else text


class ContentProblem(ValueError):
    """A question that can't be stored as it is; ``faults`` says where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.where}: {fault.code}" for fault in faults))
        self.faults = faults


def option_name(letter: str) -> str | Promise:
    """“Option C”, in whatever language it is read."""
    return format_lazy(_("Option {letter}"), letter=letter)


def fault_text(fault: Fault) -> str:
    """Continues the sentence “Row 12, “Key” …”."""
    text = str(FAULTS[fault.code])
    params: Mapping[str, Any] = fault.params
    return text % params if params else text


def fault_place(fault: Fault) -> str:
    """The field as people call it: “Key”, “Option C”."""
    if fault.where == "option":
        return str(option_name(LETTERS[min(fault.index or 0, len(LETTERS) - 1)]))
    return str(WHERE[fault.where])
