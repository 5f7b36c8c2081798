"""Words for the parts of a question, and the options of one on a paper."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from ..actions.problems import fault_place
from ..domain.content import Fault
from ..domain.version_diff import Change
from ..enums import QuestionKind
from ..queries.sittings import ShownQuestion

register = template.Library()
OPTION = (
    '<label class="paper-option"><input class="form-check-input" type="{}" name="q{}" value="{}"{}> '
    '<span><span class="paper-letter" aria-hidden="true">{}</span> {}</span></label>\n'
)
CHECKED = mark_safe(" checked")


@register.filter
def change_place(change: Change) -> str:
    """Which field changed: “Stem”, “Option C”, “Marking points 2”."""
    place = fault_place(Fault(change.where, "", change.index))
    return f"{place} {change.index + 1}" if change.where == "rubric" and change.index is not None else place


@register.simple_tag
def paper_options(question: ShownQuestion) -> SafeString:
    """A hundred rows of a paper that everybody opens in the same minute: a loop of the template takes five times as long."""
    kind = "radio" if question.kind == QuestionKind.SINGLE else "checkbox"
    rows = (
        (kind, question.position, one["token"], CHECKED if one["chosen"] else "", one["letter"], one["text"]) for one in question.options
    )
    return format_html_join("", OPTION, rows)
