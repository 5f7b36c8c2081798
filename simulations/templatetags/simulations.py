"""Words for what happens in a committee room."""

from datetime import timedelta

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
