"""What people say and what papers are called: whole sentences that fit the trade, the owner and the family."""

import pytest

from simulations.domain.evidence.collect import evidence_of
from simulations.domain.evidence.piece import Piece
from simulations.domain.evidence.talk import HOMES_TOLD
from simulations.domain.story.case import Case, make_case
from simulations.domain.trades import TRADES
from simulations.domain.trades.trade import Trade
from simulations.domain.truth.profile import HOMES

SEEDS = range(12)


def cases(trade: str) -> list[Case]:
    return [make_case(trade, seed, seed % 3 + 1) for seed in SEEDS]


def told(piece: Piece) -> str:
    cells = [cell for row in piece.table.rows for cell in row] if piece.table else []
    return "\n".join([piece.title, piece.source, piece.text, *cells])


@pytest.mark.parametrize("trade", TRADES.values(), ids=lambda trade: trade.code)
def test_suppliers_and_their_shares_fit(trade: Trade) -> None:
    assert sum(trade.supplier_shares) in {0, 1000}
    assert len(trade.supplier_shares) in {0, len(trade.suppliers)}
    assert set(trade.cash_only) < set(trade.suppliers)
    assert len(trade.shares_of(trade.suppliers)) == len(trade.suppliers)


@pytest.mark.parametrize("trade", sorted(TRADES))
def test_every_sentence_is_whole_and_fits_the_owner(trade: str) -> None:
    for case in cases(trade):
        text = "\n".join(told(piece) for piece in evidence_of(case.scene))
        wrong = ("公公",) if case.truth.profile.owner_is_man else ("岳父", "妻弟", "小舅子")
        assert [mark for mark in ("{", "}", "。。", "None", *wrong) if mark in text] == []


@pytest.mark.parametrize("trade", sorted(TRADES))
def test_nothing_big_happens_twice(trade: str) -> None:
    for case in cases(trade):
        names = [event.name for event in case.truth.events]
        assert len(names) == len(set(names))


def test_who_rents_no_home_buys_none_and_who_pays_it_off_has_it_on_record() -> None:
    for case in (case for trade in TRADES for case in cases(trade)):
        names = {event.name for event in case.truth.events}
        home = case.truth.profile.home
        assert not names & {"自家盖房", "自建房加盖一层", "县城买房", "县城房子装修"} or "租房" not in home
        report = next(piece.text for piece in evidence_of(case.scene) if piece.id == "credit_report")
        assert ("住房按揭" in report) is ("按揭" in home)


def test_every_home_can_be_told() -> None:
    assert HOMES_TOLD.keys() == {home for home, _ in HOMES}


def test_a_private_lender_is_nobody_of_the_family() -> None:
    for seed in SEEDS:
        case = make_case("hardware_wholesale", seed, 1, ("hidden_private_loan",))
        family = {case.truth.profile.owner.name[0], case.truth.profile.spouse.name[0]}
        assert case.scene.facts["private_lender"][0] not in family


def test_tobacco_is_not_sold_on_credit() -> None:
    pieces = evidence_of(make_case("convenience_store", 4, 1, ()).scene)
    table = next(piece.table for piece in pieces if piece.id == "supplier_statements")
    assert table is not None
    assert "烟草公司" not in {row[0] for row in table.rows}


def test_a_class_does_not_hear_one_sentence_only() -> None:
    said = {piece.text for case in cases("haulage") for piece in evidence_of(case.scene) if piece.id == "neighbour_sales"}
    assert len(said) >= 3
