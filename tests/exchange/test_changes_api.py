"""Cases and rosters sent by the bank's own systems: once, in whatever order, in words when refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lms.cohorts.models import Enrolment
from lms.exchange.models import ClientCall, ClientNonce, ClientSystem
from lms.operations.models import LoanCase
from lms.people.enums import Role
from lms.people.models import Organisation
from tests.cast import Cast
from tests.factories.casework import entrust
from tests.factories.cohorts import make_cohort
from tests.factories.people import make_branch, make_user

Call = Callable[..., Any]


def case(ago: int = 0, **fields: Any) -> dict[str, Any]:
    reported = (timezone.now() - timedelta(minutes=ago)).isoformat()
    return {"number": "DK2026-0001", "reported_at": reported, "industry": "retail", "product": "credit", "amount": "80000"} | fields


def test_a_case_comes_in(bank: Organisation, cast: Cast, call: Call) -> None:
    branch = make_branch(bank)
    entrust(cast.trainee, "acceptance")
    answer = call("POST", "/cases", case(lead=cast.trainee.key, branch=branch.name, kinds=["first_loan"]), key="message-1")
    made = LoanCase.objects.get()
    assert (answer.status_code, answer.json()) == (
        200,
        {"key": made.key, "number": "DK2026-0001", "outcome": "created", "state": "open", "node": "acceptance"},
    )
    assert (made.bank, made.lead, made.branch, made.kinds, made.source) == (bank, cast.trainee, branch, ["first_loan"], "system")


def test_the_same_key_has_one_effect_and_one_answer(call: Call) -> None:
    body = case()
    first, second = (call("POST", "/cases", body, key="message-1") for _number in range(2))
    assert first.content == second.content
    assert (first.headers.get("Idempotent-Replayed"), second.headers.get("Idempotent-Replayed")) == (None, "true")
    assert ClientCall.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(call: Call) -> None:
    call("POST", "/cases", case(), key="message-1")
    answer = call("POST", "/cases", case(number="DK2"), key="message-1")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "key_reused")
    assert LoanCase.objects.count() == 1


def test_a_key_belongs_to_its_system(bank: Organisation, call: Call) -> None:
    from tests.factories.exchange import make_system, token_for

    body = case()
    assert call("POST", "/cases", body, key="message-1").json()["outcome"] == "created"
    other = call("POST", "/cases", body, key="message-1", token=token_for(make_system(bank)))
    assert (other.status_code, other.json()["outcome"]) == (200, "same")


def test_without_a_key_nothing_is_changed(call: Call) -> None:
    for key in ("", "short", "has blanks in it", "x" * 65):
        answer = call("POST", "/cases", case(), key=key)
        assert (answer.status_code, answer.json()["error"]["fields"][0]["field"]) == (422, "Idempotency-Key")
    assert not LoanCase.objects.exists()


def test_reports_may_overtake_each_other(call: Call) -> None:
    call("POST", "/cases", case(ago=10), key="message-1")
    call("POST", "/cases", case(ago=1, node="report"), key="message-3")
    late = call("POST", "/cases", case(ago=5, node="investigation"), key="message-2")
    assert (late.json()["outcome"], LoanCase.objects.get().node) == ("stale", "report")


def test_two_reports_of_one_second_count_in_the_order_in_which_they_come(call: Call) -> None:
    body = case()
    call("POST", "/cases", body | {"node": "investigation"}, key="message-1")
    second = call("POST", "/cases", body | {"node": "report"}, key="message-2")
    assert (second.json()["outcome"], LoanCase.objects.get().node) == ("updated", "report")


def test_an_uncertified_assignment_is_refused_in_words_and_may_be_corrected(cast: Cast, call: Call) -> None:
    body = case(lead=cast.trainee.key)
    answer = call("POST", "/cases", body, key="message-1")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "authority_no_authority")
    assert cast.trainee.name in answer.json()["error"]["message"]
    assert not LoanCase.objects.exists() and not ClientNonce.objects.exists()
    entrust(cast.trainee, "acceptance")
    assert call("POST", "/cases", body, key="message-1").status_code == 200
    assert list(ClientCall.objects.values_list("status", flat=True)) == [200, 422]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": None}, "number"),
        ({"amount": "12.345"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"industry": "mining"}, "industry"),
        ({"kinds": ["first_loan", "odd"]}, "kinds.1"),
        ({"lead": "nobody"}, "lead"),
        ({"branch": "没有这家支行"}, "branch"),
        ({"opened_on": "1066-10-14"}, "opened_on"),
        ({"reported_at": "2026-01-01T00:00:00"}, "reported_at"),
        ({"reported_at": "2099-01-01T00:00:00+08:00"}, "reported_at"),
        ({"customer": "王某"}, "customer"),
    ],
)
def test_what_is_wrong_is_named(call: Call, wrong: dict[str, Any], field: str) -> None:
    answer = call("POST", "/cases", case(**wrong), key="message-1")
    assert (answer.status_code, [one["field"] for one in answer.json()["error"]["fields"]]) == (422, [field])
    assert not LoanCase.objects.exists()


NO_MESSAGES = ("", "{", "[]", "null", '{"number": NaN}', '{"number": "\\ud800"}', '{"number": "\\u0000"}', "[" * 100_000)


@pytest.mark.parametrize("body", NO_MESSAGES)
def test_what_is_no_message_is_refused(call: Call, body: str) -> None:
    assert call("POST", "/cases", body, key="message-1").status_code in (400, 422)


def test_the_log_keeps_no_content(system: ClientSystem, cast: Cast, call: Call) -> None:
    call("POST", "/cases", case(customer="王小明"), key="message-1")
    logged = ClientCall.objects.get(system=system)
    assert (logged.operation, logged.key, logged.details) == ("cases", "message-1", {"code": "invalid", "fields": ["customer"]})


def test_a_roster_is_tried_and_then_imported(bank: Organisation, call: Call) -> None:
    cohort = make_cohort(bank)
    rows = [{"name": name, "employee_number": f"H{number}", "footing": "probation"} for number, name in enumerate(("林一", "林二"))]
    body = {"cohort": cohort.code, "rows": rows}
    tried = call("POST", "/roster", body | {"dry_run": True})
    assert (tried.status_code, tried.json()["create"], Enrolment.objects.count()) == (200, 2, 0)
    done = call("POST", "/roster", body, key="roster-01")
    assert (done.status_code, done.json()["create"], Enrolment.objects.count()) == (200, 2, 2)
    assert call("POST", "/roster", body, key="roster-02").json()["same"] == 2


def test_a_roster_reads_nobody_out(bank: Organisation, call: Call) -> None:
    """Whoever sends a roster may guess names and numbers of the whole bank: what is on file stands in no answer."""
    cohort = make_cohort(bank)
    make_user(bank, Role.TRAINEE, name="林一", employee_number="H1", phone="13900000001")
    make_user(bank, Role.TRAINEE, name="周密", employee_number="H2", phone="13900000002")
    rows = [
        {"name": "林一", "employee_number": "H1", "phone": "13800000001", "footing": "probation"},
        {"name": "周密", "employee_number": "N3", "footing": "probation"},
    ]
    body = {"cohort": cohort.code, "rows": rows, "dry_run": True}
    tried = call("POST", "/roster", body)
    assert [one["field"] for one in tried.json()["remarks"]] == ["rows.0.phone", "rows.1.name"]
    rows[1] = {"name": "无名", "employee_number": "H2", "footing": "probation"}
    rows.append({"name": "无名", "phone": "13900000001", "footing": "probation"})
    refused = call("POST", "/roster", body)
    assert [one["field"] for one in refused.json()["error"]["fields"]] == ["rows.1.name", "rows.2.name"]
    said = tried.content.decode() + refused.content.decode()
    assert [word for word in ("周密", "13900000001", "13900000002", "H1", "H2") if word in said] == []


def test_a_dry_run_stands_in_the_log_with_its_counts(bank: Organisation, system: ClientSystem, call: Call) -> None:
    cohort = make_cohort(bank)
    row = {"name": "林一", "employee_number": "H1", "footing": "probation"}
    call("POST", "/roster", {"cohort": cohort.code, "rows": [row], "dry_run": True})
    logged = ClientCall.objects.get(system=system)
    assert (logged.operation, logged.status, logged.key) == ("roster", 200, "")
    assert logged.details == {
        "call": "dry_run", "cohort": cohort.public_id, "create": 1, "enrol": 0, "update": 0, "same": 0, "remarks": 0,
    }  # fmt: skip


def test_a_roster_with_a_mistake_changes_nothing(bank: Organisation, call: Call) -> None:
    cohort = make_cohort(bank)
    rows = [
        {"name": "林一", "employee_number": "H1", "footing": "probation"},
        {"name": "林二", "employee_number": "H1", "footing": "probation"},
    ]
    answer = call("POST", "/roster", {"cohort": cohort.code, "rows": rows}, key="roster-01")
    assert [one["field"] for one in answer.json()["error"]["fields"]] == ["rows.0.employee_number", "rows.1.employee_number"]
    rows[1] = {"name": "林二", "footing": "probation", "branch": "无"}
    answer = call("POST", "/roster", {"cohort": cohort.code, "rows": rows}, key="roster-01")
    assert [one["field"] for one in answer.json()["error"]["fields"]] == ["rows.1.branch", "rows.1.employee_number"]
    assert not Enrolment.objects.exists()


def test_another_bank_s_class_is_unknown(strangers: Cast, call: Call) -> None:
    cohort = make_cohort(strangers.bank)
    rows = [{"name": "林一", "employee_number": "H1", "footing": "probation"}]
    answer = call("POST", "/roster", {"cohort": cohort.code, "rows": rows}, key="roster-01")
    assert answer.json()["error"]["fields"] == [{"field": "cohort", "reason": answer.json()["error"]["fields"][0]["reason"]}]
