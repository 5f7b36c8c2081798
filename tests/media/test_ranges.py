"""Watched ranges and byte ranges, as plain values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.domain.ranges import ByteSpan, RangeProblem, accept, byte_span, merge, seconds, share


def d(*pairs: tuple[float, float]) -> list[tuple[Decimal, Decimal]]:
    return [(Decimal(str(start)), Decimal(str(end))) for start, end in pairs]


@pytest.mark.parametrize(
    ("given_ranges", "expected"),
    [
        (d((0, 10), (5, 12)), d((0, 12))),
        (d((20, 30), (0, 10)), d((0, 10), (20, 30))),
        (d((0, 10), (10.4, 20)), d((0, 20))),
        (d((5, 5), (7, 6)), []),
    ],
)
def test_merge(given_ranges: list[tuple[Decimal, Decimal]], expected: list[tuple[Decimal, Decimal]]) -> None:
    assert merge(given_ranges) == expected


def test_watching_the_end_alone_is_not_watching_the_video() -> None:
    assert share(d((50, 60)), Decimal(60)) == Decimal("0.1667")
    assert share(d((0, 30), (0, 30), (10, 30)), Decimal(60)) == Decimal("0.5000")


def test_nobody_watches_an_hour_in_a_minute() -> None:
    with pytest.raises(RangeProblem) as problem:
        accept(reported=d((0, 3600)), duration=Decimal(3600), elapsed=Decimal(60))
    assert problem.value.code == "too_fast"
    assert accept(reported=d((0, 120)), duration=Decimal(100), elapsed=Decimal(60)) == d((0, 100))


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=20))
def test_merging_never_counts_a_second_twice(pairs: list[tuple[int, int]]) -> None:
    ranges = [(Decimal(a), Decimal(b)) for a, b in pairs]
    merged = merge(ranges)
    covered = {second for a, b in pairs for second in range(a, b)}
    assert seconds(merged) == len(covered)
    assert merge(merged) == merged


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-9", ByteSpan(0, 9, 100)),
        ("bytes=90-", ByteSpan(90, 99, 100)),
        ("bytes=-5", ByteSpan(95, 99, 100)),
        ("bytes=0-999", ByteSpan(0, 99, 100)),
        ("bytes=9-1", None),
        ("bytes=0-1,5-6", None),
        ("items=0-1", None),
        ("", None),
    ],
)
def test_byte_spans(header: str, expected: ByteSpan | None) -> None:
    assert byte_span(header, 100) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=-0"])
def test_bytes_beyond_the_end(header: str) -> None:
    with pytest.raises(RangeProblem):
        byte_span(header, 100)
