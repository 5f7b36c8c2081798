"""Words for what happens in a committee room and in an investigation."""

from collections.abc import Mapping
from datetime import timedelta

from django.forms import BoundField
from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.templatetags.design_fields import field_context

from ..enums import StatementLine

register = Library()

ACTS: dict[str, str | Promise] = {
    "arrive": _("signed in"),
    "leave": _("left"),
    "absent": _("marked somebody as absent"),
    "recuse": _("recused themselves"),
    "present": _("presented"),
    "second": _("gave the second investigator's view"),
    "ask": _("asked"),
    "answer": _("answered"),
    "opinion": _("sealed a first opinion"),
    "say": _("said"),
    "vote": _("voted"),
    "veto": _("blocked the approval"),
    "resolve": _("announced the resolution"),
    "sign": _("signed the minutes"),
    "object": _("added a remark to the minutes"),
    "move": _("moved on to"),
    "adjourn": _("adjourned the case"),
}


@register.filter
def act_word(kind: str) -> str | Promise:
    """The act in words."""
    return ACTS.get(kind, kind)


@register.filter
def spent(value: timedelta) -> str:
    """Minutes and seconds: ``3:07``."""
    seconds = max(0, int(value.total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02d}"


VISIT_ACTS: dict[str, str | Promise] = {
    "consent": _("had the consent for the credit report signed"),
    "outline": _("wrote the outline"),
    "go": _("moved on to"),
    "ask": pgettext_lazy("investigation", "asked"),
    "look": _("looked at"),
    "read": _("noted a figure"),
    "unread": _("took a figure back"),
    "enter": _("entered a line of the statements"),
    "check": _("did a cross-check"),
    "flag": _("named a doubt"),
    "unflag": _("withdrew a doubt"),
    "soft": _("marked soft information"),
    "offer": _("proposed"),
    "view": _("wrote their view"),
    "sign": _("signed the report"),
    "unsign": _("withdrew the signature"),
}


@register.filter
def visit_act_word(kind: str) -> str | Promise:
    """The act of an investigation in words."""
    return VISIT_ACTS.get(kind, kind)


@register.filter
def line_name(line: str) -> str | Promise:
    """A line of the statements in words."""
    return StatementLine(line).label if line in StatementLine.values else line


@register.filter
def piece_name(piece: str, names: Mapping[str, str]) -> str:
    """A piece of evidence as the page's list of names calls it."""
    return names.get(piece, piece)


@register.filter
def control(bound: BoundField) -> str:
    """The bare control of a field, for tables whose heads are its label."""
    return str(field_context(bound, unit="", label="", wide=False, attrs={})["control"])
