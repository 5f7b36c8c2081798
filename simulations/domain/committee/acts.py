"""What each act in the room asks for, and what it leaves on the record."""

from collections.abc import Mapping
from typing import Any

from simulations.enums import Ballot, CommitteePhase, CommitteeRole, Refused, Topic

from .state import PANEL, Condition, Event, Item, Opinion, Question, Remark, Resolution, Seat, Sitting, Skipped, Vote
from .tally import count, is_approval

Refusal = Refused | None
Data = Mapping[str, Any]
Changes = Mapping[str, Any]


def _blank(data: Data, name: str) -> bool:
    return not str(data.get(name, "")).strip()


def read_conditions(rows: object) -> tuple[Condition, ...]:
    """Conditions as an event carries them."""
    found = rows if isinstance(rows, (list, tuple)) else ()
    return tuple(Condition(str(row["text"]), str(row["owner"]), str(row["due"]), bool(row["before"])) for row in found)


def _incomplete(conditions: tuple[Condition, ...]) -> bool:
    return any(not (one.text.strip() and one.owner.strip() and one.due.strip()) for one in conditions)


# ------------------------------------------------------------------------------------------------------------ checks


def check_text(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    return Refused.REASON_MISSING if _blank(data, "text") else None


def check_reason(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    return Refused.REASON_MISSING if _blank(data, "reason") else None


def check_absent(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    if data.get("seat") not in sitting.present or data.get("seat") == seat.number:
        return Refused.UNKNOWN_SEAT
    return check_reason(sitting, item, seat, data)


def check_recuse(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    if seat.number in item.recusals:
        return Refused.ALREADY
    return check_reason(sitting, item, seat, data)


def check_present(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    return Refused.ALREADY if item.statement else check_text(sitting, item, seat, data)


def check_second(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    return Refused.ALREADY if item.second_view else check_text(sitting, item, seat, data)


def check_answer(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    question = next((one for one in item.questions if one.number == data.get("question")), None)
    if question is None:
        return Refused.UNKNOWN_QUESTION
    return check_text(sitting, item, seat, data) if question.open else Refused.ALREADY


def check_opinion(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    if seat.number not in item.voters:
        return Refused.NOT_A_VOTER
    if seat.number in item.opinions:
        return Refused.ALREADY
    return check_reason(sitting, item, seat, data)


def check_vote(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    if seat.number not in item.voters:
        return Refused.NOT_A_VOTER
    if seat.number in item.votes:
        return Refused.ALREADY
    if _blank(data, "reason"):
        return Refused.REASON_MISSING
    conditions = read_conditions(data.get("conditions"))
    if _incomplete(conditions):
        return Refused.CONDITION_INCOMPLETE
    if data["ballot"] == Ballot.CONDITIONAL and not conditions:
        return Refused.CONDITION_MISSING
    first = item.opinions.get(seat.number)
    if first is not None and first.ballot != data["ballot"] and _blank(data, "because"):
        return Refused.CHANGE_UNEXPLAINED
    return None


def check_veto(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    allowed = sitting.rule.chair_veto if seat.role == CommitteeRole.CHAIR else sitting.rule.risk_veto
    if not allowed:
        return Refused.NO_VETO
    if item.veto is not None or item.resolution is not None:
        return Refused.ALREADY
    if item.tally is None or not is_approval(item.tally.outcome):
        return Refused.NOTHING_TO_BLOCK
    return check_reason(sitting, item, seat, data)


def check_resolve(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    if item.resolution is not None:
        return Refused.ALREADY
    if _blank(data, "reason"):
        return Refused.REASON_MISSING
    conditions = read_conditions(data.get("conditions"))
    if _incomplete(conditions):
        return Refused.CONDITION_INCOMPLETE
    granted = item.tally is not None and is_approval(item.tally.outcome)
    wants = item.tally is not None and item.tally.outcome == "conditional"
    if granted and _blank(data, "amount"):
        return Refused.RESOLUTION_MISSING
    if not granted and not _blank(data, "amount"):
        return Refused.VETOED if item.veto else Refused.NOTHING_TO_BLOCK
    return Refused.CONDITION_MISSING if wants and not conditions else None


def signers(sitting: Sitting, item: Item) -> tuple[int, ...]:
    """Who signs the minutes: those of the panel who are here and not recused, and the secretary."""
    roles = PANEL | {CommitteeRole.SECRETARY}
    return tuple(
        one.number for one in sitting.seats if one.role in roles and one.number in sitting.present and one.number not in item.recusals
    )


def check_sign(sitting: Sitting, item: Item, seat: Seat, data: Data) -> Refusal:
    if seat.number in item.signatures:
        return Refused.ALREADY
    return None if seat.number in signers(sitting, item) else Refused.RECUSED


# ----------------------------------------------------------------------------------------------------------- changes


def recused(sitting: Sitting, item: Item, event: Event) -> Changes:
    return {"recusals": {**item.recusals, event.seat: str(event.data["reason"])}}


def presented(sitting: Sitting, item: Item, event: Event) -> Changes:
    return {"statement": str(event.data["text"])}


def second_heard(sitting: Sitting, item: Item, event: Event) -> Changes:
    return {"second_view": str(event.data["text"]), "second_agrees": bool(event.data["agrees"])}


def asked(sitting: Sitting, item: Item, event: Event) -> Changes:
    question = Question(len(item.questions) + 1, event.seat, Topic(event.data["topic"]), str(event.data["text"]))
    return {"questions": (*item.questions, question)}


def answered(sitting: Sitting, item: Item, event: Event) -> Changes:
    rows = []
    for one in item.questions:
        if one.number == event.data["question"]:
            papers = tuple(str(code) for code in event.data.get("papers", ()))
            one = Question(
                one.number, one.by, one.topic, one.text, str(event.data["text"]), event.seat, bool(event.data.get("promised")), papers
            )
        rows.append(one)
    return {"questions": tuple(rows)}


def opinion_given(sitting: Sitting, item: Item, event: Event) -> Changes:
    return {"opinions": {**item.opinions, event.seat: Opinion(Ballot(event.data["ballot"]), str(event.data["reason"]))}}


def said(sitting: Sitting, item: Item, event: Event) -> Changes:
    return {"remarks": (*item.remarks, Remark(event.seat, str(event.data["text"]), event.at))}


def voted(sitting: Sitting, item: Item, event: Event) -> Changes:
    vote = Vote(
        Ballot(event.data["ballot"]),
        str(event.data["reason"]),
        str(event.data.get("because", "")),
        read_conditions(event.data.get("conditions")),
    )
    return {"votes": {**item.votes, event.seat: vote}}


def ballots(item: Item) -> dict[int, Ballot]:
    """The ballots that count: those of the voters still entitled."""
    return {number: item.votes[number].ballot for number in item.voters if number in item.votes}


def vetoed(sitting: Sitting, item: Item, event: Event) -> Changes:
    return {"veto": (event.seat, str(event.data["reason"])), "tally": count(ballots(item), sitting.rule, blocked=True)}


def resolved(sitting: Sitting, item: Item, event: Event) -> Changes:
    data = event.data
    return {
        "resolution": Resolution(
            reason=str(data["reason"]),
            amount=str(data.get("amount", "")),
            term_months=int(data.get("term_months") or 0),
            repayment=str(data.get("repayment", "")),
            conditions=read_conditions(data.get("conditions")),
            minority=str(data.get("minority", "")),
        )
    }


def signed(sitting: Sitting, item: Item, event: Event) -> Changes:
    return {"signatures": {**item.signatures, event.seat: event.at}}


def objected(sitting: Sitting, item: Item, event: Event) -> Changes:
    return {"objections": (*item.objections, Remark(event.seat, str(event.data["text"]), event.at))}


def adjourned(sitting: Sitting, item: Item, event: Event) -> Changes:
    """The case goes to another sitting; opinions and ballots already sealed are never opened."""
    return {
        "phase": CommitteePhase.ADJOURNED,
        "since": event.at,
        "adjourned": str(event.data["reason"]),
        "opinions": {},
        "votes": {},
        "skipped": (*item.skipped, Skipped(item.phase, str(event.data["reason"]))),
    }
