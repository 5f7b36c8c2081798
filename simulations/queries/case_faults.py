"""What is wrong with a case file, in words that help its author."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "recomputed": gettext_lazy("does not follow from the other figures"),
    "missing": gettext_lazy("is missing and follows from the other figures"),
    "unbalanced": gettext_lazy("two ways to this figure disagree"),
    "required": gettext_lazy("is missing"),
    "not_json": gettext_lazy("is no JSON"),
    "not_an_object": gettext_lazy("must be an object"),
    "not_a_list": gettext_lazy("must be a list"),
    "not_text": gettext_lazy("must be text"),
    "not_a_choice": gettext_lazy("is none of the values allowed here"),
    "not_true_or_false": gettext_lazy("must be true or false"),
    "negative": gettext_lazy("can't be below zero"),
    "not_a_whole_number": gettext_lazy("must be a whole number"),
    "not_a_number": gettext_lazy("is no number"),
    "not_a_line_code": gettext_lazy("is no line code (small letters, digits, underscore)"),
    "number_with_unit": gettext_lazy("carries a unit; write yuan as plain digits: 46000, not 4.6万"),
    "number_with_percent_sign": gettext_lazy("carries a percent sign; write 17.5"),
    "number_with_separator": gettext_lazy("carries separators; write 46000"),
    "write_the_number_as_text": gettext_lazy("must be written as text in quotation marks"),
    "no_such_figure": gettext_lazy("points to a figure that is not there"),
    "not_there": gettext_lazy("names something that is not in the file"),
    "twice": gettext_lazy("stands twice"),
    "duplicate_key": gettext_lazy("stands twice"),
    "unknown": gettext_lazy("is not known"),
    "unknown_section": gettext_lazy("is no section of a case file"),
    "unknown_trade": gettext_lazy("is no trade of the engine; see “make_case --list-trades”"),
    "channel_missing": gettext_lazy("has no evidence of this kind: customer, document and shop_floor are needed"),
    "says_nothing": gettext_lazy("has neither text nor table"),
    "text_missing": gettext_lazy("needs text"),
    "out_of_range": gettext_lazy("is out of range"),
    "unknown_topic": gettext_lazy("is none of the topics"),
    "unknown_role": gettext_lazy("is none of the seats"),
    "unknown_paper": gettext_lazy("names a paper that is not there"),
    "code_repeated": gettext_lazy("stands twice"),
    "no_claim_check": gettext_lazy("has no check that is held against the claim"),
}


class Fault(Protocol):
    """What an action reports."""

    @property
    def path(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def found(self) -> str: ...
    @property
    def wanted(self) -> str: ...


@dataclass(frozen=True)
class FaultWords:
    path: str
    words: str
    found: str
    wanted: str


def fault_words(faults: Iterable[Fault]) -> list[FaultWords]:
    """In the order of the file; an unknown code is told as it is."""
    return [
        FaultWords(one.path, str(WORDS.get(one.code, _("is not right (%(code)s)") % {"code": one.code})), one.found, one.wanted)
        for one in faults
    ]
