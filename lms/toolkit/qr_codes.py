"""QR codes in a fraction of a millisecond: what depends on the size alone is prepared once, a text is then looked up and shuffled."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from operator import itemgetter
from typing import Any

from segno import consts, encoder

MASK = 4
"""One of the eight patterns, always the same: trying all of them takes most of the time, and readers undo any."""
LARGEST = 30
_LEVEL = consts.ERROR_LEVEL_M
# Tables by version and level; segno leaves them without types.
_CAPACITY: Any = consts.SYMBOL_CAPACITY
_BLOCKS: Any = consts.ECC
_PAD = (0xEC, 0x11)


class TooLong(ValueError):
    """The text needs a larger code than paper can carry."""


@dataclass(frozen=True)
class QrCode:
    """``rows`` holds one bit per module, dark is 1, each row filled up to whole bytes."""

    size: int
    rows: bytes

    def dark(self, row: int, column: int) -> bool:
        width = (self.size + 7) // 8
        return bool(self.rows[row * width + column // 8] >> (7 - column % 8) & 1)


@dataclass(frozen=True)
class _Shape:
    """Everything about one size: where each bit goes, and what is dark whatever the text."""

    version: int
    size: int
    capacity: int
    blocks: tuple[tuple[int, int], ...]
    order: Callable[[str], tuple[str, ...]]
    pattern: int


def qr_code(text: str) -> QrCode:
    """``text`` as bytes of UTF-8 at error correction level M (15 % may be unreadable), in the smallest size that fits."""
    data = text.encode()
    shape = _shape_for(len(data))
    codewords = _final(shape, _codewords(shape, data))
    bits = format(int.from_bytes(codewords, "big"), f"0{len(codewords) * 8}b") + "0" * 8
    rows = int("".join(shape.order(bits)), 2) ^ shape.pattern
    return QrCode(shape.size, rows.to_bytes((shape.size + 7) // 8 * shape.size, "big"))


def _shape_for(length: int) -> _Shape:
    for version in range(1, LARGEST + 1):
        head = 12 if version < 10 else 20
        if head + 8 * length <= _CAPACITY[version][_LEVEL]:
            return _shape(version)
    raise TooLong(f"{length} bytes")


def _codewords(shape: _Shape, data: bytes) -> bytes:
    """Mode, length, text, end, and filling up to the capacity."""
    counter = 8 if shape.version < 10 else 16
    stream = ((4 << counter | len(data)) << 8 * len(data) | int.from_bytes(data, "big")) << 4
    used = 4 + counter + 8 * len(data) + 4
    whole = stream << (-used % 8)
    found = whole.to_bytes((used + 7) // 8, "big")[: shape.capacity]
    return found + bytes(_PAD[place % 2] for place in range(shape.capacity - len(found)))


def _final(shape: _Shape, data: bytes) -> bytes:
    """Blocks of data in turn, then their corrections in turn."""
    parts, corrections, start = [], [], 0
    for count, extra in shape.blocks:
        part = data[start : start + count]
        start += count
        table = _corrections(extra, count)
        found = 0
        for place, value in enumerate(part):
            found ^= table[place][value]
        parts.append(part)
        corrections.append(found.to_bytes(extra, "big"))
    mixed = [one for turn in zip_longest(*parts) for one in turn if one is not None]
    return bytes(mixed) + bytes(one for turn in zip(*corrections, strict=True) for one in turn)


@cache
def _corrections(extra: int, count: int) -> tuple[tuple[int, ...], ...]:
    """What each value at each place of a block adds to its correction: the code is linear, so they are simply combined."""
    generator = consts.GEN_POLY[extra]
    step = int.from_bytes(bytes(consts.GALIOS_EXP[one] for one in generator), "big")
    table, unit = [], step
    for _place in range(count):
        table.append(_multiples(unit, extra))
        unit = _shifted(unit, step, extra)
    return tuple(reversed(table))


def _product(left: int, right: int) -> int:
    return consts.GALIOS_EXP[(consts.GALIOS_LOG[left] + consts.GALIOS_LOG[right]) % 255] if left and right else 0


def _multiples(unit: int, extra: int) -> tuple[int, ...]:
    digits = unit.to_bytes(extra, "big")
    return tuple(int.from_bytes(bytes(_product(value, one) for one in digits), "big") for value in range(256))


def _shifted(unit: int, step: int, extra: int) -> int:
    """The remainder one place further up."""
    digits = unit.to_bytes(extra, "big")
    moved = int.from_bytes(digits[1:] + b"\0", "big")
    return moved ^ int.from_bytes(bytes(_product(digits[0], one) for one in step.to_bytes(extra, "big")), "big")


@cache
def _shape(version: int) -> _Shape:
    size = encoder.calc_matrix_size(version)
    matrix = _frame(size)
    free = [[module == 2 for module in row] for row in matrix]
    # Places of bits are found by sending their numbers through the same placement; 0 and 1 may not be mistaken for bits, so from 3 on.
    places = _placement(free)
    bits = sum(block.num_blocks * block.num_total for block in _BLOCKS[version][_LEVEL]) * 8
    width = (size + 7) // 8 * 8
    nothing = bits + 7
    order = [
        min(places[row, column], nothing) if column < size and free[row][column] else nothing
        for row in range(size)
        for column in range(width)
    ]
    blocks = tuple(
        (block.num_data, block.num_total - block.num_data) for block in _BLOCKS[version][_LEVEL] for _number in range(block.num_blocks)
    )
    pattern = int("".join(_dark(matrix, free, version, row, column, size) for row in range(size) for column in range(width)), 2)
    return _Shape(version, size, sum(count for count, _extra in blocks), blocks, itemgetter(*order), pattern)


def _frame(size: int) -> tuple[bytearray, ...]:
    matrix: tuple[bytearray, ...] = encoder.make_matrix(size, size)
    encoder.add_finder_patterns(matrix, size, size)
    encoder.add_alignment_patterns(matrix, size, size)
    return matrix


def _placement(free: list[list[bool]]) -> dict[tuple[int, int], int]:
    """Bits run in columns of two from the lower right, up and down in turn, past the vertical timing line."""
    found: dict[tuple[int, int], int] = {}
    size, upwards = len(free), True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for step in range(size):
            row = size - 1 - step if upwards else step
            for column in (right, right - 1):
                if free[row][column]:
                    found[row, column] = len(found)
        upwards = not upwards
    return found


@cache
def _finished(version: int) -> tuple[bytearray, ...]:
    """Finder, timing, alignment, format and version as they end up; free places are light."""
    size = encoder.calc_matrix_size(version)
    matrix = _frame(size)
    for row in matrix:
        row[:] = row.replace(b"\2", b"\0")
    encoder.add_format_info(matrix, version, _LEVEL, MASK)
    encoder.add_version_info(matrix, version)
    return matrix


def _dark(matrix: tuple[bytearray, ...], free: list[list[bool]], version: int, row: int, column: int, size: int) -> str:
    if column >= size:
        return "0"
    if free[row][column]:
        return "1" if (row // 2 + column // 3) % 2 == 0 else "0"
    return str(_finished(version)[row][column])
