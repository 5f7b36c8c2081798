"""What a roster would do, decided from plain values."""

from dataclasses import replace
from datetime import date

import pytest

from lms.cohorts.documents.roster_report import REASONS, reason_for_system
from lms.cohorts.domain.roster import Fault, Known, RosterRow, Seated, Situation, plan_roster, same_name

DAY = date(2026, 3, 2)
EMPTY = Situation([], [], [(7, ("城关支行", "城关"))], DAY, date(2026, 5, 22))
WANG = Known(1, "王晓楠", "E001", "13800000001", True)


def row(number: int = 2, name: str = "王晓楠", employee_number: str = "E001", phone: str = "", **fields) -> RosterRow:
    values = {"branch": "", "footing": "probation", "joined_on": DAY, "seat": None, "note": ""} | fields
    return RosterRow(number, name, employee_number, phone, **values)


def codes(plan) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in plan.errors]


def test_a_system_is_told_nothing_that_is_on_file() -> None:
    file = {"known": "王晓楠", "other": "赵五", "cohort": "2026 年一期"}
    told = {code: reason_for_system(Fault(2, "name", code, "", file | ({"other": 3} if code == "same_person" else {}))) for code in REASONS}
    assert [code for code, said in told.items() if any(word in said for word in file.values())] == []


def test_an_unknown_person_gets_an_account() -> None:
    plan = plan_roster([row(branch="城关")], EMPTY)
    assert [(line.outcome, line.user_id, line.branch_id) for line in plan.lines] == [("create", None, 7)]
    assert plan.faults == []


def test_a_known_number_with_the_same_name_is_enrolled() -> None:
    plan = plan_roster([row(employee_number="e001", phone="13800000001")], replace(EMPTY, people=[WANG]))
    assert [(line.outcome, line.user_id) for line in plan.lines] == [("enrol", 1)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("王 晓楠", "王晓楠", True), ("阿依·古丽", "阿依•古丽", True), ("ｌｉ", "Li", True), ("王晓楠", "王晓男", False)],
)
def test_names_are_compared_by_what_they_say(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("fields", "people", "expected"),
    [
        ({"employee_number": "", "phone": ""}, [], ("employee_number", "no_key")),
        ({"name": "李四"}, [WANG], ("name", "other_name")),
        ({"employee_number": "", "phone": "13800000001", "name": "李四"}, [WANG], ("name", "phone_other_name")),
        ({"employee_number": "E9", "phone": "13800000001"}, [WANG], ("employee_number", "phone_other_number")),
        ({"phone": "13800000002"}, [WANG, Known(2, "赵五", "E2", "13800000002", True)], ("phone", "two_people")),
        ({}, [replace(WANG, active=False)], ("name", "account_closed")),
        ({}, [replace(WANG, on_staff=True)], ("name", "on_staff")),
        ({"branch": "城北支行"}, [], ("branch", "unknown_branch")),
    ],
)
def test_a_row_that_does_not_fit_is_refused(fields: dict, people: list[Known], expected: tuple[str, str]) -> None:
    plan = plan_roster([row(**fields)], replace(EMPTY, people=people))
    assert codes(plan) == [(2, *expected)]
    assert plan.lines == []


def test_a_name_of_two_nodes_is_ambiguous() -> None:
    plan = plan_roster([row(branch="城关")], replace(EMPTY, branches=[(7, ("城关支行", "城关")), (8, ("城关小组", "城关"))]))
    assert codes(plan) == [(2, "branch", "ambiguous_branch")]


def test_one_person_can_not_slip_in_twice() -> None:
    plan = plan_roster([row(), row(3, employee_number="", phone="13800000001")], replace(EMPTY, people=[WANG]))
    assert codes(plan) == [(3, "name", "same_person")]


SEATED = Seated(5, 1, 1, None, "probation", DAY, "", False)


def test_who_is_in_already_stays_or_changes() -> None:
    there = replace(EMPTY, people=[WANG], seated=[SEATED])
    assert [line.outcome for line in plan_roster([row()], there).lines] == ["same"]
    changed = plan_roster([row(seat=2, branch="城关", footing="transfer", note="党员")], there).lines
    assert [(line.outcome, line.changes) for line in changed] == [("update", ("footing", "seat", "branch_id", "note"))]


def test_a_gap_of_the_account_is_filled_what_it_knows_stays() -> None:
    plan = plan_roster([row(phone="13800000009")], replace(EMPTY, people=[replace(WANG, phone="")]))
    assert plan.lines[0].changes == ("phone",)
    kept = plan_roster([row(phone="13800000009")], replace(EMPTY, people=[WANG]))
    assert (kept.lines[0].changes, [fault.code for fault in kept.warnings]) == ((), ["phone_kept"])


def test_who_left_does_not_come_back_by_import() -> None:
    plan = plan_roster([row()], replace(EMPTY, people=[WANG], seated=[replace(SEATED, left=True, seat=None)]))
    assert codes(plan) == [(2, "name", "left")]


def test_a_taken_seat_is_refused_a_swap_is_not() -> None:
    zhao = Known(2, "赵五", "E002", "", True)
    there = replace(EMPTY, people=[WANG, zhao], seated=[SEATED, Seated(6, 2, 2, None, "probation", DAY, "", False)])
    assert codes(plan_roster([row(seat=2)], there)) == [(2, "seat", "seat_taken")]
    swap = plan_roster([row(seat=2), row(3, "赵五", "E002", seat=1)], there)
    assert (swap.errors, [line.outcome for line in swap.lines]) == ([], ["update", "update"])


def test_remarks_do_not_stop_a_row() -> None:
    people = [Known(3, "王晓楠", "E777", "", True), replace(WANG, elsewhere="第一期")]
    plan = plan_roster([row(joined_on=date(2026, 6, 1)), row(3, employee_number="E888")], replace(EMPTY, people=people))
    assert plan.errors == []
    assert [(fault.row, fault.code) for fault in plan.warnings] == [(2, "outside"), (2, "elsewhere"), (3, "namesake")]
