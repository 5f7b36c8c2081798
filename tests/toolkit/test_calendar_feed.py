"""The feed obeys RFC 5545: CRLF, 75 bytes, escaped text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.toolkit.calendar_feed import Event, calendar_text, escape, fold

SHANGHAI = timezone(timedelta(hours=8))
START = datetime(2026, 11, 23, 8, 30, tzinfo=SHANGHAI)
EVENT = Event(
    "slot-1@duzuo", "三表分析, 第1讲", START, START + timedelta(hours=2), datetime(2026, 11, 1, tzinfo=UTC), "培训室; 3楼", url="https://x/"
)


def test_golden_event() -> None:
    lines = calendar_text("首期班", [EVENT]).split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")] == [
        "BEGIN:VEVENT",
        "UID:slot-1@duzuo",
        "DTSTAMP:20261101T000000Z",
        "DTSTART:20261123T003000Z",
        "DTEND:20261123T023000Z",
        "SUMMARY:三表分析\\, 第1讲",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "LOCATION:培训室\\; 3楼",
        "URL:https://x/",
    ]


def test_wrong_times_are_errors() -> None:
    with pytest.raises(ValueError, match="ends before"):
        calendar_text("x", [Event("u", "t", START, START, START)])
    naive = datetime(2026, 1, 1)
    with pytest.raises(ValueError, match="aware"):
        calendar_text("x", [Event("u", "t", naive, naive + timedelta(1), START)])


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    assert not set(escape(text)) & set("\r\n\x85\u2028")
    folded = fold(escape(text))
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == escape(text)
