"""The cost of the decision: lending to the wrong one, refusing the right one, the wrong amount; and time."""

from decimal import Decimal

from .key import Key
from .part import ONE, ZERO, Part, ScoreLine, averaged, faded, shown
from .rule import Rule
from .work import Proposal, Work


def decision(key: Key, work: Work, rule: Rule) -> Part:
    proposal, right = work.proposal, key.answer
    wanted = f"{right.result} {shown(right.amount)}" if right.lends else right.result
    if proposal is None:
        return averaged("decision", [ScoreLine("result", ZERO, "missing", ONE, wanted)])
    if proposal.result == "more_information":
        share, reason = rule.of("decision", "more_information"), "undecided"
    elif not right.lends:
        lent = proposal.result == "lend"
        share, reason = (rule.of("decision", "lend_to_wrong"), "lent_to_the_wrong_one") if lent else (ONE, "right")
    elif proposal.result == "refuse":
        share, reason = rule.of("decision", "refuse_right"), "refused_the_right_one"
    else:
        return averaged("decision", _loan(key, proposal, rule))
    return averaged("decision", [ScoreLine("result", share, reason, ONE, wanted, proposal.result)])


def _loan(key: Key, proposal: Proposal, rule: Rule) -> list[ScoreLine]:
    """Too much and too little cost alike; the plan should follow the money."""
    right = key.answer
    off = abs(proposal.amount - right.amount) / right.amount * 100
    share = max(rule.of("decision", "least"), faded(off, rule.of("decision", "amount_tolerance"), Decimal(100)))
    reason = "right" if share == 1 else ("too_much" if proposal.amount > right.amount else "too_little")
    plan = rule.of("decision", "repayment")
    fits = proposal.repayment == right.repayment
    return [
        ScoreLine("amount", share, reason, ONE - plan, shown(right.amount), shown(proposal.amount)),
        ScoreLine(
            "repayment", ONE if fits else ZERO, "right" if fits else "does_not_follow_the_money", plan, right.repayment, proposal.repayment
        ),
    ]


def wrong_decision(key: Key, work: Work) -> str:
    """Lending to the wrong one and refusing the right one cap the whole score; anything else doesn't."""
    if work.proposal is None:
        return ""
    if work.proposal.result == "lend" and not key.answer.lends:
        return "lent_to_the_wrong_one"
    return "refused_the_right_one" if work.proposal.result == "refuse" and key.answer.lends else ""


def time(key: Key, work: Work, rule: Rule) -> Part:
    """Full up to the budget, nothing at a multiple of it; whoever did nothing saved no time."""
    if not work.seen:
        return Part("time", ZERO, (ScoreLine("minutes", ZERO, "did_nothing", ONE, shown(key.budget), "0"),))
    share = faded(work.minutes, key.budget, key.budget * rule.of("time", "nothing_at"))
    return averaged(
        "time", [ScoreLine("minutes", share, "in_time" if share == 1 else "too_long", ONE, shown(key.budget), shown(work.minutes))]
    )
