"""The design system's template tags; builtin, so no page needs to load it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.http import QueryDict
from django.template import Context, Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import design_charts as charts
from . import design_formats as formats
from .design_fields import field_context
from .design_frame import frame_context, icon_svg
from .design_kept import do_kept
from .design_samples import Samples
from .design_states import TONE_ICONS, TONES, look_up

register = Library()
register.tag("kept", do_kept)

for words_filter in (
    formats.money,
    formats.wan,
    formats.percent,
    formats.decimal2,
    formats.plain,
    formats.day,
    formats.short_day,
    formats.moment,
    formats.happened,
    formats.clock,
    formats.ago,
):
    register.filter(words_filter.__name__, words_filter)


@register.simple_tag
def days(first: date | None, last: date | None) -> SafeString:
    """From one day to another, the year said once; a line never breaks inside a date."""
    return format_html('<span class="text-nowrap">{}</span> – <span class="text-nowrap">{}</span>', *formats.span(first, last))


@register.simple_tag
def period(first: datetime, last: datetime) -> SafeString:
    """From one moment to another, on one day or over several."""
    return format_html_join(" ", '<span class="text-nowrap">{}</span>', ((part,) for part in formats.stretch(first, last)))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A stroke icon from the sprite; silent to screen readers unless it is given a label."""
    return icon_svg(name, label)


@register.simple_tag
def badge(state: str, label: object, icon: str = "") -> SafeString:
    """A word in a tone (neutral, info, good, warn, bad, decide, live), with a shape besides the colour."""
    tone = state if state in TONES else "neutral"
    return format_html('<span class="tag {}">{}{}</span>', tone, icon_svg(icon or TONE_ICONS[tone]), label)


@register.simple_tag
def state_badge(state: object, label: object = "") -> SafeString:
    """The badge of a well-known state code or of a choice such as ``Exam.State.OPEN``."""
    tone, mark, word = look_up(state)
    return badge(tone, label or word, mark)


@register.simple_tag(takes_context=True)
def frame_data(context: Context) -> dict[str, Any]:
    """The frame's values, for base.html and, handed on, for the three parts below."""
    return frame_context(context)


@register.inclusion_tag("components/frame_top.html")
def frame_top(frame: dict[str, Any]) -> dict[str, Any]:
    return frame


@register.inclusion_tag("components/frame_nav.html")
def frame_nav(frame: dict[str, Any]) -> dict[str, Any]:
    return frame


@register.inclusion_tag("components/frame_bottom.html")
def frame_bottom(frame: dict[str, Any]) -> dict[str, Any]:
    return frame


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: object) -> dict[str, Any]:
    """``{% crumbs "Exams" url "Paper 1" %}``: a label and its address in turn; the last label needs none."""
    pairs = [(parts[place], parts[place + 1] if place + 1 < len(parts) else "") for place in range(0, len(parts), 2)]
    return {"items": pairs}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, unit: str = "", label: object = "", wide: bool = False, **attrs: object) -> dict[str, Any]:
    """Label, control, help and error of one form field; further arguments become attributes (``data_draft`` → ``data-draft``)."""
    return field_context(bound, unit=unit, label=label, wide=wide, attrs=attrs)


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """What is wrong with a form, as links to the fields; nothing at all when nothing is."""
    rows = [
        (
            form[name].id_for_label if name in form.fields and not form[name].is_hidden else "",
            form[name].label if name in form.fields else "",
            words,
        )
        for name, errors in form.errors.items()
        for words in errors
    ]
    return {"rows": rows, "focus": focus}


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """The page's query string with some values changed; None or "" drops one: ``{% query page=2 sort="" %}``."""
    request = context.get("request")
    values = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None or value == "":
            values.pop(name, None)
        else:
            values[name] = str(value)
    return f"?{values.urlencode()}"


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Page, param: str = "page", label: object = "") -> dict[str, Any]:
    """Pages of a list, keeping filters and order; nothing when one page holds everything."""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    links = [(n, query(context, **{param: n}) if isinstance(n, int) else "", n == page.number) for n in numbers]
    return {
        "page": page,
        "label": label or pgettext("pager", "Pages"),
        "links": links,
        "previous": query(context, **{param: page.number - 1}) if page.has_previous() else "",
        "next": query(context, **{param: page.number + 1}) if page.has_next() else "",
    }


def _direction(context: Context, key: str, param: str) -> str:
    request = context.get("request")
    current = request.GET.get(param, "") if request else ""
    return {key: "ascending", f"-{key}": "descending"}.get(current, "")


@register.simple_tag(takes_context=True)
def sort_link(context: Context, key: str, label: object, param: str = "sort") -> SafeString:
    """A column title that sorts on the server: ``?sort=key``, then ``?sort=-key``."""
    direction = _direction(context, key, param)
    target = query(context, **{param: f"-{key}" if direction == "ascending" else key, "page": ""})
    mark = icon_svg({"ascending": "arrow-up", "descending": "arrow-down"}.get(direction, "sort"))
    return format_html('<a class="sort" href="{}">{}{}</a>', target, label, mark)


@register.simple_tag(takes_context=True)
def sort_th(context: Context, key: str, label: object, css: str = "", param: str = "sort") -> SafeString:
    """The whole ``<th>`` with ``aria-sort``."""
    direction = _direction(context, key, param)
    state = format_html(' aria-sort="{}"', direction) if direction else ""
    return format_html('<th scope="col" class="{}"{}>{}</th>', css, state, sort_link(context, key, label, param))


