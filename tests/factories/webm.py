"""A real, small video, made here: one VP8 key frame (a WebP picture holds one) a quarter second, wrapped into WebM."""

import io
import struct

from PIL import Image, ImageDraw

FRAMES_PER_SECOND = 4


def webm(seconds: int, *, told: bool = True) -> bytes:
    """A silent WebM of ``seconds`` whose picture counts the seconds in bars; a live recording doesn't tell its length."""
    header = _element("1A45DFA3", _text("4282", "webm"), _number("4287", 2), _number("4285", 2))
    length = _float("4489", seconds * 1000) if told else b""
    info = _element("1549A966", _number("2AD7B1", 1_000_000), length, _text("4D80", "d"), _text("5741", "d"))
    picture = _element("E0", _number("B0", 160), _number("BA", 120))
    track = _element("AE", _number("D7", 1), _number("73C5", 1), _number("83", 1), _text("86", "V_VP8"), picture)
    clusters = [_cluster(second) for second in range(seconds)]
    return header + _element("18538067", info, _element("1654AE6B", track), *clusters)


def _cluster(second: int) -> bytes:
    frame = _key_frame(second)
    step = 1000 // FRAMES_PER_SECOND
    blocks = [_element("A3", b"\x81" + struct.pack(">hB", place * step, 0x80) + frame) for place in range(FRAMES_PER_SECOND)]
    return _element("1F43B675", _number("E7", second * 1000), *blocks)


def _key_frame(second: int) -> bytes:
    picture = Image.new("RGB", (160, 120), "#1f5c45")
    draw = ImageDraw.Draw(picture)
    for bar in range(second + 1):
        draw.rectangle((10 + bar * 20, 40, 22 + bar * 20, 80), fill="#f5efe0")
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=60)
    riff = file.getvalue()
    assert riff[12:16] == b"VP8 ", "a lossy WebP holds one VP8 key frame"
    (size,) = struct.unpack("<I", riff[16:20])
    return riff[20 : 20 + size]


# ------------------------------------------------------------------------------------------------------------------- EBML


def _element(identifier: str, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return bytes.fromhex(identifier) + struct.pack(">Q", len(content) | 1 << 56) + content


def _number(identifier: str, value: int) -> bytes:
    return _element(identifier, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def _float(identifier: str, value: float) -> bytes:
    return _element(identifier, struct.pack(">d", value))


def _text(identifier: str, value: str) -> bytes:
    return _element(identifier, value.encode())
