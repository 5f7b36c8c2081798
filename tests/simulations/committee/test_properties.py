"""Whatever people do in whatever order: papers stay sealed, votes are counted once, nobody votes who may not."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from simulations.domain.committee import machine
from simulations.domain.committee.phases import ORDER
from simulations.domain.committee.rule import VotingRule
from simulations.domain.committee.state import new_sitting
from simulations.domain.committee.visible import view_for
from simulations.enums import Ballot, Majority
from simulations.enums import CommitteePhase as Phase

from .room import CHAIR, CONDITION, LEAD, SEATS, SECOND, VOTERS, Room, room

SEAT = st.sampled_from([seat.number for seat in SEATS])
BALLOT = st.sampled_from(list(Ballot))


class CommitteeStory(RuleBasedStateMachine):
    """Order of votes, leaving and coming back, doing things twice, vetoes, recusals, adjournments."""

    def __init__(self) -> None:
        super().__init__()
        self.room: Room = room(VotingRule(majority=Majority.TWO_THIRDS), cases=2)
        self.cast: dict[tuple[int, int], Ballot] = {}
        self.last = (0, 0)

    @rule(seat=SEAT)
    def arrives(self, seat: int) -> None:
        self.room.do(seat, "arrive")

    @rule()
    def all_arrive(self) -> None:
        for seat in SEATS:
            self.room.do(seat.number, "arrive")

    @rule(seat=SEAT)
    def leaves(self, seat: int) -> None:
        self.room.do(seat, "leave")

    @rule(seat=SEAT)
    def is_marked_absent(self, seat: int) -> None:
        self.room.do(CHAIR, "absent", {"seat": seat, "reason": "离席"})

    @rule(seat=SEAT)
    def is_recused(self, seat: int) -> None:
        self.room.do(seat, "recuse", {"reason": "近亲属"})

    @rule()
    def work_is_done(self) -> None:
        """What the phase asks for from those who are not voters."""
        self.room.do(LEAD, "present", {"text": "陈述"})
        self.room.do(SECOND, "second", {"text": "补充", "agrees": True})
        for voter in VOTERS:
            self.room.do(voter, "ask", {"topic": "debts", "text": "？"})
        for question in self.room.sitting.item.questions:
            self.room.do(LEAD, "answer", {"question": question.number, "text": "答"})
        self.room.do(CHAIR, "resolve", {"reason": "决议", "amount": "1", "conditions": [CONDITION]})
        self.room.do(CHAIR, "resolve", {"reason": "决议"})

    @rule(seat=SEAT, ballot=BALLOT)
    def gives_an_opinion(self, seat: int, ballot: Ballot) -> None:
        self.room.do(seat, "opinion", {"ballot": ballot, "reason": "理由"})

    @rule(ballot=BALLOT)
    def all_give_an_opinion(self, ballot: Ballot) -> None:
        for voter in VOTERS:
            self.room.do(voter, "opinion", {"ballot": ballot, "reason": "理由"})

    @rule(seat=SEAT, ballot=BALLOT)
    def votes(self, seat: int, ballot: Ballot) -> None:
        place = (self.room.sitting.current, seat)
        refused = self.room.do(seat, "vote", {"ballot": ballot, "reason": "理由", "because": "新事实", "conditions": [CONDITION]})
        if refused is None:
            assert place not in self.cast, "a second ballot was taken"
            assert seat in VOTERS
            self.cast[place] = ballot

    @rule()
    def risk_officer_blocks(self) -> None:
        self.room.do(4, "veto", {"reason": "借名"})

    @rule(seat=SEAT)
    def signs(self, seat: int) -> None:
        self.room.do(seat, "sign")

    @rule(reason=st.sampled_from(["", "继续"]))
    def chair_moves_on(self, reason: str) -> None:
        if not self.room.sitting.over:
            self.room.move(reason, by=self.room.sitting.conductor or CHAIR)

    @rule()
    def chair_adjourns(self) -> None:
        self.room.do(self.room.sitting.conductor or CHAIR, "adjourn", {"reason": "改期"})

    @invariant()
    def nobody_reads_a_sealed_ballot(self) -> None:
        sitting = self.room.sitting
        for position, item in enumerate(sitting.items):
            counted = item.phase in ORDER and ORDER.index(item.phase) > ORDER.index(Phase.VOTE)
            for seat in sitting.seats:
                if not counted:
                    view = view_for(sitting, seat, position)
                    assert set(view.item.votes) <= {seat.number}
                    assert set(view.item.opinions) <= {seat.number}

    @invariant()
    def those_counted_are_those_who_voted(self) -> None:
        sitting = self.room.sitting
        for position, item in enumerate(sitting.items):
            if item.tally is not None:
                assert sum(item.tally.counts.values()) == item.tally.voters == len(item.voters)
                assert {seat: vote.ballot for seat, vote in item.votes.items()}.items() <= {
                    seat: ballot for (place, seat), ballot in self.cast.items() if place == position
                }.items()
                assert not set(item.voters) & set(item.recusals)

    @invariant()
    def a_case_never_goes_back(self) -> None:
        sitting = self.room.sitting
        phase = sitting.item.phase
        here = (sitting.current, ORDER.index(phase) if phase in ORDER else len(ORDER))
        assert here >= self.last
        self.last = here

    @invariant()
    def the_events_alone_give_the_same_sitting(self) -> None:
        fresh = new_sitting(seats=SEATS, rule=self.room.sitting.rule, cases=2)
        assert machine.fold(fresh, self.room.events) == self.room.sitting

    @invariant()
    def somebody_can_always_go_on(self) -> None:
        sitting = self.room.sitting
        able = [seat.number for seat in sitting.seats if seat.number in sitting.present and seat.role != "observer"]
        assert bool(sitting.conductor) == bool(able)


CommitteeStory.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_committee_story = CommitteeStory.TestCase
