"""The pages of cases: who finds them, what they refuse in words, Excel in and out, the mode."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from lms.jobs.actions.run import run_job
from lms.jobs.models import Job
from lms.operations.documents.case_template import case_template
from lms.operations.models import LoanCase
from lms.operations.queries import node_names
from lms.people.models import Organisation, User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import entrust, into_mode, make_case
from tests.factories.people import make_branch, make_user

SignIn = Callable[[User], Client]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def today(clock: Clock) -> Clock:
    return clock


def given(**changes: str) -> dict[str, str]:
    plain = {"number": "DK-1", "opened_on": "2026-02-27", "node": "investigation", "industry": "retail", "product": "credit"}
    return {**plain, "amount_band": "to_30", "difficulty": "medium", **changes}


def test_hr_enters_a_case_and_finds_it(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    entrust(cast.mentor)
    browser = sign_in(cast.hr)
    assert browser.get(reverse("case-new")).status_code == 200
    answer = browser.post(reverse("case-new"), given(lead=cast.mentor.key, amount="20万"))
    case = LoanCase.objects.get()
    assert answer.url == reverse("case-detail", args=[case.public_id])
    assert (case.lead, str(case.amount)) == (cast.mentor, "200000.00")
    page = browser.get(reverse("case-list"), {"q": "DK", "node": "investigation"}).content.decode()
    assert "DK-1" in page
    assert cast.mentor.name in browser.get(answer.url).content.decode()


def test_a_refused_assignment_says_why(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    case = make_case(bank, cast.hr, node="investigation")
    answer = sign_in(cast.hr).post(reverse("case-assign", args=[case.public_id]), {"node": "investigation", "lead": cast.trainee.key})
    assert answer.status_code == 422
    assert cast.trainee.name in answer.content.decode()


def test_a_trainee_sees_their_own_cases_only(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    entrust(cast.trainee, "acceptance")
    make_case(bank, cast.hr, number="MINE", lead=cast.trainee)
    other = make_case(bank, cast.hr, number="OTHER")
    browser = sign_in(cast.trainee)
    page = browser.get(reverse("case-list")).content.decode()
    assert "MINE" in page
    assert "OTHER" not in page
    assert browser.get(reverse("case-detail", args=[other.public_id])).status_code == 404
    assert browser.get(reverse("case-new")).status_code == 403


def test_another_bank_finds_nothing(bank: Organisation, cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    case = make_case(bank, cast.hr)
    browser = sign_in(strangers.hr)
    assert browser.get(reverse("case-detail", args=[case.public_id])).status_code == 404
    assert case.number not in browser.get(reverse("case-list")).content.decode()


def test_the_list_asks_as_often_for_one_case_as_for_many(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.hr)
    entrust(cast.mentor, "acceptance")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("case-list"))
        return len(asked)

    make_case(bank, cast.hr, lead=cast.mentor)
    queries()
    one = queries()
    for _number in range(6):
        make_case(bank, cast.hr, lead=cast.mentor)
    assert queries() == one


def test_the_list_goes_out_as_excel(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    make_case(bank, cast.hr, number="DK-9", kinds=["refused"])
    answer = sign_in(cast.hr).get(reverse("case-list"), {"format": "xlsx"})
    cells = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.rows]
    assert cells[-1][0] == "DK-9"


def test_the_outside_mode_steps_back_and_says_why(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    case = make_case(bank, cast.hr)
    into_mode(bank, "outside", cast.leader)
    browser = sign_in(cast.hr)
    assert browser.get(reverse("case-new")).status_code == 200
    assert browser.post(reverse("case-new"), given()).status_code == 409
    assert browser.post(reverse("case-move", args=[case.public_id]), {"node": "report"}).status_code == 409
    assert LoanCase.objects.count() == 1


def test_the_leader_chooses_the_mode_with_a_reason(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.leader)
    assert browser.post(reverse("operations-mode"), {"mode": "full", "reason": ""}).status_code == 422
    assert browser.post(reverse("operations-mode"), {"mode": "full", "reason": "部门新建，没有系统"}).status_code == 302
    assert "部门新建，没有系统" in browser.get(reverse("operations-mode")).content.decode()
    assert sign_in(cast.hr).post(reverse("operations-mode"), {"mode": "shadow", "reason": "x"}).status_code == 403


def workbook(rows: list[list[object]]) -> SimpleUploadedFile:
    book = load_workbook(io.BytesIO(case_template(nodes=node_names(), branches=[])))
    for row in rows:
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile("cases.xlsx", stream.getvalue(), content_type=XLSX)


def row(number: str, lead: str = "", second: str = "", **changes: object) -> list[object]:
    values = {
        "number": number, "opened_on": "2026-02-01", "branch": "", "industry": "retail", "product": "credit", "amount_band": "",
        "amount": 80000, "difficulty": "", "kinds": "", "node": "investigation", "lead": lead, "second": second,
        "supervisor": "", **changes,
    }  # fmt: skip
    return list(values.values())


def checked(browser: Client, rows: list[list[object]]) -> Job:
    browser.post(reverse("case-import"), {"file": workbook(rows)})
    job = Job.objects.filter(kind="operations.case_check").latest("id")
    run_job(job.pk)
    job.refresh_from_db()
    return job


def test_a_list_with_mistakes_is_not_imported_and_each_is_named(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    browser, number = sign_in(cast.hr), cast.trainee.employee_number
    entrust(cast.mentor)
    rows = [
        row("A-1", lead=cast.mentor.employee_number),
        row("A-2", lead=number),
        row("A-3", lead=cast.mentor.employee_number, second=cast.mentor.employee_number),
        row("A-4", lead="nobody"),
        row("A-5", industry="月球"),
    ]
    report = checked(browser, rows).result
    assert [(one["row"], one["code"]) for one in report["errors"]] == [
        (3, "refused"),
        (4, "two_people"),
        (5, "unknown_person"),
        (6, "choice"),
    ]
    job = Job.objects.latest("id")
    page = browser.get(reverse("case-import-report", args=[job.public_id])).content.decode()
    assert number in page
    browser.post(reverse("case-import-confirm", args=[job.public_id]))
    assert not LoanCase.objects.exists()


def test_a_clean_list_is_imported_and_a_second_time_changes_nothing(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.hr)
    entrust(cast.mentor)
    rows = [row("B-1", lead=cast.mentor.employee_number, kinds="refused、first_loan"), row("B-2")]
    job = checked(browser, rows)
    assert job.result["error_count"] == 0, job.result
    assert job.result["counts"] == {"create": 2, "update": 0, "same": 0}
    browser.post(reverse("case-import-confirm", args=[job.public_id]))
    run_job(Job.objects.filter(kind="operations.case_import").latest("id").pk)
    assert sorted(LoanCase.objects.values_list("number", "source", "lead")) == [("B-1", "excel", cast.mentor.pk), ("B-2", "excel", None)]
    assert checked(browser, rows).result["counts"] == {"create": 0, "update": 0, "same": 2}
    done = Job.objects.filter(kind="operations.case_import").latest("id")
    assert browser.get(reverse("case-import-done", args=[done.public_id])).status_code == 200


def test_the_office_of_a_branch_sees_the_cases_of_its_branch(bank: Organisation, cast: Cast, branch: Organisation, sign_in: SignIn) -> None:
    browser = sign_in(make_user(bank, "hr", at=branch))
    make_case(bank, cast.hr, number="HERE", branch=branch)
    make_case(bank, cast.hr, number="THERE", branch=make_branch(bank))
    page = browser.get(reverse("case-list")).content.decode()
    assert "HERE" in page.replace("THERE", "")
    assert "THERE" not in page
    assert browser.get(reverse("signal-list")).status_code == 403
