"""Reads the length of MP4/M4A and WAV files from their own headers."""

import struct
from decimal import Decimal
from typing import IO

_LIMIT = 10_000  # boxes looked at before giving up


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


def _wav(file: IO[bytes], size: int) -> Decimal | None:
    file.seek(0)
    head = file.read(36)
    if len(head) < 36 or head[:4] != b"RIFF":
        return None
    rate = struct.unpack("<I", head[28:32])[0]
    return Decimal(size - 44) / Decimal(rate) if rate and size > 44 else None


def duration_seconds(file: IO[bytes], *, kind: str, size: int) -> Decimal | None:
    """Length in seconds to two places, or None where the header doesn't tell; the file is left at its start."""
    reader = {"mp4": _mp4, "m4a": _mp4, "wav": _wav}.get(kind)
    try:
        length = reader(file, size) if reader else None
    except struct.error:
        length = None
    file.seek(0)
    return length.quantize(Decimal("0.01")) if length is not None else None
