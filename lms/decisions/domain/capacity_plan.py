"""What a bank expects of its cases and mentors, and what the capacity check made of it, as JSON that is kept with a profile."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .certification.capacity import Capacity, Expected, Finding, NodeCapacity
from .certification.profile import NODE_CODES
from .certification.scale import KINDS
from .reading import Json


def read_plan(plan: Mapping[str, Any]) -> Expected:
    """``cases``: node → cases a month; ``kinds``: kind → percent, None where nobody knows. Rates may be decimal texts."""
    return Expected(
        cases={code: Fraction(str(plan["cases"].get(code) or 0)) for code in NODE_CODES},
        people=int(plan["people"]),
        mentors=int(plan["mentors"]),
        hours_per_week=Fraction(str(plan["hours_per_week"])),
        minutes_per_card=Fraction(str(plan["minutes"])),
        months=int(plan["months"]),
        shares={kind: int(plan["kinds"][kind]) for kind in KINDS if plan["kinds"].get(kind) is not None},
        industries=None if plan.get("industries") is None else int(plan["industries"]),
        observer_seats=int(plan.get("observer_seats") or 2),
    )


def capacity_data(found: Capacity) -> Json:
    """The result in whole hours and months."""
    return {
        "nodes": [_node(one) for one in found.nodes],
        "hours_need": -(-found.hours_need.numerator // found.hours_need.denominator),
        "hours_have": int(found.hours_have),
        "month": found.month,
        "findings": [_finding(one) for one in found.findings],
        "enough": found.enough,
    }


def _node(one: NodeCapacity) -> Json:
    return {
        "node": one.node,
        "state": one.state,
        "need": one.need,
        "have": one.have,
        "cards": one.cards,
        "month": one.month,
        "findings": [_finding(each) for each in one.findings],
    }


def _finding(one: Finding) -> Json:
    return {"code": one.code, "params": one.params, "blocking": one.blocking}
