"""The few glyphs of one paper as a font program of their own: copied straight from the loaded font, renumbered from 1."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics

from .pdf_fonts import register_fonts

_COMPOSITE_WORDS, _COMPOSITE_SCALE, _COMPOSITE_MORE, _COMPOSITE_XY, _COMPOSITE_TWO = 1, 8, 32, 64, 128
_CHECKSUM_BASE = 0xB1B0AFBA


@dataclass(frozen=True)
class Subset:
    """``codes`` maps a character to its glyph here; ``program`` is the font file, ``widths`` are thousandths, glyph by glyph."""

    codes: Mapping[str, int]
    widths: tuple[int, ...]
    program: bytes

    @cached_property
    def packed_program(self) -> bytes:
        return packed(self.program)

    @cached_property
    def packed_map(self) -> bytes:
        return packed(self._to_unicode())

    def hexadecimal(self, text: str) -> str:
        """The text as a PDF string of glyph numbers."""
        return "".join(format(self.codes[one], "04x") for one in text)

    def _to_unicode(self) -> bytes:
        """The map by which readers search and copy, characters beyond U+FFFF included."""
        pairs = [f"<{code:04x}> <{one.encode('utf-16-be').hex()}>" for one, code in self.codes.items()]
        groups = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        body = "".join(f"{len(group)} beginbfchar\n{chr(10).join(group)}\nendbfchar\n" for group in groups)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
            f"{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        ).encode("ascii")


class _Source:
    """Tables of a loaded font, kept once per process."""

    def __init__(self, name: str) -> None:
        register_fonts()
        face = pdfmetrics.getFont(name).face
        self.glyphs: Mapping[int, int] = face.charToGlyph
        self.glyf: bytes = face.get_table("glyf")
        self.head, self.hhea, self.maxp = (bytearray(face.get_table(tag)) for tag in ("head", "hhea", "maxp"))
        loca = face.get_table("loca")
        long = struct.unpack_from(">h", self.head, 50)[0] == 1
        count = len(loca) // (4 if long else 2)
        offsets: Any = struct.unpack(f">{count}{'I' if long else 'H'}", loca)
        self.loca: tuple[int, ...] = offsets if long else tuple(2 * one for one in offsets)
        self.metrics = self._metrics(face.get_table("hmtx"), count - 1)
        self.units = struct.unpack_from(">H", self.head, 18)[0]
        struct.pack_into(">I", self.head, 8, 0)
        struct.pack_into(">h", self.head, 50, 1)

    def _metrics(self, table: bytes, count: int) -> list[bytes]:
        full = struct.unpack_from(">H", self.hhea, 34)[0]
        last = table[4 * full - 4 : 4 * full - 2]
        rest = 4 * full
        bearings = [table[rest + 2 * place : rest + 2 * place + 2] for place in range(count - full)]
        return [table[4 * glyph : 4 * glyph + 4] for glyph in range(full)] + [last + one for one in bearings]

    def outline(self, glyph: int) -> bytes:
        return self.glyf[self.loca[glyph] : self.loca[glyph + 1]]


@cache
def _source(name: str) -> _Source:
    return _Source(name)


def subset(name: str, characters: Iterable[str]) -> Subset:
    """Glyphs of ``characters`` from the registered font ``name``; each must have one (``printable`` has asked)."""
    return _subset(name, "".join(sorted(set(characters))))


@lru_cache(maxsize=64)
def _subset(name: str, wanted: str) -> Subset:
    source = _source(name)
    glyphs = [0, *dict.fromkeys(source.glyphs[ord(one)] for one in wanted)]
    numbers = {glyph: number for number, glyph in enumerate(glyphs)}
    outlines: list[bytes] = []
    place = 0
    while place < len(glyphs):  # parts of composed glyphs join the list while it is read
        outlines.append(_renumbered(source.outline(glyphs[place]), glyphs, numbers))
        place += 1
    metrics = [source.metrics[glyph] for glyph in glyphs]
    widths = tuple(round(int.from_bytes(one[:2], "big") * 1000 / source.units) for one in metrics)
    codes = {one: numbers[source.glyphs[ord(one)]] for one in wanted}
    return Subset(codes, widths, _program(source, outlines, metrics))


def _renumbered(outline: bytes, glyphs: list[int], numbers: dict[int, int]) -> bytes:
    """A glyph composed of others names them by their new numbers."""
    if len(outline) < 2 or outline[0] < 0x80:
        return outline
    changed, place, more = bytearray(outline), 10, True
    while more:
        flags, part = struct.unpack_from(">HH", changed, place)
        if part not in numbers:
            numbers[part] = len(glyphs)
            glyphs.append(part)
        struct.pack_into(">H", changed, place + 2, numbers[part])
        place += 8 if flags & _COMPOSITE_WORDS else 6
        place += 2 if flags & _COMPOSITE_SCALE else 4 if flags & _COMPOSITE_XY else 8 if flags & _COMPOSITE_TWO else 0
        more = bool(flags & _COMPOSITE_MORE)
    return bytes(changed)


def _program(source: _Source, outlines: list[bytes], metrics: list[bytes]) -> bytes:
    offsets, glyf = [0], bytearray()
    for outline in outlines:
        glyf += outline + bytes(-len(outline) % 4)
        offsets.append(len(glyf))
    count = len(outlines)
    hhea, maxp = bytearray(source.hhea), bytearray(source.maxp)
    struct.pack_into(">H", hhea, 34, count)
    struct.pack_into(">H", maxp, 4, count)
    tables = {
        b"glyf": bytes(glyf),
        b"head": bytes(source.head),
        b"hhea": bytes(hhea),
        b"hmtx": b"".join(metrics),
        b"loca": struct.pack(f">{count + 1}I", *offsets),
        b"maxp": bytes(maxp),
    }
    return _file(tables)


def _file(tables: Mapping[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    place, directory, body, total, head_at = 12 + 16 * count, b"", b"", 0, 0
    for tag, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        checksum = _checksum(padded)
        total += checksum
        head_at = place if tag == b"head" else head_at
        directory += tag + struct.pack(">III", checksum, place, len(data))
        place, body = place + len(padded), body + padded
    font = bytearray(head + directory + body)
    struct.pack_into(">I", font, head_at + 8, _CHECKSUM_BASE - total - _checksum(head + directory) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(data: bytes) -> int:
    return sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF


def packed(data: bytes) -> bytes:
    return zlib.compress(data, 6)
