"""Voting rules as data, and the count they give."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.domain.committee.rule import InvalidVotingRule, VotingRule, for_mode, read_rule
from simulations.domain.committee.tally import count, is_approval
from simulations.enums import Ballot, CommitteeMode, ItemOutcome, Majority

A, C, R, MORE = Ballot.APPROVE, Ballot.CONDITIONAL, Ballot.REFUSE, Ballot.INVESTIGATE


@pytest.mark.parametrize(
    ("majority", "voters", "needed"),
    [
        (Majority.UNANIMOUS, 3, 3),
        (Majority.TWO_THIRDS, 3, 2),
        (Majority.TWO_THIRDS, 4, 3),
        (Majority.TWO_THIRDS, 7, 5),
        (Majority.SIMPLE, 3, 2),
        (Majority.SIMPLE, 4, 3),
        (Majority.SIMPLE, 7, 4),
    ],
)
def test_how_many_approvals_carry(majority: Majority, voters: int, needed: int) -> None:
    assert VotingRule(majority=majority).needed(voters) == needed


@pytest.mark.parametrize(
    ("majority", "ballots", "outcome"),
    [
        (Majority.UNANIMOUS, [A, A, A], ItemOutcome.APPROVED),
        (Majority.UNANIMOUS, [A, A, C], ItemOutcome.CONDITIONAL),
        (Majority.UNANIMOUS, [A, A, R], ItemOutcome.REFUSED),
        (Majority.UNANIMOUS, [A, MORE, MORE], ItemOutcome.RETURNED),
        (Majority.UNANIMOUS, [R, MORE, A], ItemOutcome.REFUSED),
        (Majority.TWO_THIRDS, [A, C, R], ItemOutcome.CONDITIONAL),
        (Majority.TWO_THIRDS, [A, R, R], ItemOutcome.REFUSED),
        (Majority.SIMPLE, [A, A, R, R], ItemOutcome.REFUSED),
        (Majority.SIMPLE, [A, A, A, R], ItemOutcome.APPROVED),
        (Majority.SIMPLE, [MORE, MORE, MORE, R, A], ItemOutcome.RETURNED),
    ],
)
def test_outcomes(majority: Majority, ballots: list[Ballot], outcome: ItemOutcome) -> None:
    assert count(dict(enumerate(ballots, 1)), VotingRule(majority=majority)).outcome == outcome


@given(
    ballots=st.lists(st.sampled_from(list(Ballot)), min_size=1, max_size=9),
    majority=st.sampled_from(list(Majority)),
)
def test_a_veto_only_ever_blocks(ballots: list[Ballot], majority: Majority) -> None:
    cast = dict(enumerate(ballots, 1))
    free, blocked = (count(cast, VotingRule(majority=majority), blocked=blocked) for blocked in (False, True))
    assert blocked.outcome == (ItemOutcome.BLOCKED if is_approval(free.outcome) else free.outcome)


@given(ballots=st.lists(st.sampled_from(list(Ballot)), min_size=1, max_size=9), majority=st.sampled_from(list(Majority)))
def test_one_more_approval_never_turns_a_yes_into_a_no(ballots: list[Ballot], majority: Majority) -> None:
    rule = VotingRule(majority=majority)
    before = count(dict(enumerate(ballots, 1)), rule)
    after = count(dict(enumerate([A if one == R else one for one in ballots], 1)), rule)
    assert is_approval(after.outcome) or not is_approval(before.outcome)


def test_no_ballots_no_outcome() -> None:
    with pytest.raises(ValueError, match="no ballots"):
        count({}, VotingRule())


def test_a_rule_survives_its_data() -> None:
    rule = VotingRule(majority=Majority.TWO_THIRDS, quorum=Fraction(3, 4), quorum_least=5, chair_veto=True, risk_votes=True)
    assert read_rule(rule.as_data()) == rule


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"majority": "coin"}, "majority"),
        ({"quorum": "half"}, "quorum"),
        ({"quorum": "1/0"}, "quorum"),
        ({"quorum": "5/4"}, "quorum"),
        ({"quorum_least": True}, "quorum_least"),
        ({"quorum_least": 0}, "quorum_least"),
        ({"chair_veto": "yes"}, "chair_veto"),
        ({"first_opinions_open": "never"}, "first_opinions_open"),
        ({"abstention": True}, "abstention"),
    ],
)
def test_what_is_no_rule_is_named(data: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidVotingRule) as caught:
        read_rule(data)
    assert caught.value.field == field


@pytest.mark.parametrize(("entitled", "least"), [(3, 3), (5, 4), (7, 5), (2, 3)])
def test_quorum(entitled: int, least: int) -> None:
    assert VotingRule().least_present(entitled) == least


def test_a_real_case_has_no_scripted_members_and_no_reveal() -> None:
    real = for_mode(VotingRule(), CommitteeMode.REAL)
    assert (real.scripted_members, real.reveal) == (False, False)
    assert for_mode(VotingRule(), CommitteeMode.REHEARSAL) == VotingRule()
