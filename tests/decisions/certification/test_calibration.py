"""Severe, lenient and never-failing mentors."""

import random

import pytest

from lms.decisions.domain.certification.calibration import Calibration, calibrate
from lms.decisions.domain.certification.observations import Observation

from .samples import card

LEVELS = ("0", "1", "2a", "2b", "3a", "3b", "4", "5")


def by(mentor: str, levels: dict[str, str], start: int = 0) -> list[Observation]:
    """Cards of one mentor: trainee → level."""
    return [card(start + place, mentor=mentor, person=person, ahead=level) for place, (person, level) in enumerate(levels.items())]


def found(cards: list[Observation], **changes: int) -> dict[str, Calibration]:
    return {each.mentor: each for each in calibrate(cards, **changes)}


def test_compared_on_the_same_trainees_only() -> None:
    """Strict gives each of four trainees one rank less than fair; kind has trainees of their own, and nothing is said."""
    people = [f"p{number}" for number in range(4)]
    cards = [
        *by("fair", dict.fromkeys(people, "3a")),
        *by("strict", dict.fromkeys(people, "2b"), 10),
        *by("kind", dict.fromkeys(["q1", "q2", "q3"], "4"), 20),
    ]
    lines = found(cards)
    assert (lines["strict"].raw, lines["fair"].raw, lines["kind"].raw) == (-1.0, 1.0, None)
    assert (lines["strict"].severity, lines["strict"].compared, lines["strict"].clear) == (-1.0, 4, True)
    assert (lines["kind"].severity, lines["kind"].compared, lines["kind"].clear) == (None, 0, False)


def test_few_or_scattered_cards_are_shrunk() -> None:
    scattered = {"p0": "1", "p1": "4", "p2": "2a", "p3": "5"}
    cards = [*by("fair", dict.fromkeys(scattered, "3a")), *by("wild", scattered, 10)]
    line = found(cards)["wild"]
    assert line.raw is not None and line.severity is not None
    assert abs(line.severity) < abs(line.raw) or line.raw == line.severity == 0
    assert not line.clear
    assert found(by("alone", {"p0": "3a"}))["alone"].severity is None


def test_a_true_severity_is_found_among_many() -> None:
    """Thirty trainees, four mentors each; one gives a rank less. The interval holds the truth, the others' hold 0."""
    dice = random.Random(7)
    cards = []
    for person in range(30):
        level = dice.choice([3, 4, 5])
        for place, (mentor, shift) in enumerate((("a", 0), ("b", 0), ("c", 0), ("strict", -1))):
            rank = min(7, max(1, level + shift + dice.choice([-1, 0, 0, 1])))
            cards.append(card(person * 4 + place, mentor=mentor, person=f"p{person}", ahead=LEVELS[rank]))
    lines = found(cards)
    strict = lines["strict"]
    assert strict.low is not None and strict.high is not None
    assert strict.low < -1 < strict.high < 0
    assert strict.severity == pytest.approx(-1, abs=0.4)
    assert [lines[mentor].severity is not None and abs(lines[mentor].severity or 0) < 0.6 for mentor in "abc"] == [True] * 3


@pytest.mark.parametrize(
    ("levels", "never_failing", "one_level"),
    [
        (["3a"] * 10, True, True),
        (["3a"] * 9, False, False),
        (["3a"] * 9 + ["3b"], True, False),
        (["3a"] * 9 + ["2b"], False, False),
        (["2b"] * 10, False, True),
    ],
)
def test_never_failing(levels: list[str], never_failing: bool, one_level: bool) -> None:
    cards = [card(number, mentor="m", ahead=level) for number, level in enumerate(levels)]
    line = found(cards)["m"]
    assert (line.never_failing, line.one_level, line.cards) == (never_failing, one_level, len(levels))


def test_watching_is_not_compared() -> None:
    assert calibrate([card(1, role="observer")]) == []
