"""Timetables as iCalendar text (RFC 5545) from plain events."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

_LINE_BYTES = 75


@dataclass(frozen=True)
class Event:
    """``uid`` stays the same when the event changes and ``sequence`` grows, so that calendars update instead of duplicating."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    location: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar_text(name: str, events: Iterable[Event], *, product: str = "-//Duzuo//Timetable//EN") -> str:
    """The whole feed with CRLF line ends; times are written in UTC, which every calendar shows in its own zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{product}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{escape(name)}"]
    lines.append(f"X-WR-TIMEZONE:{timezone.get_default_timezone_name()}")
    for event in events:
        lines += _event_lines(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _event_lines(event: Event) -> list[str]:
    if event.ends_at <= event.starts_at:
        raise ValueError(f"event {event.uid} ends before it starts")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escape(event.uid)}",
        f"DTSTAMP:{_utc(event.changed_at)}",
        f"DTSTART:{_utc(event.starts_at)}",
        f"DTEND:{_utc(event.ends_at)}",
        f"SUMMARY:{escape(event.title)}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
    ]
    optional = {"LOCATION": event.location, "DESCRIPTION": event.description}
    lines += [f"{field}:{escape(text)}" for field, text in optional.items() if text]
    if event.url:
        lines.append("URL:" + re.sub(r"[\x00-\x20\x7f]", "", event.url))
    return [*lines, "END:VEVENT"]


def escape(text: str) -> str:
    """Text as a property value: no line break or separator of ours can be smuggled in."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029\x85]", " ", text)
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> str:
    """Lines of at most 75 bytes; the break never falls inside a character."""
    parts, current, size = [], "", 0
    for character in line:
        width = len(character.encode("utf-8", "replace"))
        if size + width > _LINE_BYTES:
            parts.append(current)
            current, size = "", 1  # the leading space of a continuation counts
        current += character
        size += width
    return "\r\n ".join([*parts, current])


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("event times must be aware")
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
