"""Every trade is complete, and its businesses look like the trade."""

import pytest

from simulations.domain.dice import Dice
from simulations.domain.trades import TRADES
from simulations.domain.trades.trade import Trade
from simulations.domain.truth.build import build_truth


@pytest.mark.parametrize("trade", TRADES.values(), ids=lambda trade: trade.code)
def test_a_trade_is_complete(trade: Trade) -> None:
    assert len(trade.season) == 12
    assert min(trade.season) >= 0
    assert sum(category.share for category in trade.categories) == 1000
    assert all(list(shares) == sorted(shares, reverse=True) for shares in (trade.stock_ahead, trade.receivable, trade.payable))
    assert sum(trade.channels) <= 1000
    assert len({physical.key for physical in trade.physical}) == len(trade.physical) >= 2
    assert {physical.origin for physical in trade.physical} - {"customer"}
    assert all(sum(share for _, share in purpose.items) == 1000 for purpose in trade.purposes)
    assert {physical.check for physical in trade.physical} <= {"sales_material", "sales_documents", "sales_energy", "sales_capacity"}
    assert all(physical.turns and physical.place for physical in trade.physical if physical.check == "sales_capacity")


@pytest.mark.parametrize("trade", TRADES.values(), ids=lambda trade: trade.code)
def test_its_businesses_earn_what_the_trade_earns(trade: Trade) -> None:
    low, high = trade.net_margin
    for seed in range(40):
        truth = build_truth(trade, Dice("plausible", trade.code, seed))
        assert low - 10 <= truth.net_profit * 1000 // truth.annual("sales") <= high + 10
        assert trade.sales[0] * 90 <= truth.annual("sales") <= trade.sales[1] * 115
        assert 12 <= len(truth.months) <= 18
        assert truth.initial > 0
