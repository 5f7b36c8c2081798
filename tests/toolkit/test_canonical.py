"""Canonical JSON: one spelling per value, and a strict reader."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.toolkit import canonical

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def test_golden_text_and_digest() -> None:
    value = {"b": [1, Decimal("1.50"), None], "a": {"中": "文", "on": date(2026, 11, 23)}}
    assert canonical.dumps(value) == '{"a":{"on":"2026-11-23","中":"文"},"b":[1,"1.5",null]}'
    assert canonical.digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    ("number", "text"),
    [("1.50", "1.5"), ("100", "100"), ("1E+3", "1000"), ("-0.00", "0"), ("0.10", "0.1"), ("-2.500", "-2.5"), ("1E-7", "0.0000001")],
)
def test_equal_numbers_have_one_text(number: str, text: str) -> None:
    assert canonical.decimal_text(Decimal(number)) == text


def test_moments_are_written_in_utc() -> None:
    shanghai = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=8)))
    assert canonical.dumps([shanghai]) == '["2026-11-23T00:00:00.000000Z"]'
    assert canonical.digest(shanghai) == canonical.digest(datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        {1: "a"},
        {"a": object()},
        Decimal("NaN"),
        Decimal("Infinity"),
        "\ud800",
        {"\ud800": 1},
        datetime(2026, 1, 1),
        {1, 2},
        b"x",
    ],
)
def test_refuses_what_has_no_spelling(value: object) -> None:
    with pytest.raises(canonical.CanonicalError):
        canonical.encode(value)


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":2}',
        "[1.5]",
        "[1e3]",
        "[NaN]",
        "[-Infinity]",
        '["\\ud800"]',
        "",
        "{",
        b"\xff",
        "[" * 5000 + "]" * 5000,
        "[" + "9" * 5000 + "]",
    ],
)
def test_reader_refuses(text: str | bytes) -> None:
    with pytest.raises(canonical.CanonicalError):
        canonical.loads(text)


def test_error_names_the_path() -> None:
    with pytest.raises(canonical.CanonicalError, match=r"\$\.rows\[1\]\.score"):
        canonical.encode({"rows": [{"score": 1}, {"score": 0.1}]})


@given(VALUES)
def test_round_trip(value: object) -> None:
    text = canonical.dumps(value)
    assert canonical.loads(text) == json.loads(text)
    assert canonical.dumps(canonical.loads(text)) == text


@given(st.dictionaries(TEXT, st.integers(), min_size=2))
def test_key_order_does_not_matter(value: dict[str, int]) -> None:
    assert canonical.digest(value) == canonical.digest(dict(reversed(list(value.items()))))
