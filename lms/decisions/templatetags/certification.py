"""Two curves: growth at one node by weeks on the scale, and the watch on somebody's loans with its limit."""

from itertools import pairwise
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.templatetags import design_charts as charts
from lms.templatetags.design_formats import day, short_day

from ..domain.certification.growth import Growth
from ..domain.certification.scale import SCALE
from ..permissions import reads_decisions, reads_panels
from ..queries.loan_watch import Watched
from ..queries.panels import sits_or_reads
from ..queries.suspensions import stops_somebody

register = template.Library()

STEP, TOP = 24, 12
LEFT, RIGHT = 12.0, 97.0


@register.inclusion_tag("components/chart.html")
def growth_chart(found: Growth) -> dict[str, Any]:
    """Weeks from left to right at their true distance; a gap is a week without cards."""
    drawn = _drawn(found)
    return {
        "chart": drawn,
        "title": _("Level needed next time, week by week"),
        "heads": [_("Week from"), _("Level"), _("Cards"), _("Smoothed")],
        "wide": False,
        "summary": "; ".join(" ".join(row[:2]) for row in drawn.rows[-30:]),
    }


def _drawn(found: Growth) -> charts.Chart:
    first, last = found.points[0].week, found.points[-1].week
    span = max(1, (last - first).days)
    marks = [(LEFT + (each.week - first).days / span * (RIGHT - LEFT), each) for each in found.points]
    parts = [each for level in range(1, len(SCALE)) for each in _rule(level)]
    parts += [charts.line(x, _y(one.smooth), x2, _y(two.smooth), "span") for (x, one), (x2, two) in pairwise(marks)]
    parts += [format_html('<circle cx="{}" cy="{}" r="5" class="dot"/>', charts.pct(x), _y(each.level)) for x, each in marks]
    height = TOP + STEP * (len(SCALE) - 1) + 22
    parts += [
        charts.text(charts.pct(LEFT), height - 4, short_day(first), "soft"),
        charts.text("100%", height - 4, short_day(last), "soft end"),
    ]
    rows = [[day(each.week), _level(each.level), str(each.cards), f"{each.smooth:.2f}"] for each in found.points]
    return charts.Chart(charts.joined(parts), height, [], rows)


def _rule(level: int) -> list[Any]:
    y = _y(level)
    return [charts.text("0", y + 4, SCALE[level], "soft"), charts.line(LEFT - 3, y, 100, y, "rule")]


def _y(rank: float) -> int:
    return round(TOP + STEP * (len(SCALE) - 1 - rank))


def _level(rank: float) -> str:
    """A rank between two levels names both."""
    low = int(rank)
    return SCALE[low] if rank == low else f"{SCALE[low]}–{SCALE[low + 1]}"


@register.inclusion_tag("decisions/certification_doors.html")
def certification_doors(user: User) -> dict[str, Any]:
    """What lies around people by nodes, as far as ``user`` may go."""
    reads = reads_decisions(user)
    panels = user.bank is not None and reads_panels(user, user.bank)
    doors = [
        (sits_or_reads(user), "panel-list", _("Sittings of the panel"), "people"),
        (reads, "certificate-list", _("Register of certificates"), "shield"),
        (panels, "recognition-list", _("First recognitions"), "star"),
        (panels, "ladder", _("Open the ladder"), "flag"),
        (reads or stops_somebody(user), "suspension-list", _("Suspensions"), "warning"),
        (reads, "talent-board", _("Development"), "chart"),
    ]
    return {"doors": [(reverse(name), label, icon) for open_, name, label, icon in doors if open_]}


@register.simple_tag
def measures_mentors(user: User) -> bool:
    """The page about mentors' measure is for the office alone."""
    return reads_decisions(user)


WATCH_HEIGHT = 120


@register.inclusion_tag("components/chart.html")
def watch_chart(found: Watched) -> dict[str, Any]:
    """Loan after loan from left to right; a square stands where the limit was crossed and the sum began anew."""
    rows = [
        [str(place), day(loan.on), _("turned bad") if loan.bad else _("good so far"), f"{step.sum:.2f}", _("signal") if step.signal else ""]
        for place, (loan, step) in enumerate(zip(found.loans, found.steps, strict=True), start=1)
    ]
    return {
        "chart": charts.Chart(charts.joined(_watch_parts(found)), WATCH_HEIGHT + 24, [], rows),
        "title": _("Sum of the watch, loan by loan"),
        "heads": ["#", _("Known on"), _("Result"), _("Sum"), _("Signal")],
        "wide": False,
        "summary": _("limit %(limit)s; last sum %(last)s; signals: %(signals)s")
        % {"limit": f"{found.limit:.1f}", "last": f"{found.steps[-1].sum:.2f}", "signals": len(found.signals)},
    }


def _watch_parts(found: Watched) -> list[Any]:
    top = max(found.limit * 1.25, *(step.sum for step in found.steps))
    height = [round(TOP + (WATCH_HEIGHT - TOP) * (1 - step.sum / top)) for step in found.steps]
    last = max(1, len(found.steps) - 1)
    marks = [(LEFT + place / last * (RIGHT - LEFT), y, step) for place, (y, step) in enumerate(zip(height, found.steps, strict=True))]
    limit = round(TOP + (WATCH_HEIGHT - TOP) * (1 - found.limit / top))
    parts = [charts.text("0", limit - 6, _("limit"), "soft"), charts.line(LEFT - 3, limit, 100, limit, "band-edge")]
    parts += [charts.text("0", WATCH_HEIGHT + 4, "0", "soft"), charts.line(LEFT - 3, WATCH_HEIGHT, 100, WATCH_HEIGHT, "rule")]
    parts += [charts.line(x, y, x2, y2, "span") for (x, y, _step), (x2, y2, _next) in pairwise(marks)]
    for x, y, step in marks:
        shape = '<svg x="{}" y="{}" overflow="visible"><rect x="-6" y="-6" width="12" height="12" class="dot decide"/></svg>'
        parts.append(format_html(shape if step.signal else '<circle cx="{}" cy="{}" r="4" class="dot"/>', charts.pct(x), y))
    return [
        *parts,
        charts.text(charts.pct(LEFT), WATCH_HEIGHT + 20, short_day(found.loans[0].on), "soft"),
        charts.text("100%", WATCH_HEIGHT + 20, short_day(found.loans[-1].on), "soft end"),
    ]
