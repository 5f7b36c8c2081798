"""What reaches a seat: sealed papers stay sealed, investigators stay outside, the truth waits."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulations.domain.committee.rule import VotingRule
from simulations.domain.committee.visible import View, may_read, view_for
from simulations.enums import CommitteePhase as Phase

from .room import CHAIR, LEAD, MEMBER, OBSERVER, OTHER, RISK, SECOND, SECRETARY, Room, room

EVERYBODY = range(1, 9)


def view(story: Room, number: int) -> View:
    seat = story.sitting.seat(number)
    assert seat is not None
    return view_for(story.sitting, seat)


def seen(story: Room, seat: int) -> tuple[set[int], set[int]]:
    item = view(story, seat).item
    return set(item.opinions), set(item.votes)


def test_a_sealed_opinion_is_its_author_s_alone() -> None:
    story = room().gather().until(Phase.FIRST_OPINIONS)
    story.do(MEMBER, "opinion", {"ballot": "refuse", "reason": "债务不清"})
    assert {seat: seen(story, seat)[0] for seat in EVERYBODY} == {seat: {MEMBER} if seat == MEMBER else set() for seat in EVERYBODY}
    assert view(story, CHAIR).opinions_in == (MEMBER,)


def test_first_opinions_stay_sealed_during_the_discussion() -> None:
    story = room().gather().until(Phase.VOTE)
    assert seen(story, OTHER)[0] == {OTHER}
    assert seen(story, OBSERVER)[0] == set()


def test_the_rule_may_open_them_before_the_discussion_but_not_to_those_outside() -> None:
    story = room(VotingRule(first_opinions_open="before_discussion")).gather().until(Phase.DISCUSSION)
    assert seen(story, OTHER)[0] == {CHAIR, MEMBER, OTHER}
    assert seen(story, LEAD)[0] == set()


def test_the_last_vote_opens_nothing_until_the_chair_counts() -> None:
    story = room().gather().until(Phase.VOTE)
    for seat in (CHAIR, MEMBER, OTHER):
        story.do(seat, "vote", {"ballot": "approve", "reason": "好"})
    assert seen(story, CHAIR)[1] == {CHAIR}
    story.move()
    assert seen(story, CHAIR)[1] == {CHAIR, MEMBER, OTHER}
    assert seen(story, OBSERVER)[1] == {CHAIR, MEMBER, OTHER}


def test_investigators_learn_who_voted_how_when_all_is_revealed_and_in_a_real_case_never() -> None:
    story = room().gather().until(Phase.MINUTES)
    assert seen(story, LEAD) == (set(), set())
    story.until(Phase.REVEAL)
    assert seen(story, LEAD)[1] == {CHAIR, MEMBER, OTHER}
    real = room(VotingRule(reveal=False, scripted_members=False)).gather().until(Phase.MINUTES)
    for seat in (CHAIR, MEMBER, OTHER, RISK, SECRETARY):
        real.do(seat, "sign")
    real.move()
    assert (real.sitting.over, seen(real, LEAD), seen(real, CHAIR)[1]) == (True, (set(), set()), {CHAIR, MEMBER, OTHER})


@pytest.mark.parametrize("phase", [Phase.LEAVING, Phase.FIRST_OPINIONS, Phase.DISCUSSION, Phase.VOTE])
def test_investigators_are_outside(phase: Phase) -> None:
    story = room().gather().until(phase)
    views = {seat: view(story, seat) for seat in EVERYBODY}
    assert {seat for seat, one in views.items() if one.outside} == {LEAD, SECOND}


def test_remarks_of_the_discussion_are_not_for_those_outside() -> None:
    story = room().gather().until(Phase.DISCUSSION)
    story.do(MEMBER, "say", {"text": "我担心那三千元"})
    story.until(Phase.MINUTES)
    remarks = {seat: len(view(story, seat).item.remarks) for seat in EVERYBODY}
    assert remarks == {seat: 0 if seat in (LEAD, SECOND) else 1 for seat in EVERYBODY}


def test_papers_for_one_role_and_the_truth() -> None:
    story = room().gather().until(Phase.QUESTIONS)
    views = {seat: view(story, seat) for seat in EVERYBODY}
    readers = {seat for seat, one in views.items() if may_read(one.seat, ("risk_officer",), one)}
    assert readers == {RISK}
    assert not any(one.truth_open for one in views.values())
    story.until(Phase.REVEAL)
    assert view(story, SECRETARY).truth_open


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations([CHAIR, MEMBER, OTHER]), upto=st.integers(0, 3))
def test_in_whatever_order_they_vote_nobody_reads_another_s(order: list[int], upto: int) -> None:
    story = room().gather().until(Phase.VOTE)
    for seat in order[:upto]:
        story.do(seat, "vote", {"ballot": "refuse", "reason": "秘密", "because": "讨论"})
    for seat in EVERYBODY:
        assert seen(story, seat)[1] <= {seat}
