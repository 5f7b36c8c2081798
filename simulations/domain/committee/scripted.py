"""What scripted seats do next. They act through the same events as people, in words a person can answer."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from simulations.enums import Ballot, CommitteeRole, Temperament, Topic
from simulations.enums import CommitteePhase as Phase

from .acts import signers
from .cards import CARDS, CONDITIONS, MOODS
from .case import CommitteeCase
from .state import INVESTIGATORS, PANEL, Item, Seat, Sitting
from .temperaments import CHARACTERS, Judgement, judge

MOST_QUESTIONS = 2


@dataclass(frozen=True)
class Act:
    """An event a scripted seat wants to cause."""

    seat: int
    kind: str
    data: Mapping[str, Any]


def next_act(sitting: Sitting, case: CommitteeCase, seed: str) -> Act | None:
    """The next act of any scripted seat, in order of seats; None while all of them wait for people."""
    if sitting.over:
        return None
    for seat in sitting.seats:
        if seat.scripted:
            found = Act(seat.number, "arrive", {}) if seat.number not in sitting.present else _act(sitting, case, seat, seed)
            if found:
                return found
    return None


def _act(sitting: Sitting, case: CommitteeCase, seat: Seat, seed: str) -> Act | None:
    step = STEPS.get(sitting.item.phase)
    data = step(sitting, case, seat, seed) if step else None
    return Act(seat.number, data[0], data[1]) if data else None


Wanted = tuple[str, dict[str, Any]] | None


def _present(sitting: Sitting, case: CommitteeCase, seat: Seat, seed: str) -> Wanted:
    if seat.role == CommitteeRole.LEAD_INVESTIGATOR and not sitting.item.statement:
        return "present", {"text": case.report}
    return None


def _second(sitting: Sitting, case: CommitteeCase, seat: Seat, seed: str) -> Wanted:
    if seat.role == CommitteeRole.SECOND_INVESTIGATOR and not sitting.item.second_view:
        return "second", {"text": case.second_report, "agrees": case.second_agrees}
    return None


def _questions(sitting: Sitting, case: CommitteeCase, seat: Seat, seed: str) -> Wanted:
    if seat.role in INVESTIGATORS:
        return _answer(sitting, case, seat)
    if seat.role in PANEL and seat.number not in sitting.item.recusals:
        return _ask(sitting.item, seat, seed)
    return None


def _ask(item: Item, seat: Seat, seed: str) -> Wanted:
    """One question at a time, on a topic of one's temperament nobody has raised yet."""
    own = [one for one in item.questions if one.by == seat.number]
    if len(own) >= MOST_QUESTIONS or any(one.open for one in own):
        return None
    raised = {one.topic for one in item.questions}
    for topic in CHARACTERS[Temperament(seat.temperament)].asks:
        if topic not in raised:
            cards = CARDS[topic]
            return "ask", {"topic": str(topic), "text": cards[_pick(seed, str(seat.number), str(topic)) % len(cards)]}
    return None


def _answer(sitting: Sitting, case: CommitteeCase, seat: Seat) -> Wanted:
    """The lead answers; the second only where there is nobody else to. Whoever doesn't know says so and promises it."""
    people = [one for one in sitting.seats if one.role in INVESTIGATORS and not one.scripted and one.number in sitting.present]
    scripted = [one for one in sitting.seats if one.role in INVESTIGATORS and one.scripted]
    lead_is_person = any(one.role == CommitteeRole.LEAD_INVESTIGATOR for one in people)
    if lead_is_person or (scripted and seat.number != scripted[0].number):
        return None
    question = next((one for one in sitting.item.questions if one.open), None)
    if question is None:
        return None
    known = case.answers.get(question.topic)
    if known is None:
        return "answer", {"question": question.number, "text": MOODS["unknown"], "promised": True, "papers": []}
    text, paper = known
    return "answer", {"question": question.number, "text": text, "promised": False, "papers": [paper] if paper else []}


def _opinion(sitting: Sitting, case: CommitteeCase, seat: Seat, seed: str) -> Wanted:
    item = sitting.item
    if seat.number not in item.voters or seat.number in item.opinions:
        return None
    judgement = judge(case, item, Temperament(seat.temperament))
    return "opinion", {"ballot": str(judgement.ballot), "reason": _reason(judgement)}


def _say(sitting: Sitting, case: CommitteeCase, seat: Seat, seed: str) -> Wanted:
    item = sitting.item
    if seat.number not in item.voters or any(one.seat == seat.number for one in item.remarks):
        return None
    return "say", {"text": _reason(judge(case, item, Temperament(seat.temperament)))}


def _vote(sitting: Sitting, case: CommitteeCase, seat: Seat, seed: str) -> Wanted:
    item = sitting.item
    if seat.number not in item.voters or seat.number in item.votes:
        return None
    judgement = judge(case, item, Temperament(seat.temperament))
    first = item.opinions.get(seat.number)
    conditions = [_condition(judgement)] if judgement.ballot == Ballot.CONDITIONAL else []
    because = MOODS["changed"] if first is not None and first.ballot != judgement.ballot else ""
    return "vote", {"ballot": str(judgement.ballot), "reason": _reason(judgement), "because": because, "conditions": conditions}


def _sign(sitting: Sitting, case: CommitteeCase, seat: Seat, seed: str) -> Wanted:
    if seat.number in signers(sitting, sitting.item) and seat.number not in sitting.item.signatures:
        return "sign", {}
    return None


def _reason(judgement: Judgement) -> str:
    """In the words of the papers: what weighs most is named, not felt."""
    parts = [MOODS[str(judgement.ballot)]]
    if judgement.gravest is not None:
        parts.append(f"{MOODS['weighs']}{judgement.gravest.text}")
    if judgement.short_of_income:
        parts.append(MOODS["income"])
    if judgement.unanswered:
        parts.append(MOODS["waiting"])
    return "".join(parts)


def _condition(judgement: Judgement) -> dict[str, Any]:
    topic = judgement.gravest.topic if judgement.gravest is not None else Topic.REPAYMENT
    text, owner, due, before = CONDITIONS[topic]
    return {"text": text, "owner": owner, "due": due, "before": before}


def _pick(*parts: str) -> int:
    """The same choice on any machine."""
    return int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:4], "big")


STEPS: Mapping[Phase, Callable[[Sitting, CommitteeCase, Seat, str], Wanted]] = {
    Phase.PRESENTATION: _present,
    Phase.SECOND_VIEW: _second,
    Phase.QUESTIONS: _questions,
    Phase.FIRST_OPINIONS: _opinion,
    Phase.DISCUSSION: _say,
    Phase.VOTE: _vote,
    Phase.MINUTES: _sign,
}
