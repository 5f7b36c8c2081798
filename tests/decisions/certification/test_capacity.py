"""产能体检: numbers worked by hand."""

from fractions import Fraction
from typing import Any

import pytest

from lms.decisions.domain.certification.capacity import Expected, check_capacity, kinds_needed, seats
from lms.decisions.domain.certification.profile import NODE_CODES
from lms.decisions.domain.certification.profiles import shipped

from .samples import NODE, profile


def expected(rate: int = 40, **changes: Any) -> Expected:
    values: dict[str, Any] = {
        "cases": {code: Fraction(rate) for code in NODE_CODES},
        "people": 4,
        "mentors": 2,
        "hours_per_week": Fraction(10),
        "minutes_per_card": Fraction(30),
        "months": 3,
        "shares": {"refused": 20, "returned": 20},
        "industries": 5,
    }
    return Expected(**(values | changes))


def first_gates() -> list[Any]:
    return [shipped("first").gate(NODE, target) for target in ("participate", "solo", "certified")]


def test_cases_for_four_people_at_one_node() -> None:
    """Watching 3 each at 2 seats: 4 × 3 / 2 = 6. Doing 5 + 3 each, one place a case: 32. They share cases, so 32."""
    assert seats(first_gates(), expected()) == 32
    assert seats(first_gates()[:1], expected()) == 6
    assert kinds_needed(first_gates(), expected()) == {"refused": 4, "returned": 4}


def test_enough_and_when() -> None:
    """40 a month: 32 cases within the first month; 4 refused of 8 a month too. 44 cards of 30 minutes at 8 nodes: 176 h of 260."""
    found = check_capacity(shipped("first"), expected())
    assert found.enough
    node = next(each for each in found.nodes if each.node == NODE)
    assert (node.state, node.need, node.have, node.cards, node.month, node.short_by) == ("enough", 32, 120, 44, 1, 0)
    assert (found.hours_need, found.hours_have) == (176, 260)
    assert found.month == 3
    assert next(each for each in found.nodes if each.node == "collection").state == "no_cases"


def test_short_by_how_much_and_when_after_all() -> None:
    """8 a month for 3 months are 24 of 32: short by 8, there at the end of month 4. Refused: 1.6 a month make 4 in month 3."""
    found = check_capacity(shipped("first"), expected(8))
    node = next(each for each in found.nodes if each.node == NODE)
    assert (node.state, node.short_by, node.month) == ("short", 8, 4)
    assert [(each.code, each.params["short"], each.params["month"]) for each in node.findings] == [("cases_short", 8, 4)]
    assert not found.enough
    assert found.month == 4


def test_a_kind_can_be_what_is_missing() -> None:
    found = check_capacity(shipped("first"), expected(shares={"refused": 2, "returned": 0}))
    node = next(each for each in found.nodes if each.node == NODE)
    assert [(each.code, each.params["kind"], each.params["have"], each.params["month"]) for each in node.findings] == [
        ("kind_short", "refused", 2, 5),
        ("kind_short", "returned", 0, None),
    ]
    assert node.month is None
    assert found.month is None
    unknown = check_capacity(shipped("first"), expected(shares={}))
    assert unknown.enough
    assert [each.code for each in next(each for each in unknown.nodes if each.node == NODE).findings] == ["share_unknown"] * 2


def test_a_node_without_any_case() -> None:
    rates = {code: Fraction(40) for code in NODE_CODES if code != NODE}
    found = check_capacity(shipped("first"), expected(cases=rates))
    node = next(each for each in found.nodes if each.node == NODE)
    assert ([each.code for each in node.findings], node.month) == (["no_cases_at_node"], None)


@pytest.mark.parametrize(
    ("name", "changes", "code", "blocking"),
    [
        ("first", {"hours_per_week": Fraction(5)}, "hours_short", True),
        ("first", {"mentors": 1, "people": 3, "hours_per_week": Fraction(40)}, "mentors_short", True),
        ("first", {"industries": 1}, "industries_short", False),
        ("first", {"people": 7, "hours_per_week": Fraction(40)}, "mentor_limit", False),
        ("mature", {"people": 16, "mentors": 5, "hours_per_week": Fraction(400)}, "mentor_limit", True),
        ("mature", {"mentors": 4, "hours_per_week": Fraction(400)}, "mentors_short", True),
    ],
)
def test_mentors_and_trades(name: str, changes: dict[str, Any], code: str, blocking: bool) -> None:
    found = check_capacity(shipped(name), expected(400, **changes))
    assert [(each.code, each.blocking) for each in found.findings] == [(code, blocking)]


def test_hours_say_when() -> None:
    """176 h at 2 × 5 h × 52/12 = 43⅓ h a month: 130 in three, short by 46, there in month 5."""
    found = check_capacity(shipped("first"), expected(hours_per_week=Fraction(5)))
    assert found.findings[0].params == {"need": 176, "have": 130, "short": 46, "month": 5}
    assert check_capacity(shipped("first"), expected(hours_per_week=Fraction(0))).month is None


def test_more_of_anything_never_makes_it_worse() -> None:
    for rate in range(0, 60, 7):
        now, more = (check_capacity(shipped("mature"), expected(each, mentors=6)) for each in (rate, rate + 7))
        assert all(a.short_by >= b.short_by for a, b in zip(now.nodes, more.nodes, strict=True))


def test_nobody_needs_nothing() -> None:
    found = check_capacity(profile(), expected(1, people=0))
    assert (found.enough, found.hours_need) == (True, 0)
