"""Figures of a day from the moves of a case that has no milestones."""

import pytest

from lms.operations.domain.moves import figures_of_move


@pytest.mark.parametrize(
    ("details", "figures"),
    [
        ({"from": "acceptance", "to": "admission"}, ()),
        ({"from": "investigation", "to": "report"}, ("investigations",)),
        ({"from": "report", "to": "approval"}, ("reports", "sittings")),
        ({"from": "investigation", "to": "approval"}, ("investigations", "reports", "sittings")),
        ({"from": "approval", "to": "disbursement"}, ("approved",)),
        ({"from": "report", "to": "investigation"}, ("returns",)),
        ({"from": "disbursement", "to": "post_loan"}, ()),
        ({"from": "open", "to": "running", "node": "disbursement"}, ("payouts",)),
        ({"from": "open", "to": "running", "node": "approval"}, ("approved", "payouts")),
        ({"from": "open", "to": "running", "node": "report"}, ("reports", "approved", "sittings", "payouts")),
        ({"from": "open", "to": "running"}, ("payouts",)),
        ({"folder": "opened", "to": "acceptance"}, ()),
        ({}, ()),
    ],
)
def test_what_a_move_counts_as(details: dict[str, str], figures: tuple[str, ...]) -> None:
    assert figures_of_move(details) == figures
