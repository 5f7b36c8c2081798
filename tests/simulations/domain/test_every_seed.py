"""The full run: every trade with SEEDS seeds (10,000), levels in turn, whatever they hide."""

import json
import os

import pytest

from simulations.domain.case_file.recompute import audit_case
from simulations.domain.story.case import make_case
from simulations.domain.story.case_json import case_file
from simulations.domain.trades import TRADES
from tests.simulations.domain.invariants import assert_case_holds

SEEDS = int(os.environ.get("SEEDS") or 10_000)
PARTS = 10


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("trade", sorted(TRADES))
def test_every_case_holds(trade: str, part: int) -> None:
    for seed in range(part, SEEDS, PARTS):
        case = make_case(trade, seed, seed % 3 + 1)
        assert_case_holds(case)
        if seed % 50 == part:
            assert audit_case(json.loads(json.dumps(case_file(case)))) == []
