"""One item before a panel, from gathering to outcome: each act gives a new state or is refused with a reason.

Nobody learns a vote early: opinions are closed until all voters have written theirs, votes until all present voters have cast theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from .panel_rule import (
    BALLOTS,
    DECLARED,
    IN_FAVOUR,
    RECUSALS,
    WHEN_SHORT,
    WITH_CONDITIONS,
    Ballot,
    ItemKind,
    Member,
    Outcome,
    PanelRule,
    allowed,
    approver,
    passes,
    standing,
)

# "decided" waits for its signature; nothing more happens with what is "final" or "withdrawn".
Phase = Literal["gathering", "opinions", "discussion", "voting", "voted", "decided", "final", "withdrawn"]
OPEN_PHASES: frozenset[str] = frozenset({"voted", "decided", "final"})


class Refused(ValueError):
    """The act is not possible now; ``code`` says why, ``params`` fill the sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Vote:
    """Conditions belong to a vote with conditions alone; reasons are always asked for."""

    ballot: str
    reason: str
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decided:
    action: str
    approver: str
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """``present`` are keys of members in the room. ``opinions`` are written before anybody discusses, ``votes`` after.

    ``hindered``: something happened that the packet doesn't show, so nothing may be granted or given back on it.
    """

    candidate: str
    kind: ItemKind
    level: str
    amount: Decimal | None
    rule: PanelRule
    members: tuple[Member, ...]
    present: frozenset[str] = frozenset()
    phase: Phase = "gathering"
    opinions: Mapping[str, Vote] = field(default_factory=dict)
    votes: Mapping[str, Vote] = field(default_factory=dict)
    decided: Decided | None = None
    hindered: bool = False

    def member(self, key: str) -> Member:
        for each in self.members:
            if each.key == key:
                return each
        raise Refused("not_a_member", who=key)

    def voters(self) -> tuple[str, ...]:
        """Present members who may vote, in the order of the panel."""
        return tuple(m.key for m in self.members if m.key in self.present and standing(m, self.candidate) == "votes")

    def open_to_all(self) -> bool:
        """Whether votes may be seen: only once all present voters have cast theirs."""
        return self.phase in OPEN_PHASES

    def outcomes(self) -> tuple[Outcome, ...]:
        """What the votes allow to be written down."""
        return allowed(self.kind, result(self), hindered=self.hindered)


def problems(item: Item) -> list[tuple[str, Mapping[str, object]]]:
    """Why the panel can't begin, or go on: quorum, chair, primary reviewer, and that not only line managers decide."""
    found: list[tuple[str, Mapping[str, object]]] = []
    voters = [item.member(key) for key in item.voters()]
    if len(voters) < item.rule.quorum:
        found.append(("quorum_missing", {"have": len(voters), "need": item.rule.quorum}))
    if not any(each.chair for each in voters):
        found.append(("chair_missing", {}))
    if not any(each.primary for each in voters):
        found.append(("primary_missing", {}))
    if voters and all(each.line_manager for each in voters):
        found.append(("only_line_managers", {}))
    return found


def arrive(item: Item, who: str) -> Item:
    """Whoever comes after the opinions were opened for writing may not vote any more and is not let in."""
    _phase(item, "gathering")
    if standing(item.member(who), item.candidate) == "out":
        raise Refused("recused", who=who)
    return replace(item, present=item.present | {who})


def recuse(item: Item, who: str, reason: str) -> Item:
    """Leaves the room and takes the opinion along. Not after voting has begun: what has been cast stays."""
    _phase(item, "gathering", "opinions", "discussion")
    if reason not in RECUSALS:
        raise Refused("reason_unknown", reason=reason)
    member = replace(item.member(who), recused=reason)
    members = tuple(member if each.key == who else each for each in item.members)
    opinions = {key: vote for key, vote in item.opinions.items() if key != who}
    return replace(item, members=members, present=item.present - {who}, opinions=opinions)


def appoint(item: Item, who: str, seat: Literal["chair", "primary"]) -> Item:
    """Another chair or primary reviewer, for one who is away or recused."""
    _phase(item, "gathering", "opinions", "discussion")
    if standing(item.member(who), item.candidate) != "votes":
        raise Refused("may_not_vote", who=who)
    if seat == "chair":
        members = tuple(replace(each, chair=each.key == who) for each in item.members)
    else:
        members = tuple(replace(each, primary=each.key == who) for each in item.members)
    return replace(item, members=members)


def replace_chair(item: Item, who: str) -> Item:
    """After the votes, for a chair who can't write or sign the outcome: somebody who voted on the item takes over."""
    _phase(item, "voted", "decided")
    if item.phase == "decided" and (item.decided is None or item.decided.approver != "panel"):
        raise Refused("chair_has_written")
    if who not in item.voters() or who not in item.votes:
        raise Refused("may_not_vote", who=who)
    return replace(item, members=tuple(replace(each, chair=each.key == who) for each in item.members))


