"""A capacity check, a trend and a calibration in plain sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..domain.certification.capacity import Finding
from ..domain.certification.growth import Growth
from .certification_words import KIND
from .words import Words

FINDING: Words = {
    "not_asked_for": _("%(node)s: no cases for now; the node blocks nothing else."),
    "no_cases_at_node": _("%(node)s: no cases are expected, %(need)s are needed. Mark the node as one without cases, or wait."),
    "cases_short": _("%(node)s: %(have)s cases expected, %(need)s needed, %(short)s too few; enough at the end of month %(month)s."),
    "kind_short": _("%(node)s, %(kind)s: %(have)s expected, %(need)s needed, %(short)s too few; enough at the end of month %(month)s."),
    "kind_never": _("%(node)s, %(kind)s: %(need)s are needed and none is expected."),
    "share_unknown": _("%(node)s, %(kind)s: %(need)s are needed; what share of the cases this is, nobody entered."),
    "hours_short": _("Mentors' hours: %(need)s are needed, there are %(have)s, %(short)s too few; enough at the end of month %(month)s."),
    "hours_never": _("Mentors' hours: %(need)s are needed and there are none."),
    "mentors_short": _("Different mentors: the profile asks for %(need)s, there are %(have)s."),
    "industries_short": _("Different trades: the profile asks for %(need)s, there are %(have)s."),
    "mentor_limit": _("%(people)s people and %(mentors)s mentors: more than %(limit)s each."),
}
TREND: Words = {
    "rising": _("clearly rising"),
    "falling": _("clearly falling"),
    "no_clear_trend": _("no clear trend"),
    "too_few_weeks": _("fewer than five weeks: too early for a trend"),
}


def capacity_sentence(finding: Finding, node_names: Mapping[str, str]) -> str:
    values: dict[str, Any] = dict(finding.params)
    code = finding.code
    if code in ("kind_short", "hours_short") and values["month"] is None:
        code = code.replace("short", "never")
    if "node" in values:
        values["node"] = node_names.get(values["node"], values["node"])
    if "kind" in values:
        values["kind"] = KIND[values["kind"]]
    return str(FINDING[code]) % values


def growth_sentence(growth: Growth) -> str:
    """The trend, with its interval where there is one."""
    if growth.slope is None:
        return str(TREND[growth.trend])
    shown = {name: f"{getattr(growth.slope, name):+.2f}" for name in ("value", "low", "high")}
    return gettext("%(trend)s: %(value)s levels a week (95 %%: %(low)s to %(high)s)") % {"trend": TREND[growth.trend], **shown}
