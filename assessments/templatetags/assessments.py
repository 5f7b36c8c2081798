"""Words for the parts of a question."""

from django import template

from ..actions.problems import fault_place
from ..domain.content import Fault
from ..domain.version_diff import Change

register = template.Library()


@register.filter
def change_place(change: Change) -> str:
    """Which field changed: “Stem”, “Option C”, “Marking points 2”."""
    place = fault_place(Fault(change.where, "", change.index))
    return f"{place} {change.index + 1}" if change.where == "rubric" and change.index is not None else place
