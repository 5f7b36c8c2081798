"""Which observations count, and the reason that each of the others is given."""

from datetime import timedelta

import pytest

from lms.decisions.domain.certification.counting import REASONS, count, sound

from .samples import NODE, TODAY, card, days_ago, facts, profile

GATE = profile({"role": "second", "window_days": 180}).gate(NODE, "solo")
ABOUT = facts(relatives=frozenset({"aunt"}), mentees=frozenset({"pupil"}))


def reason_of(**changes: object) -> str | None:
    found = count([card(1, **changes)], GATE, NODE, "5", ABOUT, TODAY)
    assert len(found.kept) + len(found.ignored) == 1
    return found.ignored[0].reason if found.ignored else None


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("other_person", {"person": "somebody"}),
        ("other_node", {"node": "report"}),
        ("superseded", {"superseded": True}),
        ("self_signed", {"mentor": "trainee"}),
        ("mentor_is_relative", {"mentor": "aunt"}),
        ("mutual_signing", {"mentor": "pupil"}),
        ("future_dated", {"on": TODAY + timedelta(1)}),
        ("future_dated", {"recorded_on": days_ago(101)}),
        ("before_case", {"case_opened_on": days_ago(98)}),
        ("after_case", {"case_closed_on": days_ago(100)}),
        ("mentor_without_stage", {"mentor_level": "4"}),
        ("role_too_low", {"role": "observer"}),
        ("out_of_window", {"on": days_ago(181)}),
    ],
)
def test_what_does_not_count_says_why(reason: str, changes: dict[str, object]) -> None:
    assert reason_of(**changes) == reason
    assert reason in REASONS


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"role": "lead"},
        {"on": TODAY},
        {"on": days_ago(180)},
        {"case_opened_on": days_ago(99), "case_closed_on": days_ago(99)},
    ],
)
def test_the_edges_count(changes: dict[str, object]) -> None:
    """Today, the last day of the window, the day on which a case opens or closes."""
    assert reason_of(**changes) is None


def test_one_mentor_counts_once_per_case_with_the_last_word() -> None:
    early, late, other = card(1, case="A"), card(3, case="A", ahead="2b"), card(2, case="A")
    found = count([late, early, other], GATE, NODE, "5", ABOUT, TODAY)
    assert [each.key for each in found.kept] == ["o002", "o003"]
    assert [(each.key, each.reason) for each in found.ignored] == [("o001", "same_case_same_mentor")]
    assert [each.key for each in found.sound] == ["o001", "o002", "o003"]


def test_a_superseded_card_makes_room_for_its_correction() -> None:
    found = count([card(1, case="A", superseded=True), card(3, case="A")], GATE, NODE, "5", ABOUT, TODAY)
    assert [each.key for each in found.kept] == ["o003"]
    assert [each.reason for each in found.ignored] == ["superseded"]


def test_sound_ones_are_those_without_a_fault_whatever_the_gate_asks() -> None:
    cards = [card(3), card(1, role="observer", on=days_ago(400)), card(2, mentor="aunt"), card(4, node="report")]
    assert [each.key for each in sound(cards, NODE, "5", ABOUT, TODAY)] == ["o001", "o003"]
    assert tuple(sound(cards, NODE, "5", ABOUT, TODAY)) == count(cards, GATE, NODE, "5", ABOUT, TODAY).sound