@register.inclusion_tag("components/empty.html")
def empty(icon: str, title: object, text: object = "", url: str = "", label: object = "") -> dict[str, Any]:
    """A page or list with nothing in it yet: what it is for and what to do."""
    return {"icon": icon, "title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("components/progress.html")
def progress(value: Any, max: Any, label: object, text: object = "") -> dict[str, Any]:
    """A bar with its numbers in words."""
    top, done = charts.number(max), charts.number(value)
    return {
        "value": charts.plain(value or 0),
        "max": charts.plain(max or 0),
        "at": f"{done:g}",
        "top": f"{top or 1:g}",
        "label": label,
        "text": text,
    }


@register.inclusion_tag("components/steps.html")
def steps(current: Any, items: Iterable[Any]) -> dict[str, Any]:
    """Where one is in a fixed order; items are words or (key, words) pairs, ``current`` a key or a place from 0."""
    pairs = [(str(item), item) if isinstance(item, str) else (str(item[0]), item[1]) for item in items]
    keys = [key for key, _label in pairs]
    here = keys.index(str(current)) if str(current) in keys else int(current) if str(current).isdigit() else -1
    return {"rows": [(label, "done" if place < here else "now" if place == here else "") for place, (_key, label) in enumerate(pairs)]}


@register.inclusion_tag("components/stat.html")
def stat(label: object, value: object, unit: object = "", hint: object = "", url: str = "", tone: str = "") -> dict[str, Any]:
    """One figure with its unit, inside ``<dl class="stats">``."""
    return {"label": label, "value": value, "unit": unit, "hint": hint, "url": url, "tone": tone}


def _chart(chart: charts.Chart, title: object, heads: list[str], wide: bool = False) -> dict[str, Any]:
    summary = "; ".join(" ".join(part for part in row if part) for row in chart.rows[:30])
    return {"chart": chart, "title": title, "heads": [pgettext("chart", "Name"), *heads], "wide": wide, "summary": summary}


@register.inclusion_tag("components/chart.html")
def bar_chart(points: Iterable[Any], unit: str = "", title: object = "", max: Any = None) -> dict[str, Any]:
    """Rows (label, value[, tone])."""
    return _chart(charts.bars(points, str(unit), max), title, [str(unit) or pgettext("chart", "Value")])


@register.inclusion_tag("components/chart.html")
def interval_chart(
    rows: Iterable[Any], cut_low: Any = None, cut_high: Any = None, title: object = "", low: Any = None, high: Any = None
) -> dict[str, Any]:
    """Rows (label, low, value, high[, decide]) with the cut as a band."""
    drawn = charts.intervals(rows, cut_low, cut_high, low, high)
    return _chart(drawn, title, [pgettext("chart", "Value"), pgettext("chart", "From"), pgettext("chart", "To")])


@register.inclusion_tag("components/chart.html")
def heat_map(rows: Iterable[Any], columns: Iterable[Any] = (), title: object = "", wide: bool = False) -> dict[str, Any]:
    """Rows (label, cells) of cells (tone, mark[, title]) under the given columns; ``wide`` where their names need the room."""
    drawn = charts.heat(rows, list(columns))
    return _chart(drawn, title, drawn.heads[1:], wide=wide or drawn.columns > 12)


@register.inclusion_tag("components/chart.html")
def gantt(rows: Iterable[Any], weeks: int, now: Any = None, title: object = "") -> dict[str, Any]:
    """Rows (label, first week, last week[, tone[, note]])."""
    drawn = charts.gantt(rows, int(weeks), now, pgettext("chart", "W%(n)s"))
    return _chart(
        drawn, title, [pgettext("chart", "From week"), pgettext("chart", "To week"), pgettext("chart", "Note")], wide=int(weeks) > 8
    )


@register.simple_tag
def interval(
    value: Any, start: Any, end: Any, low: Any = 0, high: Any = 100, cut_low: Any = None, cut_high: Any = None, decide: bool = False
) -> SafeString:
    """One interval for a table cell; the numbers stand in the label."""
    body = charts.interval_cell(value, start, end, low, high, cut_low, cut_high, decide)
    said = _("%(value)s, between %(low)s and %(high)s") % {
        "value": charts.plain(value),
        "low": charts.plain(start),
        "high": charts.plain(end),
    }
    return format_html('<svg class="interval" height="28" role="img" aria-label="{}"><title>{}</title>{}</svg>', said, said, body)


@register.simple_tag
def spark(values: Iterable[Any], label: object = "") -> SafeString:
    """A tiny line without axes; its values are in the label."""
    known = list(values)
    points, last = charts.spark_points(known)
    said = f"{label} " + format_html_join(", ", "{}", ((charts.plain(v),) for v in known)) if known else str(label)
    end = format_html('<circle cx="96" cy="{}" r="2.5"/>', f"{last:.1f}") if points else ""
    body = format_html('<title>{}</title><polyline points="{}"/>{}', said.strip(), points, end)
    return format_html(
        '<svg class="spark" viewBox="0 0 96 24" width="96" height="24" role="img" aria-label="{}">{}</svg>', said.strip(), body
    )


@register.simple_tag(takes_context=True)
def design_samples(context: Context, prefix: str) -> Samples:
    """What the style guide shows; the prefix keeps ids apart when a piece is shown twice."""
    return Samples(prefix)
