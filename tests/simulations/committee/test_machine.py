"""The committee's state machine, act by act."""

import pytest

from simulations.domain.committee.rule import VotingRule
from simulations.domain.committee.state import Seat, seating_problem
from simulations.enums import CommitteePhase as Phase
from simulations.enums import CommitteeRole as Role
from simulations.enums import ItemOutcome, Majority, Refused

from .room import CHAIR, CONDITION, LEAD, MEMBER, OBSERVER, OTHER, RISK, SEATS, SECOND, SECRETARY, VOTERS, room


def test_the_whole_way() -> None:
    story = room().gather().until(Phase.REVEAL)
    item = story.sitting.item
    assert item.tally is not None
    assert (item.tally.outcome, item.tally.needed, item.tally.approvals) == (ItemOutcome.APPROVED, 3, 3)
    assert set(item.signatures) == {*VOTERS, RISK, SECRETARY}
    assert story.move() is None  # scoring
    assert story.move() is None
    assert story.sitting.over
    assert story.do(CHAIR, "move", {"to": "done"}) == Refused.CLOSED


def test_a_real_case_ends_with_its_minutes() -> None:
    story = room(VotingRule(reveal=False, scripted_members=False)).gather().until(Phase.MINUTES)
    for seat in (*VOTERS, RISK, SECRETARY):
        story.do(seat, "sign")
    assert story.move() is None
    assert story.sitting.over


def test_one_sign_in_for_the_whole_agenda() -> None:
    story = room(cases=2).gather().until(Phase.SCORING)
    story.move()
    assert (story.sitting.current, story.sitting.item.phase, len(story.sitting.present)) == (1, Phase.OPENING, 8)
    assert story.sitting.item.since is not None


def test_no_quorum_no_case() -> None:
    story = room().gather(CHAIR, MEMBER, LEAD)
    assert story.move() == Refused.NO_QUORUM
    story.do(OTHER, "arrive")
    assert story.move() is None


def test_recusal_counts_against_the_quorum_of_this_case_only() -> None:
    story = room(cases=2).gather()
    assert story.do(OTHER, "recuse", {"reason": "申请人是表弟"}) is None
    assert story.move() == Refused.NO_QUORUM
    assert story.do(CHAIR, "adjourn", {"reason": "不足法定人数，改期"}) is None
    assert story.move() is None
    assert story.sitting.items[0].phase == Phase.ADJOURNED
    assert story.sitting.items[1].recusals == {}


def test_the_chair_must_be_there_where_the_rule_says_so() -> None:
    seats = (*SEATS, Seat(9, Role.MEMBER))
    story = room(seats=seats)
    for seat in (MEMBER, OTHER, 9, LEAD, SECRETARY):
        story.do(seat, "arrive")
    assert story.sitting.conductor == SECRETARY
    assert story.move(by=SECRETARY) == Refused.CHAIR_MISSING


@pytest.mark.parametrize(
    ("phase", "seat", "kind", "data", "refused"),
    [
        (Phase.PRESENTATION, SECOND, "present", {"text": "我来讲"}, Refused.NOT_YOURS),
        (Phase.PRESENTATION, LEAD, "present", {"text": "  "}, Refused.REASON_MISSING),
        (Phase.PRESENTATION, MEMBER, "move", {"to": "second_view"}, Refused.NOT_YOURS),
        (Phase.PRESENTATION, CHAIR, "move", {"to": "second_view"}, Refused.SOMETHING_OPEN),
        (Phase.PRESENTATION, CHAIR, "move", {"to": "vote"}, Refused.NOT_NOW),
        (Phase.QUESTIONS, LEAD, "ask", {"topic": "debts", "text": "?"}, Refused.NOT_YOURS),
        (Phase.QUESTIONS, OBSERVER, "ask", {"topic": "debts", "text": "?"}, Refused.NOT_YOURS),
        (Phase.QUESTIONS, LEAD, "answer", {"question": 1, "text": "答"}, Refused.UNKNOWN_QUESTION),
        (Phase.QUESTIONS, MEMBER, "vote", {"ballot": "approve", "reason": "好"}, Refused.NOT_NOW),
        (Phase.FIRST_OPINIONS, RISK, "opinion", {"ballot": "approve", "reason": "好"}, Refused.NOT_A_VOTER),
        (Phase.FIRST_OPINIONS, MEMBER, "opinion", {"ballot": "approve", "reason": ""}, Refused.REASON_MISSING),
        (Phase.FIRST_OPINIONS, MEMBER, "recuse", {"reason": "晚了"}, Refused.NOT_NOW),
        (Phase.VOTE, MEMBER, "vote", {"ballot": "conditional", "reason": "带条件", "because": "账龄"}, Refused.CONDITION_MISSING),
        (
            Phase.VOTE,
            MEMBER,
            "vote",
            {"ballot": "conditional", "reason": "带条件", "because": "账龄", "conditions": [{**CONDITION, "owner": ""}]},
            Refused.CONDITION_INCOMPLETE,
        ),
        (Phase.VOTE, MEMBER, "vote", {"ballot": "refuse", "reason": "债务不清"}, Refused.CHANGE_UNEXPLAINED),
        (Phase.VOTE, CHAIR, "move", {"to": "resolution", "reason": "不等了"}, Refused.BALLOTS_MISSING),
        (Phase.RESOLUTION, CHAIR, "veto", {"reason": "不放心"}, Refused.NO_VETO),
        (Phase.RESOLUTION, CHAIR, "move", {"to": "minutes"}, Refused.RESOLUTION_MISSING),
        (Phase.RESOLUTION, CHAIR, "resolve", {"reason": "同意"}, Refused.RESOLUTION_MISSING),
        (Phase.MINUTES, LEAD, "sign", {}, Refused.NOT_YOURS),
        (Phase.MINUTES, CHAIR, "move", {"to": "reveal"}, Refused.SIGNATURES_MISSING),
    ],
)
def test_what_may_not_be_done(phase: Phase, seat: int, kind: str, data: dict[str, object], refused: Refused) -> None:
    assert room().gather().until(phase).do(seat, kind, data) == refused


