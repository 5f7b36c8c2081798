"""Reads the length of MP4/M4A, WebM and WAV files from their own headers."""

import math
import struct
from collections.abc import Iterator
from decimal import Decimal
from typing import IO

_LIMIT = 10_000  # boxes looked at before giving up
_LONGEST = 10**15  # nanoseconds; eleven days


def _boxes(file: IO[bytes], start: int, end: int) -> list[tuple[bytes, int, int]]:
    found: list[tuple[bytes, int, int]] = []
    at = start
    while at + 8 <= end and len(found) < _LIMIT:
        file.seek(at)
        header = file.read(16)
        if len(header) < 8:
            break
        size, name = struct.unpack(">I4s", header[:8])
        body = at + 8
        if size == 1 and len(header) == 16:
            size, body = struct.unpack(">Q", header[8:16])[0], at + 16
        elif size == 0:
            size = end - at
        if size < 8:
            break
        found.append((name, body, min(at + size, end)))
        at += size
    return found


def _mp4(file: IO[bytes], size: int) -> Decimal | None:
    for name, start, end in _boxes(file, 0, size):
        if name != b"moov":
            continue
        for inner, body, _inner_end in _boxes(file, start, end):
            if inner == b"mvhd":
                file.seek(body)
                data = file.read(32)
                if data[:1] == b"\x01":
                    scale, length = struct.unpack(">IQ", data[20:32])
                else:
                    scale, length = struct.unpack(">II", data[12:20])
                return Decimal(length) / Decimal(scale) if scale else None
    return None


_SEGMENT, _INFO, _SCALE, _DURATION = 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489


def _vint(file: IO[bytes], *, keep_marker: bool) -> int | None:
    """A number of EBML, whose first byte tells how many bytes follow; None for "unknown" and at the end."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    more = 8 - first[0].bit_length()
    rest = file.read(more)
    value = int.from_bytes((first if keep_marker else bytes([first[0] & (0x7F >> more)])) + rest, "big")
    unknown = not keep_marker and value == (1 << 7 * (more + 1)) - 1
    return None if len(rest) < more or unknown else value


def _elements(file: IO[bytes], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Identifier, first and last place of each element's content; one of unknown size reaches to the end."""
    at = start
    for _number in range(_LIMIT):
        file.seek(at)
        identifier = _vint(file, keep_marker=True) if at < end else None
        if identifier is None:
            return
        size = _vint(file, keep_marker=False)
        body = file.tell()
        at = end if size is None else min(body + size, end)
        yield identifier, body, at


def _webm(file: IO[bytes], size: int) -> Decimal | None:
    for segment, body, end in _elements(file, 0, size):
        for info, first, last in _elements(file, body, end) if segment == _SEGMENT else ():
            if info == _INFO:
                return _webm_info(file, first, last)
    return None


def _webm_info(file: IO[bytes], start: int, end: int) -> Decimal | None:
    """Ticks as a float; a tick is a millisecond unless the file says otherwise. Live recordings leave the length out."""
    scale, ticks = 1_000_000, 0.0
    for identifier, body, last in _elements(file, start, end):
        file.seek(body)
        content = file.read(min(last - body, 8))
        if identifier == _SCALE:
            scale = int.from_bytes(content, "big")
        elif identifier == _DURATION and len(content) in {4, 8}:
            (ticks,) = struct.unpack(">f" if len(content) == 4 else ">d", content)
    return Decimal(ticks) * scale / 1_000_000_000 if math.isfinite(ticks) and 0 < ticks * scale < _LONGEST else None


def _wav(file: IO[bytes], size: int) -> Decimal | None:
    file.seek(0)
    head = file.read(36)
    if len(head) < 36 or head[:4] != b"RIFF":
        return None
    rate = struct.unpack("<I", head[28:32])[0]
    return Decimal(size - 44) / Decimal(rate) if rate and size > 44 else None


def duration_seconds(file: IO[bytes], *, kind: str, size: int) -> Decimal | None:
    """Length in seconds to two places, or None where the header doesn't tell; the file is left at its start."""
    reader = {"mp4": _mp4, "m4a": _mp4, "webm": _webm, "wav": _wav}.get(kind)
    try:
        length = reader(file, size) if reader else None
    except struct.error:
        length = None
    file.seek(0)
    return length.quantize(Decimal("0.01")) if length is not None else None
