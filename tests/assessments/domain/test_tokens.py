"""Option tokens: stable in one sitting, different in the next, saying nothing about the key."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.question import BadAnswer
from assessments.domain.tokens import ids_from_tokens, option_tokens, shuffled

SECRET = b"k" * 32


def test_tokens_are_stable_per_sitting_and_strange_to_another() -> None:
    one = option_tokens("ABCD", secret=SECRET, sitting="s1", question="q1")
    assert option_tokens("DCBA", secret=SECRET, sitting="s1", question="q1") == one
    assert list(option_tokens("DCBA", secret=SECRET, sitting="s1", question="q1")) == list(one)
    for other in ({"sitting": "s2", "question": "q1"}, {"sitting": "s1", "question": "q2"}):
        assert not set(option_tokens("ABCD", secret=SECRET, **other).values()) & set(one.values())


def test_every_option_stands_everywhere_equally_often() -> None:
    """χ² of 4 options × 4 places over 2,000 sittings; 99.9 % point for 9 degrees of freedom is 27.9."""
    counts: Counter[tuple[str, int]] = Counter()
    ranks: Counter[tuple[str, int]] = Counter()
    for number in range(2000):
        tokens = option_tokens("ABCD", secret=SECRET, sitting=f"s{number}", question="q")
        counts.update((one, place) for place, one in enumerate(tokens))
        ranks.update((one, place) for place, one in enumerate(sorted(tokens, key=lambda one: tokens[one])))
    for table in (counts, ranks):
        assert sum((table[one, place] - 500) ** 2 / 500 for one in "ABCD" for place in range(4)) < 27.9


def test_answers_come_back_as_ids() -> None:
    tokens = option_tokens("ABC", secret=SECRET, sitting="s", question="q")
    assert ids_from_tokens([tokens["C"], tokens["A"]], tokens) == ["C", "A"]
    assert [ids_from_tokens(raw, tokens) for raw in (tokens["B"], None, [], [""])] == [["B"], [], [], []]
    for raw in ("A", ["A"], 7, [7], {"a": 1}):
        with pytest.raises(BadAnswer):
            ids_from_tokens(raw, tokens)


@given(st.lists(st.text(max_size=5), unique=True), st.text(max_size=5))
def test_shuffle_depends_on_seed_and_ids_alone(ids: list[str], seed: str) -> None:
    order = shuffled(ids, seed=seed)
    assert sorted(order) == sorted(ids)
    assert shuffled(reversed(ids), seed=seed) == order