def begin(item: Item) -> Item:
    """The packet is read and everybody writes an opinion of their own."""
    _phase(item, "gathering")
    _complete(item)
    return replace(item, phase="opinions")


def write_opinion(item: Item, who: str, vote: Vote) -> Item:
    _phase(item, "opinions")
    _may_vote(item, who)
    _check(item, vote)
    return replace(item, opinions={**item.opinions, who: vote})


def open_discussion(item: Item) -> Item:
    """Now the opinions are read out; none may be missing."""
    _phase(item, "opinions")
    _complete(item)
    waiting = [key for key in item.voters() if key not in item.opinions]
    if waiting:
        raise Refused("opinions_missing", who=waiting)
    return replace(item, phase="discussion")


def call_vote(item: Item) -> Item:
    _phase(item, "discussion")
    _complete(item)
    return replace(item, phase="voting")


def cast(item: Item, who: str, vote: Vote) -> Item:
    """One vote each, never changed; the last one opens all of them."""
    _phase(item, "voting")
    _may_vote(item, who)
    if who in item.votes:
        raise Refused("voted_already", who=who)
    _check(item, vote)
    votes = {**item.votes, who: vote}
    return replace(item, votes=votes, phase="voted" if len(votes) == len(item.voters()) else "voting")


def leave(item: Item, who: str) -> Item:
    """Goes without having voted. If all others have, and are enough, their votes open; a vote that was cast stays and so does the voter."""
    _phase(item, "gathering", "opinions", "discussion", "voting")
    item.member(who)
    if who in item.votes:
        raise Refused("voted_already", who=who)
    opinions = {key: vote for key, vote in item.opinions.items() if key != who}
    left = replace(item, present=item.present - {who}, opinions=opinions)
    complete = left.phase == "voting" and len(left.votes) == len(left.voters()) and not problems(left)
    return replace(left, phase="voted") if complete else left


def adjourn(item: Item) -> Item:
    """Begins anew another day: opinions and votes are dropped unread. While people vote only if too few are left to decide."""
    _phase(item, "gathering", "opinions", "discussion", "voting")
    if item.phase == "voting" and not problems(item):
        raise Refused("vote_is_running")
    return replace(item, phase="gathering", present=frozenset(), opinions={}, votes={})


def result(item: Item) -> Ballot:
    """In favour with or without conditions count together; a single condition binds. Deferred if most say so, else it falls short."""
    if not item.open_to_all():
        raise Refused("votes_sealed")
    ballots = [vote.ballot for vote in item.votes.values()]
    if passes(sum(ballot in IN_FAVOUR for ballot in ballots), len(ballots), item.rule.decides):
        return "certified_with_conditions" if "certified_with_conditions" in ballots else "certified"
    return "defer" if ballots.count("defer") * 2 > len(ballots) or _undecided(item, ballots) else WHEN_SHORT[item.kind]


def _undecided(item: Item, ballots: list[str]) -> bool:
    """What somebody holds is not withdrawn without the votes for it: such a review sits again and the suspension stays."""
    return item.kind == "review" and not passes(ballots.count("withdraw"), len(ballots), item.rule.decides)


def conclude(item: Item, action: str) -> Item:
    """Writes down which of the allowed actions follows, and who has to approve it."""
    _phase(item, "voted")
    status = result(item)
    for line in item.outcomes():
        if line.action == action:
            conditions = _conditions(item) if line.action.endswith(WITH_CONDITIONS) else ()
            decided = Decided(action, approver(line, level=item.level, amount=item.amount, rule=item.rule), conditions)
            return replace(item, phase="decided", decided=decided)
    raise Refused("hindered" if item.hindered else "action_not_allowed", status=status, allowed=[line.action for line in item.outcomes()])


def _conditions(item: Item) -> tuple[str, ...]:
    """All conditions, each once, in the order of the panel."""
    return tuple(dict.fromkeys(text for key in item.voters() if key in item.votes for text in item.votes[key].conditions))


def _phase(item: Item, *phases: Phase) -> None:
    if item.phase not in phases:
        raise Refused("wrong_phase", phase=item.phase)


def _complete(item: Item) -> None:
    found = problems(item)
    if found:
        code, params = found[0]
        raise Refused(code, **params)


def _may_vote(item: Item, who: str) -> None:
    member = item.member(who)
    if member.own_mentor:
        raise Refused("own_mentor_does_not_vote", who=who)
    if standing(member, item.candidate) == "out":
        raise Refused("declared_relative" if member.recused == DECLARED else "recused", who=who)
    if who not in item.present:
        raise Refused("not_present", who=who)


def _check(item: Item, vote: Vote) -> None:
    if vote.ballot not in BALLOTS[item.kind]:
        raise Refused("ballot_unknown", ballot=vote.ballot, allowed=list(BALLOTS[item.kind]))
    if not vote.reason.strip():
        raise Refused("reason_missing")
    if (vote.ballot == "certified_with_conditions") != any(text.strip() for text in vote.conditions):
        raise Refused("conditions_missing" if vote.ballot == "certified_with_conditions" else "conditions_not_allowed")
