"""Votes against the truth."""

from decimal import Decimal

import pytest

from simulations.domain.committee.verdict import POINTS, calibrate, verdict
from simulations.enums import Ballot

A, C, R, MORE = Ballot.APPROVE, Ballot.CONDITIONAL, Ballot.REFUSE, Ballot.INVESTIGATE


def test_a_wrong_no_costs_as_much_as_a_wrong_yes() -> None:
    assert POINTS["approve"][R] == POINTS["refuse"][A] == 0


def test_every_decision_has_one_best_vote() -> None:
    assert {name: [ballot for ballot, points in table.items() if points == 100] for name, table in POINTS.items()} == {
        "approve": [A],
        "smaller": [C],
        "refuse": [R],
    }


@pytest.mark.parametrize(
    ("first", "final", "decision", "moved", "points"),
    [
        (A, R, "refuse", "mended", 100),
        (R, A, "refuse", "spoiled", 0),
        (R, R, "refuse", "kept", 100),
        (None, A, "approve", "kept", 100),
        (R, MORE, "smaller", "mended", 60),
    ],
)
def test_what_the_discussion_did(first: Ballot | None, final: Ballot, decision: str, moved: str, points: int) -> None:
    found = verdict(seat=1, first=first, final=final, because="新流水", decision=decision)
    assert (found.moved, found.points) == (moved, points)


def test_calibration_tells_stern_from_lenient() -> None:
    votes = [{"decision": decision, "final": "refuse", "moved": "kept"} for decision in ("approve", "refuse")]
    stern = calibrate(votes)
    assert (stern.lent_wrongly, stern.refused_wrongly, stern.mean_points, stern.right) == ((0, 1), (1, 1), Decimal("50.0"), 1)
    assert calibrate([]).mean_points is None
