"""Money, numbers, days and times as a bank writes them, in Chinese and in English."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext, ngettext

from lms.toolkit.clock import recorded_apart

MISSING = "—"
NBSP = "\u00a0"
MINUS = "−"
WEEKDAYS_ZH = "一二三四五六日"

Number = Decimal | int | float | str | None


def to_decimal(value: Number) -> Decimal | None:
    """The value as a finite Decimal; None for nothing, for text that is no number and for NaN."""
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def rounded(value: Number, places: int) -> Decimal | None:
    """Half up, as a bank rounds; never the banker's rounding of ``round``."""
    number = to_decimal(value)
    return None if number is None else number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def grouped(number: Decimal) -> str:
    return f"{abs(number):,f}"


def sign(number: Decimal) -> str:
    return MINUS if number < 0 else ""


def money(value: Number, places: int = 2) -> str:
    """¥ 1,234,567.00 with a space that doesn't break."""
    number = rounded(value, places)
    return MISSING if number is None else f"{sign(number)}¥{NBSP}{grouped(number)}"


def wan(value: Number, places: int = 2) -> str:
    """An amount in yuan said in 万元: 423,500 is 42.35 万元; the unit is always there."""
    amount = to_decimal(value)
    number = None if amount is None else rounded(amount / 10000, places)
    if number is None:
        return MISSING
    text = grouped(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return gettext("%(amount)s ×10,000 yuan") % {"amount": f"{sign(number)}{text}{NBSP}"}


def percent(value: Number, places: int = 1) -> str:
    """A ratio (0.853) as 85.3%."""
    ratio = to_decimal(value)
    number = None if ratio is None else rounded(ratio * 100, places)
    return MISSING if number is None else f"{sign(number)}{grouped(number)}%"


def decimal2(value: Number, places: int = 2) -> str:
    number = rounded(value, places)
    return MISSING if number is None else f"{sign(number)}{grouped(number)}"


def plain(value: Number) -> str:
    """A score without needless zeros: 40.00 is 40, 8.50 is 8.5."""
    number = to_decimal(value)
    return MISSING if number is None else f"{sign(number)}{grouped(number.normalize() + 0)}"


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def day(value: date | datetime | None) -> str:
    """2026年11月23日 周一 / 23 Nov 2026 Mon, in local time."""
    if not isinstance(value, date):
        return MISSING
    local = _local(value)
    if _is_chinese():
        return f"{local.year}年{local.month}月{local.day}日 周{WEEKDAYS_ZH[local.weekday()]}"
    return format_date(local, "j M Y D")


def short_day(value: date | datetime | None) -> str:
    """11月23日 周一 / 23 Nov Mon, where the year is plain."""
    if not isinstance(value, date):
        return MISSING
    local = _local(value)
    if _is_chinese():
        return f"{local.month}月{local.day}日 周{WEEKDAYS_ZH[local.weekday()]}"
    return format_date(local, "j M D")


def span(first: date | None, last: date | None) -> tuple[str, str]:
    """Both ends of a stretch of days, the year said once: 2026年11月9日, 12月4日 / 9 Nov, 4 Dec 2026."""
    if first is None or last is None:
        return MISSING if first is None else _date(first), MISSING if last is None else _date(last)
    same = first.year == last.year
    chinese = _is_chinese()
    return _date(first, year=chinese or not same), _date(last, year=not chinese or not same)


def stretch(first: datetime, last: datetime) -> list[str]:
    """From one moment to another in parts that don't break: the day is said once where both lie in it."""
    if _local(first).timetuple()[:3] == _local(last).timetuple()[:3]:
        return [day(first), f"{clock(first)}–{clock(last)}"]
    same = _local(first).year == _local(last).year
    return [moment(first), "–", f"{short_day(last)} {clock(last)}" if same else moment(last)]


def _date(value: date, *, year: bool = True) -> str:
    local = _local(value)
    if _is_chinese():
        return f"{local.year}年{local.month}月{local.day}日" if year else f"{local.month}月{local.day}日"
    return format_date(local, "j M Y" if year else "j M")


def clock(value: datetime | None) -> str:
    """14:05, always 24 hours."""
    return MISSING if value is None else f"{_local(value):%H:%M}"


def moment(value: datetime | None) -> str:
    return MISSING if value is None else f"{day(value)} {clock(value)}"


def happened(value: datetime | None, recorded: datetime | None = None) -> str:
    """When it happened and, where that is another time, when it was recorded."""
    if value is None or recorded is None or not recorded_apart(value, recorded):
        return moment(value)
    return gettext("%(happened)s (recorded %(recorded)s)") % {"happened": moment(value), "recorded": _beside(recorded, value)}


def _beside(value: datetime, other: datetime) -> str:
    """``value`` as briefly as it can be said next to ``other``."""
    here, there = _local(value), _local(other)
    if here.year != there.year:
        return moment(value)
    same = (here.month, here.day) == (there.month, there.day)
    return clock(value) if same else f"{short_day(value)} {clock(value)}"


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long ago, or how soon; the plain day when more than a week away."""
    if value is None:
        return MISSING
    distance = (now or timezone.now()) - value
    if abs(distance) >= timedelta(days=7):
        return day(value)
    return _past(distance) if distance >= timedelta(0) else _future(-distance)


def _past(distance: timedelta) -> str:
    minutes = int(distance.total_seconds() // 60)
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    if minutes < 1440:
        return ngettext("%(n)d hour ago", "%(n)d hours ago", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d day ago", "%(n)d days ago", minutes // 1440) % {"n": minutes // 1440}


def _future(distance: timedelta) -> str:
    minutes = int(distance.total_seconds() // 60)
    if minutes < 1:
        return gettext("in a moment")
    if minutes < 60:
        return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}
    if minutes < 1440:
        return ngettext("in %(n)d hour", "in %(n)d hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("in %(n)d day", "in %(n)d days", minutes // 1440) % {"n": minutes // 1440}
