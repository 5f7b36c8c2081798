"""Money, search tokens, random ids, clock, signed links, activity cards."""

import contextlib
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from lms.toolkit import activities, clock, money, random_ids, search_tokens, signed_links

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "text"),
    [("1234567", "¥ 1,234,567.00"), ("-0.005", "-¥ 0.01"), ("-0.004", "¥ 0.00"), ("0.005", "¥ 0.01"), ("999999.995", "¥ 1,000,000.00")],
)
def test_yuan(amount: str, text: str) -> None:
    assert money.yuan(Decimal(amount)) == text


@pytest.mark.parametrize(("amount", "text"), [(420000, "42"), (425000, "42.5"), (1, "0"), (123456789, "12,345.68"), (-1, "0")])
def test_wan(amount: int, text: str) -> None:
    with override("en"):
        assert money.wan(amount) == f"{text} × ¥10,000"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.5", "1234.5"),
        ("４２万", "420000"),
        ("¥ 3.5 万元", "35000"),
        ("人民币 12 元", "12"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("-¥5", "-5"),
        (".5亿", "50000000"),
        ("１，０００", "1000"),
    ],
)
def test_parse_amount(text: str, amount: str) -> None:
    assert money.parse_amount(text) == Decimal(amount)


def test_the_unit_of_the_field_counts_when_none_is_typed() -> None:
    assert money.parse_amount("42", unit="万元") == 420000
    assert money.parse_amount("42 元", unit="万元") == 42


@pytest.mark.parametrize("text", ["", "万", "abc", "1,23", "1.2.3", "1e5", "NaN", "Infinity", "九", "1千", "--5", "٣", "9" * 30])
def test_not_an_amount(text: str) -> None:
    with pytest.raises(money.NotAnAmount):
        money.parse_amount(text)


@given(st.text())
def test_parsing_never_fails_otherwise(text: str) -> None:
    with contextlib.suppress(money.NotAnAmount):
        assert money.parse_amount(text).is_finite()


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2, allow_nan=False))
def test_shown_money_reads_back(amount: Decimal) -> None:
    assert money.parse_amount(money.yuan(amount)) == amount


def test_search_tokens() -> None:
    assert search_tokens.index_text("贷前调查 SURVEY 2") == "贷前 前调 调查 survey 2"
    assert search_tokens.query_terms("双人调查双人") == ["双人", "人调", "调查", "查双"]
    assert search_tokens.query_terms("，。!") == []


@given(st.text(alphabet="独做贷前调查交叉检验", min_size=2, max_size=8), st.text(alphabet="独做贷前调查交叉检验", max_size=8))
def test_every_part_of_two_characters_is_found(part: str, rest: str) -> None:
    tokens = search_tokens.index_text(rest + part + rest).split()
    assert set(search_tokens.query_terms(part)) <= set(tokens)


def test_pinyin_keys() -> None:
    assert search_tokens.pinyin_keys("王晓楠") == ("wangxiaonan", "wxn")
    assert search_tokens.pinyin_keys("Li 雷") == ("lilei", "lil")


def test_random_ids_have_no_look_alikes() -> None:
    ids = {random_ids.public_id() for _ in range(500)}
    assert len(ids) == 500
    assert all(re.fullmatch(r"[2-9a-hjkmnp-z]{26}", one) for one in ids)
    assert all(not set(random_ids.human_code()) & set("01OIL") for _ in range(200))


def test_clock_follows_the_frozen_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    assert clock.now() == NOW
    assert clock.today() == date(2026, 11, 24)
    assert clock.today(ZoneInfo("UTC")) == date(2026, 11, 23)


def make_token(**changes: Any) -> str:
    options: dict[str, Any] = {"purpose": "media", "person": "p1", "subject": ["video", 7], "lifetime": timedelta(minutes=5), "now": NOW}
    return signed_links.make(**options | changes)


def test_a_link_serves_its_person_and_purpose() -> None:
    assert signed_links.verify(make_token(), purpose="media", person="p1", now=NOW + timedelta(seconds=299)) == ["video", 7]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"now": NOW + timedelta(minutes=5)}, "expired"),
        ({"person": "p2"}, "other_person"),
        ({"purpose": "exam"}, "invalid"),
    ],
)
def test_a_link_refuses(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(signed_links.LinkRefused) as caught:
        signed_links.verify(make_token(), **{"purpose": "media", "person": "p1", "now": NOW} | change)
    assert caught.value.reason == reason


@given(st.text(max_size=40))
def test_any_other_text_is_refused(token: str) -> None:
    with pytest.raises(signed_links.LinkRefused):
        signed_links.verify(token, purpose="media", person="p1", now=NOW)


def test_a_changed_token_is_refused() -> None:
    token = make_token()
    for index in range(len(token)):
        changed = token[:index] + ("A" if token[index] != "A" else "B") + token[index + 1 :]
        with pytest.raises(signed_links.LinkRefused):
            signed_links.verify(changed, purpose="media", person="p1", now=NOW)


def test_cards_are_asked_once_per_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activities, "_kinds", {})
    asked: list[tuple[Any, list[str]]] = []

    def cards(user: Any, ids: list[str]) -> dict[str, activities.Card]:
        asked.append((user, ids))
        return {one: activities.Card(one, f"/{one}/") for one in [*ids, "uninvited"] if one != "hidden"}

    exam = activities.ActivityKind("exam", "exam", cards, lambda user: [activities.Choice("a", "A")])
    activities.register(exam)
    activities.register(exam)
    found = activities.cards_for("me", [("exam", "a"), ("exam", "hidden"), ("exam", "b"), ("exam", "a"), ("gone", "x")])
    assert (sorted(found), asked) == ([("exam", "a"), ("exam", "b")], [("me", ["a", "hidden", "b"])])
    assert activities.choices_for("me", "exam") == [activities.Choice("a", "A")]
    assert activities.choices_for("me", "gone") == []
    with pytest.raises(ValueError, match="exam"):
        activities.register(activities.ActivityKind("exam", "other", cards, lambda user: []))
