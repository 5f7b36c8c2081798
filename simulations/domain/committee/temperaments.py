"""How scripted members judge: the same papers, weighed by three temperaments. Judgement is by rule, so a rehearsal can be explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from simulations.enums import Ballot, Temperament, Topic

from .case import CommitteeCase, Concern
from .state import Item, Question


@dataclass(frozen=True)
class Character:
    """``refuse_from``: total weight of open concerns from which the answer is no; ``condition_from``: from which it is a yes with
    conditions. ``coverage``: least disposable income over instalment. ``trusts``: whether a promise counts half an answer."""

    asks: tuple[Topic, ...]
    refuse_from: int
    condition_from: int
    gravest: int
    coverage: Decimal
    trusts: bool


CHARACTERS: Mapping[Temperament, Character] = {
    Temperament.CAUTIOUS: Character(
        asks=(Topic.DEBTS, Topic.REPAYMENT, Topic.FAMILY, Topic.GUARANTEE, Topic.WILLINGNESS),
        refuse_from=4,
        condition_from=1,
        gravest=3,
        coverage=Decimal("1.5"),
        trusts=False,
    ),
    Temperament.GROWTH: Character(
        asks=(Topic.TRADE, Topic.PURPOSE, Topic.REPAYMENT, Topic.WILLINGNESS),
        refuse_from=7,
        condition_from=3,
        gravest=4,
        coverage=Decimal("1.1"),
        trusts=True,
    ),
    Temperament.DETAIL: Character(
        asks=(Topic.TRUTH, Topic.DEBTS, Topic.PURPOSE, Topic.COMPLIANCE, Topic.TRADE),
        refuse_from=5,
        condition_from=1,
        gravest=3,
        coverage=Decimal("1.3"),
        trusts=False,
    ),
}


@dataclass(frozen=True)
class Judgement:
    """A ballot with the concern that weighed most, and the weight left open."""

    ballot: Ballot
    weight: int
    gravest: Concern | None
    short_of_income: bool
    unanswered: bool


def _relief(concern: Concern, questions: tuple[Question, ...], case: CommitteeCase, character: Character) -> int:
    """How much of a concern an answer on the record takes away: two points where it rests on a paper that speaks to the topic,
    one where it is words alone or a promise somebody trusts."""
    best = 0
    for question in questions:
        if question.topic != concern.topic or question.open:
            continue
        if question.promised:
            best = max(best, 1 if character.trusts else 0)
            continue
        papers = [case.paper(code) for code in question.papers]
        speaks = any(paper is not None and concern.topic in paper.topics for paper in papers)
        best = max(best, 2 if speaks else 1)
    return best


def judge(case: CommitteeCase, item: Item, temperament: Temperament) -> Judgement:
    """What a member of this temperament would vote on the record so far."""
    character = CHARACTERS[temperament]
    left = [(one.severity - _relief(one, item.questions, case, character), one) for one in case.concerns]
    still = sorted(((weight, one) for weight, one in left if weight > 0), key=lambda pair: -pair[0])
    weight = sum(points for points, _concern in still)
    coverage = case.application.coverage
    short = coverage is not None and coverage < character.coverage
    waiting = any(one.open or one.promised for one in item.questions) and not character.trusts
    gravest = still[0][1] if still else None
    if (still and still[0][0] >= character.gravest) or weight >= character.refuse_from:
        ballot = Ballot.REFUSE
    elif waiting and weight >= character.condition_from + 1:
        ballot = Ballot.INVESTIGATE
    elif short or weight >= character.condition_from:
        ballot = Ballot.CONDITIONAL
    else:
        ballot = Ballot.APPROVE
    return Judgement(ballot, weight, gravest, short, waiting)
