"""The table of milestones: every step can be reached, nothing is skipped, what goes back opens again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.evidence.domain.content import NODES
from lms.operations.domain.milestones import (
    NEEDS,
    STEPS,
    TABLE,
    NotAllowed,
    check_done,
    check_return,
    check_skip,
    due_day,
    followers,
    node_now,
    open_steps,
    unmet,
)  # fmt: skip
from lms.operations.enums import Need, StepCode

CODES = [step.code for step in TABLE]


def test_the_table_is_sound() -> None:
    assert len(set(CODES)) == len(CODES) == 23
    assert {step.node for step in TABLE} <= {code for code, _name, _english in NODES}
    for place, step in enumerate(TABLE):
        assert set(step.after) <= set(CODES[:place])
        assert set(step.returns) <= set(CODES[:place])
        assert set(step.needs) <= set(NEEDS)
    assert StepCode.values == CODES
    assert Need.values == list(NEEDS)


def test_the_way_leads_through_every_step() -> None:
    finished: list[str] = []
    while following := open_steps(finished):
        finished.append(check_done(following[0], finished).code)
    assert sorted(finished) == sorted(CODES)


@pytest.mark.parametrize(
    ("code", "finished", "refusal"),
    [
        ("moon", [], "unknown"),
        ("intent", ["lead"], "too_early"),
        ("lead", ["lead"], "already"),
        ("signing", ["lead", "first_visit"], "too_early"),
    ],
)
def test_what_can_not_be_done_now(code: str, finished: list[str], refusal: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        check_done(code, finished)
    assert refused.value.code == refusal


def test_too_early_says_what_comes_first() -> None:
    with pytest.raises(NotAllowed) as refused:
        check_done("investigation", ["lead", "first_visit", "intent", "acceptance", "admission"])
    assert refused.value.about == ("credit",)


BEFORE_DRAFT = ["lead", "first_visit", "intent", "acceptance", "admission", "credit", "investigation", "statements", "side_checks"]


def test_going_back_opens_everything_that_stood_on_it() -> None:
    assert check_return("draft", "investigation", BEFORE_DRAFT) == {"investigation", "statements", "side_checks"}
    assert check_return("draft", "statements", BEFORE_DRAFT) == {"statements"}


@pytest.mark.parametrize(
    ("code", "to", "finished", "refusal"),
    [
        ("draft", "acceptance", BEFORE_DRAFT, "no_way_back"),
        ("draft", "investigation", BEFORE_DRAFT[:4], "too_early"),
        ("signing", "conditions", [code for code in CODES if code not in {"signing"}], "over"),
    ],
)
def test_what_can_not_go_back(code: str, to: str, finished: list[str], refusal: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        check_return(code, to, finished)
    assert refused.value.code == refusal


def test_only_the_optional_step_is_left_out_and_only_with_a_reason() -> None:
    done = CODES[: CODES.index("routine")]
    assert check_skip("warning", done, "无预警").code == "warning"
    for code, reason, refusal in (("warning", " ", "reason"), ("routine", "x", "needed")):
        with pytest.raises(NotAllowed) as refused:
            check_skip(code, done, reason)
        assert refused.value.code == refusal


@pytest.mark.parametrize(
    ("code", "options", "due"),
    [
        ("acceptance", {}, date(2026, 3, 7)),
        ("first_check", {"paid_on": date(2026, 2, 25)}, date(2026, 3, 12)),
        ("maturity", {"matures_on": date(2027, 2, 25)}, date(2027, 2, 25)),
        ("maturity", {"matures_on": date(2026, 1, 1)}, date(2026, 3, 2)),
        ("warning", {}, None),
    ],
)
def test_due_days(code: str, options: dict, due: date | None) -> None:
    assert due_day(code, date(2026, 3, 2), **options) == due


def test_where_a_case_stands() -> None:
    assert node_now([]) == "marketing"
    assert node_now(BEFORE_DRAFT) == "report"
    assert node_now(CODES) == "post_loan"
    assert node_now(CODES[: CODES.index("routine")]) == "post_loan"


def test_what_is_unmet() -> None:
    assert unmet("investigation", ["photo"]) == ("both_there",)
    assert unmet("lead", []) == ()


@given(st.lists(st.sampled_from(CODES), max_size=60), st.data())
def test_no_order_of_tries_finishes_a_step_before_what_comes_before_it(tries: list[str], data: st.DataObject) -> None:
    finished: set[str] = set()
    for code in tries:
        try:
            check_done(code, finished)
        except NotAllowed:
            continue
        finished.add(code)
        assert set(STEPS[code].after) <= finished
        ways = [(one, to) for one in open_steps(finished) for to in STEPS[one].returns if to in finished]
        if ways and "payout" not in finished and data.draw(st.booleans()):
            one, to = data.draw(st.sampled_from(ways))
            again = check_return(one, to, finished)
            finished -= again
            assert all(set(STEPS[done].after) <= finished for done in finished)
            assert again <= {to} | followers(to)
