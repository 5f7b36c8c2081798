"""A profile's gates as figures: read, changed one at a time, compared."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.decisions.domain.capacity_plan import capacity_data, read_plan
from lms.decisions.domain.certification.capacity import check_capacity
from lms.decisions.domain.certification.profile import as_data, read_profile
from lms.decisions.domain.certification.profiles import shipped
from lms.decisions.domain.certification.scale import TARGETS
from lms.decisions.domain.profile_table import (
    COLUMNS,
    Change,
    EntryExam,
    changes,
    read_cell,
    read_entry_exam,
    write_cell,
    write_entry_exam,
)

FIRST, MATURE = as_data(shipped("first")), as_data(shipped("mature"))


def gate(node: str = "investigation", target: str = "solo", content: dict[str, Any] = FIRST) -> dict[str, Any]:
    found: dict[str, Any] = content["nodes"][node]["gates"][target]
    return found


@pytest.mark.parametrize(
    ("column", "figure"),
    [
        ("observations", 5), ("mentors", 2), ("refused", 1), ("returned", 1), ("refused_or_returned", 2), ("exam", 80),
        ("simulation", 0), ("window_days", 180),
    ],
)  # fmt: skip
def test_the_figures_of_the_shipped_first_profile(column: str, figure: int) -> None:
    assert read_cell(gate(), column) == figure


def test_grants_are_figures_too() -> None:
    certified = gate(target="certified")
    assert (read_cell(certified, "validity_months"), read_cell(certified, "amount_limit")) == (12, Decimal(200000))
    assert read_cell(write_cell(certified, "validity_months", None), "validity_months") is None
    assert write_cell(certified, "amount_limit", Decimal(300000))["grants"]["amount_limit"] == "300000"


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("content", [FIRST, MATURE], ids=["first", "mature"])
def test_writing_what_stands_there_changes_nothing(target: str, content: dict[str, Any]) -> None:
    for node in content["nodes"]:
        before = gate(node, target, content)
        for column in COLUMNS[target]:  # type: ignore[index]  # one of the targets
            assert write_cell(before, column, read_cell(before, column)) is before


@given(
    column=st.sampled_from(["observations", "cases", "refused", "returned", "refused_or_returned", "exam", "simulation"]),
    figure=st.integers(1, 90),
)
def test_what_is_written_is_read_and_the_rest_stays(column: str, figure: int) -> None:
    before = gate()
    after = write_cell(before, column, figure)
    assert read_cell(after, column) == figure
    assert {name: read_cell(after, name) for name in COLUMNS["solo"] if name != column} == {
        name: read_cell(before, name) for name in COLUMNS["solo"] if name != column
    }


def test_none_of_a_kind_takes_the_requirement_out() -> None:
    assert write_cell(write_cell(gate(), "refused", 0), "returned", 0)["kinds"] == [{"any_of": ["refused", "returned"], "count": 2}]
    assert write_cell(gate(), "exam", 0)["proofs"] == []


def test_the_difference_of_a_profile_to_itself_is_nothing() -> None:
    assert changes(FIRST, FIRST) == []
    assert changes(FIRST, FIRST | {"title": "另一个名称", "version": 9}) == []


def test_every_difference_is_named() -> None:
    after = as_data(read_profile(FIRST | {"limits": "hard", "lapse": FIRST["lapse"] | {"lapse_days": 200}}))
    after["nodes"]["report"]["gates"]["solo"] = write_cell(after["nodes"]["report"]["gates"]["solo"], "observations", 7)
    after["nodes"]["collection"]["available"] = True
    after["nodes"]["approval"]["gates"]["certified"] = after["nodes"]["approval"]["gates"]["certified"] | {"level": "4"}
    assert changes(FIRST, after) == [
        Change("", "", "limits", "warn", "hard"),
        Change("", "", "lapse.lapse_days", 180, 200),
        Change("report", "solo", "observations", 5, 7),
        Change("approval", "certified", "level", "3b", "4"),
        Change("collection", "", "available", False, True),
    ]


def test_a_plan_becomes_a_result_that_can_be_kept() -> None:
    plan = {
        "months": 6, "people": 4, "mentors": 2, "hours_per_week": "1.5", "minutes": "45",
        "cases": {"investigation": "2.5"}, "kinds": {"refused": 10, "returned": None},
    }  # fmt: skip
    found = capacity_data(check_capacity(shipped("first"), read_plan(plan)))
    rows = {row["node"]: row for row in found["nodes"]}
    assert (found["enough"], found["month"]) == (False, None)
    assert (rows["investigation"]["state"], rows["investigation"]["have"]) == ("short", 15)
    assert rows["collection"]["state"] == "no_cases"
    assert rows["marketing"]["findings"][0]["code"] == "no_cases_at_node"


def test_products_are_granted_like_amounts() -> None:
    certified = gate(target="certified")
    assert read_cell(certified, "products") is None
    limited = write_cell(certified, "products", ("credit", "farmer"))
    assert (limited["grants"]["products"], read_cell(limited, "products")) == (["credit", "farmer"], ("credit", "farmer"))
    assert write_cell(limited, "products", None) == certified


def test_an_exam_about_something_else_before_taking_part_anywhere() -> None:
    assert read_entry_exam(FIRST) is None
    exam = EntryExam("compliance", 80)
    asked = write_entry_exam(FIRST, exam)
    assert read_entry_exam(asked) == exam
    assert all(proof.competency == "compliance" for proof in read_profile(asked).gate("report", "participate").proofs)
    assert changes(FIRST, asked) == [Change("", "", "entry_exam", None, exam)]
    assert write_entry_exam(asked, None) == FIRST
    mature = write_entry_exam(MATURE, exam)
    assert [proof.competency for proof in read_profile(mature).gate("report", "participate").proofs] == ["", "compliance"]
    assert read_cell(gate("report", "participate", mature), "exam") == 80
