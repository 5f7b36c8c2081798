"""Money, numbers, days and times as a bank writes them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from lms.templatetags import design_formats as formats

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Decimal("1234567"), 2, "¥\u00a01,234,567.00"),
        (Decimal("-0.005"), 2, "−¥\u00a00.01"),
        (0, 2, "¥\u00a00.00"),
        ("88.5", 0, "¥\u00a089"),
        (None, 2, "—"),
        ("", 2, "—"),
        ("abc", 2, "—"),
        (float("nan"), 2, "—"),
    ],
)
def test_money(value: Any, places: int, written: str) -> None:
    assert formats.money(value, places) == written


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (420000, 2, "42\u00a0"),
        (423500, 2, "42.35\u00a0"),
        (423567, 4, "42.3567\u00a0"),
        (-1000000, 2, "−100\u00a0"),
        (12000000, 2, "1,200\u00a0"),
    ],
)
def test_wan_says_the_figure_and_the_unit(value: int, places: int, written: str) -> None:
    with translation.override("en"):
        assert formats.wan(value, places) == f"{written} ×10,000 yuan"
        assert formats.wan(None) == "—"


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [(Decimal("0.853"), 1, "85.3%"), (Decimal("0.8535"), 1, "85.4%"), (1, 0, "100%"), (Decimal("-0.02"), 1, "−2.0%"), (None, 1, "—")],
)
def test_percent(value: Any, places: int, written: str) -> None:
    assert formats.percent(value, places) == written


@pytest.mark.parametrize(
    ("value", "written"), [(Decimal("87.495"), "87.50"), (Decimal("2.005"), "2.01"), (2.5, "2.50"), (1234, "1,234.00"), (None, "—")]
)
def test_decimals_round_half_up(value: Any, written: str) -> None:
    assert formats.decimal2(value) == written


def test_a_day_in_both_languages() -> None:
    with translation.override("zh-hans"):
        assert formats.day(date(2026, 11, 23)) == "2026年11月23日 周一"
        assert formats.day(date(2026, 11, 29)) == "2026年11月29日 周日"
        assert formats.moment(NOON) == "2026年11月23日 周一 12:00"
    with translation.override("en"):
        assert formats.day(date(2026, 11, 23)) == "23 Nov 2026 Mon"


def test_times_are_local_and_have_24_hours() -> None:
    late = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)
    assert formats.clock(late) == "00:05"
    with translation.override("zh-hans"):
        assert formats.day(late) == "2026年11月24日 周二"


@pytest.mark.parametrize("words", [formats.day, formats.moment, formats.clock, formats.ago])
def test_no_time_is_a_dash(words: Any) -> None:
    assert words(None) == "—"


@pytest.mark.parametrize(
    ("earlier", "written"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "16 Nov 2026 Mon"),
        (-timedelta(seconds=30), "in a moment"),
        (-timedelta(minutes=2), "in 2 minutes"),
        (-timedelta(hours=1), "in 1 hour"),
        (-timedelta(days=2), "in 2 days"),
    ],
)
def test_ago(earlier: timedelta, written: str) -> None:
    with translation.override("en"):
        assert formats.ago(NOON - earlier, NOON) == written


@pytest.mark.parametrize(
    ("apart", "written"),
    [
        (timedelta(0), "23 Nov 2026 Mon 12:00"),
        (timedelta(seconds=60), "23 Nov 2026 Mon 12:00"),
        (timedelta(seconds=61), "23 Nov 2026 Mon 12:00 (recorded 12:01)"),
        (timedelta(days=60), "23 Nov 2026 Mon 12:00 (recorded 22 Jan 2027 Fri 12:00)"),
        (timedelta(days=-1), "23 Nov 2026 Mon 12:00 (recorded 22 Nov Sun 12:00)"),
    ],
)
def test_a_time_of_recording_is_said_where_it_differs(apart: timedelta, written: str) -> None:
    with translation.override("en"):
        assert formats.happened(NOON, NOON + apart) == written
        assert formats.happened(NOON, None) == "23 Nov 2026 Mon 12:00"
        assert formats.happened(None, NOON) == "—"


def test_happened_and_recorded_in_chinese() -> None:
    with translation.override("zh-hans"):
        said = formats.happened(NOON, NOON + timedelta(days=1))
    assert said == "2026年11月23日 周一 12:00（记录于 11月24日 周二 12:00）"


def test_a_stretch_of_time_says_one_day_once() -> None:
    with translation.override("zh-hans"):
        assert formats.stretch(NOON, NOON + timedelta(hours=2)) == ["2026年11月23日 周一", "12:00–14:00"]
        assert formats.stretch(NOON, NOON + timedelta(days=1)) == ["2026年11月23日 周一 12:00", "–", "11月24日 周二 12:00"]
        assert formats.stretch(NOON, NOON + timedelta(days=60))[2] == "2027年1月22日 周五 12:00"


def test_a_stretch_of_days_says_the_year_once() -> None:
    november, december, january = date(2026, 11, 9), date(2026, 12, 4), date(2027, 1, 8)
    with translation.override("zh-hans"):
        assert formats.short_day(november) == "11月9日 周一"
        assert formats.span(november, december) == ("2026年11月9日", "12月4日")
        assert formats.span(november, january) == ("2026年11月9日", "2027年1月8日")
        assert formats.span(november, None) == ("2026年11月9日", "—")
    with translation.override("en"):
        assert formats.short_day(NOON) == "23 Nov Mon"
        assert formats.span(november, december) == ("9 Nov", "4 Dec 2026")
        assert formats.span(november, january) == ("9 Nov 2026", "8 Jan 2027")
        assert formats.short_day(None) == "—"
