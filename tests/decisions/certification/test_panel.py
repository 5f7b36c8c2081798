"""A panel item: who may do what when, what comes of the votes, and that nobody learns one early."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lms.decisions.domain.certification import panel
from lms.decisions.domain.certification.panel import Item, Refused, Vote, problems, result
from lms.decisions.domain.certification.panel_rule import (
    BALLOTS,
    OUTCOMES,
    Member,
    PanelRule,
    allowed,
    appeal_until,
    may_appeal,
    passes,
)
from lms.decisions.domain.certification.panel_view import next_steps, visible

YES, CONDITIONS = Vote("certified", "稳"), Vote("certified_with_conditions", "尚可", ("首单由师傅陪同",))
NO, LATER, AWAY = Vote("not_yet", "报告两次退回"), Vote("defer", "缺一件拒绝件"), Vote("withdraw", "代客户签字")
MEMBERS = (
    Member("chair", chair=True),
    Member("reader", primary=True),
    Member("third", line_manager=True),
    Member("fourth", line_manager=True),
    Member("mentor", own_mentor=True),
)


def item(**changes: Any) -> Item:
    values = {"candidate": "trainee", "kind": "grant", "level": "4", "amount": Decimal(200_000), "rule": PanelRule(), "members": MEMBERS}
    return Item(**(values | changes))


def seated(*absent: str, **changes: Any) -> Item:
    state = item(**changes)
    for member in state.members:
        if member.key not in absent:
            state = panel.arrive(state, member.key)
    return panel.begin(state)


def voted(*votes: Vote, **changes: Any) -> Item:
    """As many voters as votes, in the order of the panel."""
    state = seated(*["chair", "reader", "third", "fourth"][len(votes) :], **changes)
    for who in state.voters():
        state = panel.write_opinion(state, who, LATER)
    state = panel.call_vote(panel.open_discussion(state))
    for who, vote in zip(state.voters(), votes, strict=True):
        state = panel.cast(state, who, vote)
    return state


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def test_own_mentor_is_heard_and_does_not_vote() -> None:
    state = seated()
    assert "mentor" in state.present
    assert state.voters() == ("chair", "reader", "third", "fourth")
    assert refusal(lambda: panel.write_opinion(state, "mentor", YES)) == "own_mentor_does_not_vote"
    assert refusal(lambda: panel.appoint(state, "mentor", "chair")) == "may_not_vote"


def test_own_mentor_does_not_make_a_quorum() -> None:
    members = (MEMBERS[0], MEMBERS[1], MEMBERS[4])
    assert refusal(lambda: seated(members=members)) == "quorum_missing"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([Member("a"), Member("b", primary=True), Member("c")], "chair_missing"),
        ([Member("a", chair=True), Member("b"), Member("c")], "primary_missing"),
        ([Member(key, chair=key == "a", primary=key == "b", line_manager=True) for key in "abc"], "only_line_managers"),
        ([Member("a", chair=True, recused="conflict"), Member("b", primary=True), Member("c"), Member("d")], "chair_missing"),
    ],
)
def test_a_panel_that_is_not_complete_does_not_begin(members: list[Member], code: str) -> None:
    state = item(members=tuple(members), present=frozenset(member.key for member in members))
    assert refusal(lambda: panel.begin(state)) == code
    assert code in next_steps(state)[0].why


def test_the_candidate_is_never_in_the_room() -> None:
    state = item(members=(*MEMBERS, Member("trainee")))
    assert refusal(lambda: panel.arrive(state, "trainee")) == "recused"


def test_a_declared_relative_is_out_and_told_why() -> None:
    members = tuple(replace(one, recused="declared") if one.key == "third" else one for one in MEMBERS)
    state = seated("third", members=members)
    assert "third" not in state.voters()
    assert refusal(lambda: panel.write_opinion(state, "third", YES)) == "declared_relative"
    assert refusal(lambda: panel.appoint(state, "third", "chair")) == "may_not_vote"


def test_whoever_is_recused_takes_the_opinion_along() -> None:
    state = panel.write_opinion(seated(), "third", YES)
    state = panel.recuse(state, "third", "relative")
    assert (state.opinions, state.voters()) == ({}, ("chair", "reader", "fourth"))
    assert refusal(lambda: panel.write_opinion(state, "third", YES)) == "recused"
    assert refusal(lambda: panel.recuse(state, "fourth", "headache")) == "reason_unknown"
    state = panel.appoint(panel.recuse(state, "chair", "conflict"), "fourth", "chair")
    assert [code for code, _params in problems(state)] == ["quorum_missing"]
    assert [step.code for step in next_steps(state)] == ["adjourn"]


def test_opinions_first_then_talk_then_votes() -> None:
    state = seated()
    assert refusal(lambda: panel.cast(state, "chair", YES)) == "wrong_phase"
    assert refusal(lambda: panel.open_discussion(state)) == "opinions_missing"
    assert next_steps(state)[0].who == ("chair", "reader", "third", "fourth")
    for who in state.voters():
        assert visible(state, "chair").opinions.keys() <= {"chair"}
        state = panel.write_opinion(state, who, NO)
    assert refusal(lambda: panel.arrive(state, "mentor")) == "wrong_phase"
    state = panel.open_discussion(state)
    assert visible(state, "mentor").opinions.keys() == {"chair", "reader", "third", "fourth"}
    state = panel.cast(panel.call_vote(state), "third", YES)
    assert refusal(lambda: panel.cast(state, "third", NO)) == "voted_already"
    assert refusal(lambda: panel.adjourn(state)) == "vote_is_running"
    assert refusal(lambda: result(state)) == "votes_sealed"
    shown = visible(state, "chair")
    assert (shown.votes, shown.cast_by, shown.status, shown.in_favour) == ({}, ("third",), "", None)
    assert visible(state, "third").votes == {"third": YES}


@pytest.mark.parametrize(
    ("vote", "code"),
    [
        (Vote("maybe", "x"), "ballot_unknown"),
        (Vote("withdraw", "x"), "ballot_unknown"),
        (Vote("certified", "  "), "reason_missing"),
        (Vote("certified_with_conditions", "x"), "conditions_missing"),
        (Vote("certified", "x", ("a condition",)), "conditions_not_allowed"),
    ],
)
def test_a_vote_is_complete(vote: Vote, code: str) -> None:
    assert refusal(lambda: panel.write_opinion(seated(), "chair", vote)) == code


@pytest.mark.parametrize(
    ("votes", "decides", "status"),
    [
        ((YES, YES, NO), "majority", "certified"),
        ((YES, YES, NO), "two_thirds", "certified"),
        ((YES, YES, NO, NO), "majority", "not_yet"),
        ((YES, YES, YES, NO), "two_thirds", "certified"),
        ((YES, CONDITIONS, NO), "majority", "certified_with_conditions"),
        ((NO, NO, YES), "majority", "not_yet"),
        ((LATER, LATER, YES), "majority", "defer"),
        ((LATER, LATER, YES, NO), "majority", "not_yet"),
        ((YES, LATER, NO), "majority", "not_yet"),
    ],
)
def test_what_comes_of_the_votes(votes: tuple[Vote, ...], decides: str, status: str) -> None:
    assert result(voted(*votes, rule=PanelRule(decides=decides))) == status


@pytest.mark.parametrize(
    ("votes", "status"),
    [((YES, YES, AWAY), "certified"), ((AWAY, AWAY, YES), "withdraw"), ((YES, YES, AWAY, AWAY), "defer"), ((YES, LATER, AWAY), "defer")],
)
def test_a_review_withdraws_only_by_votes_for_it(votes: tuple[Vote, ...], status: str) -> None:
    assert result(voted(*votes, kind="review")) == status


@pytest.mark.parametrize(("in_favour", "voters", "majority", "thirds"), [(2, 4, False, False), (3, 5, True, False), (4, 6, True, True)])
def test_ties_fail_and_thirds_are_exact(in_favour: int, voters: int, majority: bool, thirds: bool) -> None:
    assert passes(in_favour, voters, "majority") is majority
    assert passes(in_favour, voters, "two_thirds") is thirds


def test_every_status_has_an_action() -> None:
    assert {(line.kind, line.status) for line in OUTCOMES} == {(kind, ballot) for kind, ballots in BALLOTS.items() for ballot in ballots}


@pytest.mark.parametrize(
    ("changes", "approver"),
    [
        ({}, "panel"),
        ({"rule": PanelRule(leader_above=Decimal(200_000))}, "panel"),
        ({"rule": PanelRule(leader_above=Decimal(199_999))}, "leader"),
        ({"rule": PanelRule(leader_above=Decimal(199_999)), "amount": None}, "leader"),
        ({"rule": PanelRule(leader_above=Decimal(1)), "level": "3a", "amount": None}, "panel"),
        ({"level": "5"}, "project_board"),
    ],
)
def test_who_approves(changes: dict[str, Any], approver: str) -> None:
    state = panel.conclude(voted(YES, YES, YES, **changes), "grant")
    assert state.decided is not None
    assert state.decided.approver == approver
    assert [step.who for step in next_steps(state)] == ([] if approver == "panel" else [(approver,)])


def test_withdrawing_has_a_choice_and_revoking_needs_the_leader() -> None:
    state = voted(AWAY, AWAY, AWAY, kind="review")
    assert [line.action for line in allowed("review", "withdraw")] == ["suspend", "lower", "revoke"]
    assert refusal(lambda: panel.conclude(state, "restore")) == "action_not_allowed"
    revoked = panel.conclude(state, "revoke").decided
    assert revoked is not None
    assert revoked.approver == "leader"


def test_conditions_are_gathered_once_each() -> None:
    more = Vote("certified_with_conditions", "x", ("首单由师傅陪同", "三个月后复看"))
    decided = panel.conclude(voted(CONDITIONS, more, NO), "grant_with_conditions").decided
    assert decided is not None
    assert decided.conditions == ("首单由师傅陪同", "三个月后复看")


def test_leaving_without_a_vote() -> None:
    state = seated()
    for who in state.voters():
        state = panel.write_opinion(state, who, NO)
    state = panel.call_vote(panel.open_discussion(state))
    for who in ("chair", "reader", "third"):
        state = panel.cast(state, who, YES)
    assert panel.leave(state, "fourth").phase == "voted"
    assert refusal(lambda: panel.leave(state, "third")) == "voted_already"
    fewer = replace(state, votes={"chair": YES, "reader": YES})
    fewer = panel.leave(panel.leave(fewer, "third"), "fourth")
    assert (fewer.phase, visible(fewer, "mentor").votes) == ("voting", {})
    again = panel.adjourn(fewer)
    assert (again.phase, again.votes, again.opinions, again.present) == ("gathering", {}, {}, frozenset())


def test_the_window_of_appeal_is_inclusive() -> None:
    decided = date(2026, 9, 1)
    assert appeal_until(decided, PanelRule(appeal_days=10)) == date(2026, 9, 11)
    assert may_appeal(decided, date(2026, 9, 11), PanelRule())
    assert not may_appeal(decided, date(2026, 9, 12), PanelRule())


def test_what_the_packet_does_not_show_is_heard_again() -> None:
    state = replace(voted(YES, CONDITIONS, YES), hindered=True)
    assert [line.action for line in state.outcomes()] == ["sit_again"]
    assert refusal(lambda: panel.conclude(state, "grant_with_conditions")) == "hindered"
    decided = panel.conclude(state, "sit_again").decided
    assert decided == panel.Decided("sit_again", "panel", ())
    review = replace(voted(YES, YES, YES, kind="review"), hindered=True)
    assert [line.action for line in review.outcomes()] == ["stay_suspended"]
    away = replace(voted(AWAY, AWAY, AWAY, kind="review"), hindered=True)
    assert [line.action for line in away.outcomes()] == ["suspend", "lower", "revoke"]


def test_after_the_votes_another_voter_takes_the_chair() -> None:
    state = voted(YES, YES, YES)
    assert refusal(lambda: panel.replace_chair(state, "mentor")) == "may_not_vote"
    assert refusal(lambda: panel.replace_chair(state, "fourth")) == "may_not_vote"
    changed = panel.replace_chair(state, "reader")
    assert [each.key for each in changed.members if each.chair] == ["reader"]
    assert changed.votes == state.votes
    assert panel.replace_chair(panel.conclude(state, "grant"), "reader").phase == "decided"
    for_the_board = panel.conclude(voted(YES, YES, YES, level="5"), "grant")
    assert refusal(lambda: panel.replace_chair(for_the_board, "reader")) == "chair_has_written"
    assert refusal(lambda: panel.replace_chair(seated(), "reader")) == "wrong_phase"


@pytest.mark.parametrize("phase", ["final", "withdrawn"])
def test_nothing_happens_with_what_is_settled(phase: Any) -> None:
    state = replace(voted(YES, YES, YES), phase=phase)
    acts: list[Callable[[], object]] = [
        lambda: panel.arrive(state, "fourth"),
        lambda: panel.recuse(state, "reader", "conflict"),
        lambda: panel.appoint(state, "reader", "primary"),
        lambda: panel.replace_chair(state, "reader"),
        lambda: panel.begin(state),
        lambda: panel.write_opinion(state, "reader", YES),
        lambda: panel.open_discussion(state),
        lambda: panel.call_vote(state),
        lambda: panel.cast(state, "reader", YES),
        lambda: panel.leave(state, "fourth"),
        lambda: panel.adjourn(state),
        lambda: panel.conclude(state, "grant"),
    ]
    assert {refusal(act) for act in acts} == {"wrong_phase"}
    assert next_steps(state) == ()
    assert len(visible(state, "third").votes) == (3 if phase == "final" else 1)