def test_who_has_not_signed_in_does_nothing() -> None:
    story = room().gather(CHAIR, MEMBER, OTHER, LEAD).until(Phase.PRESENTATION)
    assert story.do(SECRETARY, "say", {"text": "在"}) == Refused.NOT_NOW
    assert story.do(SECOND, "leave") == Refused.NOT_PRESENT


def test_a_phase_with_something_open_is_left_with_a_reason() -> None:
    story = room().gather().until(Phase.PRESENTATION)
    assert story.move("主调临时出警，材料已发") is None
    assert story.sitting.item.skipped[0].reason == "主调临时出警，材料已发"


def test_sealed_papers_are_not_exchanged() -> None:
    story = room().gather().until(Phase.VOTE)
    story.do(MEMBER, "vote", {"ballot": "approve", "reason": "好"})
    assert story.do(MEMBER, "vote", {"ballot": "refuse", "reason": "改", "because": "改"}) == Refused.ALREADY


def test_who_leaves_during_the_vote_no_longer_holds_it_up() -> None:
    seats = (*SEATS, Seat(9, Role.MEMBER))
    story = room(VotingRule(majority=Majority.TWO_THIRDS), seats=seats).gather()
    story.do(9, "arrive")
    story.until(Phase.FIRST_OPINIONS)
    for seat in (*VOTERS, 9):
        story.do(seat, "opinion", {"ballot": "approve", "reason": "好"})
    story.until(Phase.VOTE)
    for seat in VOTERS:
        story.do(seat, "vote", {"ballot": "approve", "reason": "好"})
    assert story.move() == Refused.BALLOTS_MISSING
    assert story.do(CHAIR, "absent", {"seat": 9, "reason": "断线未归"}) is None
    assert story.move() is None
    assert story.sitting.item.tally is not None
    assert story.sitting.item.tally.voters == 3
    assert story.do(9, "arrive") is None  # comes back, too late for this vote
    assert story.do(9, "vote", {"ballot": "refuse", "reason": "迟到"}) == Refused.NOT_NOW


def test_too_many_leaving_ends_the_vote() -> None:
    story = room().gather().until(Phase.VOTE)
    story.do(OTHER, "leave")
    assert story.move() == Refused.NO_QUORUM
    assert story.do(CHAIR, "adjourn", {"reason": "不足法定人数"}) is None
    assert story.sitting.items[0].votes == {}


def test_the_risk_officer_blocks_an_approval_and_nothing_else() -> None:
    story = room().gather().until(Phase.RESOLUTION)
    assert story.do(RISK, "veto", {"reason": "借名"}) is None
    assert story.sitting.item.tally is not None
    assert story.sitting.item.tally.outcome == ItemOutcome.BLOCKED
    assert story.do(CHAIR, "resolve", {"reason": "同意", "amount": "1"}) == Refused.VETOED
    assert story.do(CHAIR, "resolve", {"reason": "风险否决，不予发放"}) is None
    refused = room().gather().until(Phase.VOTE)
    for seat in VOTERS:
        refused.do(seat, "vote", {"ballot": "refuse", "reason": "不行", "because": "讨论"})
    refused.move()
    assert refused.do(RISK, "veto", {"reason": "也不行"}) == Refused.NOTHING_TO_BLOCK
    assert refused.do(CHAIR, "resolve", {"reason": "不同意", "amount": "5"}) == Refused.NOTHING_TO_BLOCK


def test_conditions_reach_the_resolution() -> None:
    story = room().gather().until(Phase.VOTE)
    for seat in VOTERS:
        story.do(seat, "vote", {"ballot": "conditional", "reason": "带条件", "because": "答疑", "conditions": [CONDITION]})
    story.move()
    assert story.do(CHAIR, "resolve", {"reason": "同意", "amount": "100000", "term_months": 12}) == Refused.CONDITION_MISSING
    assert story.do(CHAIR, "resolve", {"reason": "同意", "amount": "100000", "term_months": 12, "conditions": [CONDITION]}) is None


@pytest.mark.parametrize(
    ("seats", "rule", "cases", "problem"),
    [
        (SEATS, VotingRule(), 1, ""),
        (SEATS, VotingRule(), 0, "no_cases"),
        (SEATS[1:], VotingRule(), 1, "no_chair"),
        (SEATS[:4], VotingRule(), 1, "no_lead"),
        ((*SEATS, Seat(9, Role.SECRETARY)), VotingRule(), 1, "twice"),
        ((*SEATS, Seat(1, Role.MEMBER)), VotingRule(), 1, "numbers"),
        (tuple(seat for seat in SEATS if seat.number != OTHER), VotingRule(), 1, "too_few_voters"),
        (tuple(seat for seat in SEATS if seat.number != OTHER), VotingRule(risk_votes=True), 1, ""),
        ((*SEATS[:7], Seat(8, Role.MEMBER, temperament="growth")), VotingRule(scripted_members=False), 1, "scripted"),
        (tuple(Seat(seat.number, seat.role, temperament="growth") for seat in SEATS), VotingRule(), 1, "nobody"),
    ],
)
def test_seats_that_make_a_committee(seats: tuple[Seat, ...], rule: VotingRule, cases: int, problem: str) -> None:
    assert seating_problem(seats, rule, cases) == problem
