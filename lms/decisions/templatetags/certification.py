"""The growth curve of one node: a dot for each week, the smoothed line, the levels of the scale as rules."""

from itertools import pairwise
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lms.templatetags import design_charts as charts
from lms.templatetags.design_formats import day, short_day

from ..domain.certification.growth import Growth
from ..domain.certification.scale import SCALE

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
