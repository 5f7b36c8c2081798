"""Scripted members: they act by rule, in time, and can be argued with."""

from typing import Any

import pytest

from simulations.domain.committee.case import CommitteeCase, InvalidCase, read_case
from simulations.domain.committee.rule import VotingRule
from simulations.domain.committee.scripted import next_act
from simulations.domain.committee.state import Item, Question, Seat
from simulations.domain.committee.temperaments import judge
from simulations.enums import Ballot, Majority, Temperament, Topic
from simulations.enums import CommitteePhase as Phase
from simulations.enums import CommitteeRole as Role

from .cases import case_file
from .room import Room, room

CASE = read_case(case_file())


def asked(topic: Topic, *, papers: tuple[str, ...] = (), promised: bool = False, answered: bool = True) -> Question:
    return Question(1, 2, topic, "？", "答" if answered else "", 5 if answered else 0, promised, papers)


@pytest.mark.parametrize(
    ("temperament", "questions", "ballot"),
    [
        (Temperament.CAUTIOUS, (), Ballot.REFUSE),
        (Temperament.GROWTH, (), Ballot.CONDITIONAL),
        (Temperament.DETAIL, (), Ballot.REFUSE),
        (Temperament.CAUTIOUS, (asked(Topic.DEBTS),), Ballot.CONDITIONAL),
        (Temperament.DETAIL, (asked(Topic.DEBTS, promised=True),), Ballot.REFUSE),
        (Temperament.DETAIL, (asked(Topic.DEBTS, papers=("flow",)), asked(Topic.TRADE, answered=False)), Ballot.INVESTIGATE),
        (Temperament.GROWTH, (asked(Topic.DEBTS, papers=("flow",)),), Ballot.APPROVE),
        (Temperament.CAUTIOUS, (asked(Topic.DEBTS, papers=("stock",)),), Ballot.CONDITIONAL),
    ],
)
def test_the_same_papers_three_temperaments(temperament: Temperament, questions: tuple[Question, ...], ballot: Ballot) -> None:
    assert judge(CASE, Item(questions=questions), temperament).ballot == ballot


def test_a_clean_case_is_lent_to_by_all() -> None:
    data = case_file(concerns=[])
    data["application"]["coverage"] = "2.1"
    assert {judge(read_case(data), Item(), one).ballot for one in Temperament} == {Ballot.APPROVE}


def play(story: Room, case: CommitteeCase) -> None:
    """Lets the scripted seats act until they wait for people."""
    for _ in range(60):
        act = next_act(story.sitting, case, "seed")
        if act is None:
            return
        assert story.do(act.seat, act.kind, act.data) is None
    raise AssertionError("scripted members never rest")


SCRIPTED = (
    Seat(1, Role.CHAIR, temperament="cautious"),
    Seat(2, Role.MEMBER, temperament="growth"),
    Seat(3, Role.MEMBER, temperament="detail"),
)
OTHERS = (Seat(5, Role.LEAD_INVESTIGATOR, temperament="detail"), Seat(6, Role.SECOND_INVESTIGATOR, temperament="detail"))


def test_one_trainee_alone_presents_and_answers() -> None:
    story = room(VotingRule(majority=Majority.TWO_THIRDS), seats=(*SCRIPTED, Seat(5, Role.LEAD_INVESTIGATOR), OTHERS[1]))
    story.do(5, "arrive")
    play(story, CASE)
    assert story.move(by=5) is None
    story.do(5, "present", {"text": "五金店进货"})
    assert story.move(by=5) is None
    play(story, CASE)
    assert story.move(by=5) is None
    asked_so_far = 0
    while True:
        play(story, CASE)
        waiting = [one for one in story.sitting.item.questions if one.open]
        if not waiting:
            break
        asked_so_far += len(waiting)
        for one in waiting:
            assert story.do(5, "answer", {"question": one.number, "text": "见流水摘要", "papers": ["flow"]}) is None
    assert asked_so_far == 6
    assert len({one.topic for one in story.sitting.item.questions}) == 6
    for _ in range(5):
        assert story.move(by=5) is None
        play(story, CASE)
    assert story.sitting.item.tally is not None
    assert story.do(5, "resolve", {"reason": "附条件同意", "amount": "150000", "conditions": [_condition(story)]}) is None
    assert story.move(by=5) is None
    play(story, CASE)
    assert set(story.sitting.item.signatures) == {1, 2, 3}
    assert story.move(by=5) is None
    assert story.sitting.item.phase == Phase.REVEAL


def _condition(story: Room) -> dict[str, Any]:
    votes = story.sitting.item.votes.values()
    return next(vars(condition) for vote in votes for condition in vote.conditions)


def test_one_trainee_alone_sits_as_member() -> None:
    story = room(VotingRule(majority=Majority.TWO_THIRDS), seats=(SCRIPTED[0], Seat(2, Role.MEMBER), SCRIPTED[2], *OTHERS))
    story.do(2, "arrive")
    for _ in range(3):
        play(story, CASE)
        assert story.move(by=2) is None
    play(story, CASE)
    story.do(2, "ask", {"topic": "guarantee", "text": "有担保吗？"})
    play(story, CASE)
    unknown = next(one for one in story.sitting.item.questions if one.topic == Topic.GUARANTEE)
    assert (unknown.promised, unknown.answered_by) == (True, 5)
    known = next(one for one in story.sitting.item.questions if one.topic == Topic.DEBTS)
    assert (known.promised, known.answer) == (False, "客户说是还朋友的。")


def test_the_same_sitting_goes_the_same_way() -> None:
    ways = []
    for _ in range(2):
        story = room(seats=(*SCRIPTED, Seat(5, Role.LEAD_INVESTIGATOR), OTHERS[1])).gather(5)
        play(story, CASE)
        ways.append([(event.seat, event.kind, dict(event.data)) for event in story.events])
    assert ways[0] == ways[1]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"format": "x"}, "format"),
        ({"title": " "}, "case.title"),
        ({"application": {"amount": "-1"}}, "application.term_months"),
        ({"concerns": [{"topic": "debts", "severity": 4, "text": "x", "paper": "flow"}]}, "concerns[0].severity"),
        ({"concerns": [{"topic": "debts", "severity": 2, "text": "x", "paper": "nowhere"}]}, "concerns[0].paper"),
        ({"concerns": [{"topic": "luck", "severity": 2, "text": "x", "paper": "flow"}]}, "concerns[0].topic"),
        ({"papers": [{"code": "a", "title": "甲", "rows": [], "roles": ["king"]}]}, "papers[0].roles"),
        ({"papers": "none"}, "papers"),
        ({"truth": {"decision": "maybe"}}, "truth.decision"),
        ({"answers": []}, "answers"),
    ],
)
def test_a_bad_case_file_is_named_by_its_line(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidCase) as caught:
        read_case(case_file(**changes))
    assert caught.value.path == path
