"""Faults that the domain finds in a rule, as sentences beside the fields they belong to."""

import re
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain.reading import Problem

SENTENCES = {
    "required": gettext_lazy("This is needed."),
    "blank": gettext_lazy("This must not be empty."),
    "not_a_code": gettext_lazy("Use small letters, digits and underscores, beginning with a letter."),
    "out_of_range": gettext_lazy("This lies outside what is possible (%(low)s to %(high)s)."),
    "too_long": gettext_lazy("This is too long (at most %(longest)s characters)."),
    "gate_needs_floor": gettext_lazy("A part that must be passed needs a minimum."),
    "floor_above_maximum": gettext_lazy("The minimum lies above the maximum (%(maximum)s)."),
    "fact_has_no_reliability": gettext_lazy("What is counted without error has no reliability; leave it empty."),
    "informational_must_not_count": gettext_lazy("A part for information only has neither weight nor a minimum that must be passed."),
    "without_weight_or_gate_is_informational": gettext_lazy(
        "A part without weight that need not be passed is for information only; choose that for missing scores."
    ),
    "not_whole": gettext_lazy("Enter a whole number."),
    "share_must_be_below_one": gettext_lazy("A share of everybody is no line; enter less than 1."),
    "value_without_line": gettext_lazy("Without a line there is no number; leave it empty."),
    "review_above_propose": gettext_lazy("This must not be higher than the certainty a proposal needs."),
    "weights_sum_to_zero": gettext_lazy("At least one part must have a weight."),
    "duplicate": gettext_lazy("This stands here twice."),
    "unknown_component": gettext_lazy("This part is not in the rule."),
    "empty": gettext_lazy("A rule needs at least one part."),
    "too_many": gettext_lazy("A rule has at most %(most)s parts."),
    "attendance_is_a_share": gettext_lazy("Attendance is counted as on the class page: choose points reached of points possible."),
    "not_a_decimal_text": gettext_lazy("Enter a number."),
    "variety_beyond_list": gettext_lazy("There are only %(listed)s kinds of case to choose from."),
    "level_needed": gettext_lazy("Shares and runs need a level that has to be reached."),
    "score_needed": gettext_lazy("Say how many points count as good."),
    "held_not_below_target": gettext_lazy("The level held before must lie below what is granted (%(granted)s)."),
    "amount_limit_needed": gettext_lazy("Whoever works solo needs an amount limit."),
    "warning_after_lapse": gettext_lazy("The warning comes before the lapse (%(lapse_days)s days)."),
    "no_node_available": gettext_lazy("At least one node must have cases."),
    "other_signer_needs_doing": gettext_lazy("A different mentor for the last card can only be asked for above watching."),
    "not_a_choice": gettext_lazy("This is not one of the possible values."),
    "not_a_date": gettext_lazy("“%(value)s” is not a date."),
    "not_yes_or_no": gettext_lazy("Answer yes or no."),
    "unknown_key": gettext_lazy("There is no such field."),
}

_COMPONENT = re.compile(r"\$\.components\[(\d+)\]\.?(.*)")
_FIELDS = {
    "source.kind": "kind",
    "source.competency": "competency",
    "source.activities": "activities",
    "source.aggregate": "aggregate",
    "raters.minimum": "raters",
    "raters.trimmed": "trimmed",
    "line.value": "line_value",
    "line.kind": "line_kind",
    "thresholds.propose": "propose",
    "thresholds.review": "review",
    "thresholds.standard": "standard_chance",
    "thresholds.reliability": "target",
    "tie_chain[0]": "tie_first",
    "tie_chain[1]": "tie_second",
    "tie_chain[2]": "tie_third",
}


def sentence(problem: Problem) -> str:
    """What is wrong, in the reader's language; an unknown code is named with its place."""
    words = SENTENCES.get(problem.code)
    if words is None:
        return _("%(path)s is not acceptable (%(code)s).") % {"path": problem.path, "code": problem.code}
    return str(words) % problem.params if problem.params else str(words)


def attach(problems: Sequence[Problem], form: forms.Form, parts: Sequence[forms.Form]) -> None:
    """Put each problem beside its field; what has no field stands above the form."""
    for problem in problems:
        found = _COMPONENT.fullmatch(problem.path)
        if found and int(found[1]) < len(parts):
            part, field = parts[int(found[1])], _FIELDS.get(found[2], found[2])
            part.add_error(field if field in part.fields else None, sentence(problem))
            continue
        field = _FIELDS.get(problem.path.removeprefix("$."), problem.path.removeprefix("$."))
        form.add_error(field if field in form.fields else None, sentence(problem))
