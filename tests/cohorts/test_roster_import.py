"""The roster on real workbooks: every kind of bad input, all or nothing, and 5,000 rows."""

import io
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from lms.cohorts.documents import read_roster, roster_template
from lms.cohorts.documents.roster_columns import HEADERS
from lms.cohorts.models import Cohort, Enrolment, EnrolmentChange
from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.people.models import Membership, Organisation, User
from lms.people.queries import find_account
from lms.records.models import Act
from tests.factories.cohorts import make_cohort, make_enrolment
from tests.factories.people import make_branch, make_user

HEADER = ["姓名", "工号", "手机号", "支行/网点", "法律身份", "入班日期", "座号", "备注"]
GOOD = ["王晓楠", "E001", "13800000001", "城关支行", "试用期", datetime(2026, 3, 2), 1, "党员"]


def workbook(*rows: list, header: list | None = None) -> io.BytesIO:
    book = Workbook()
    sheet = book.active
    sheet.title = "花名册"
    sheet.append(header or HEADER)
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    stream.name = "roster.xlsx"
    stream.seek(0)
    return stream


def changed(**cells: object) -> list:
    places = {"name": 0, "number": 1, "phone": 2, "branch": 3, "footing": 4, "joined": 5, "seat": 6, "note": 7}
    row = list(GOOD)
    for key, value in cells.items():
        row[places[key]] = value
    return row


@pytest.fixture
def cohort(bank: Organisation) -> Cohort:
    make_branch(bank, name="城关支行")
    return make_cohort(bank)


@pytest.fixture
def hr(cast, sign_in) -> Client:
    return sign_in(cast.hr)


def check(client: Client, cohort: Cohort, file: io.BytesIO) -> Job:
    """Upload, and let the worker do its dry run."""
    answer = client.post(reverse("roster-import", args=[cohort.public_id]), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    job = Job.objects.get(kind="cohorts.roster_check", public_id=answer.url.rstrip("/").rsplit("/", 1)[-1])
    run_job(job.pk)
    job.refresh_from_db()
    return job


def confirm(client: Client, cohort: Cohort, checked: Job) -> Job:
    answer = client.post(reverse("roster-confirm", args=[cohort.public_id, checked.public_id]))
    job = Job.objects.get(kind="cohorts.roster_import", public_id=answer.url.rstrip("/").rsplit("/", 1)[-1])
    run_job(job.pk)
    job.refresh_from_db()
    return job


def found(job: Job) -> list[tuple[str, int, str, str]]:
    return [(one["sheet"], one["row"], one["column"], one["code"]) for one in job.result["errors"]]


def test_a_good_roster_comes_in(hr: Client, cohort: Cohort) -> None:
    checked = check(
        hr, cohort, workbook(GOOD, changed(name="李 四", number="E002", phone="１３８００００００２２", seat="２", joined="2026/3/4"))
    )
    assert (checked.state, checked.result["error_count"], checked.result["counts"]["create"]) == ("done", 0, 2)
    assert Enrolment.objects.count() == 0
    done = confirm(hr, cohort, checked)
    assert (done.state, done.result) == ("done", {"created": 2, "enrolled": 0, "updated": 0, "same": 0})
    rows = Enrolment.objects.order_by("seat_number").values_list(
        "user__name", "user__phone", "organisation__name", "legal_footing", "joined_on", "seat_number", "note", "state"
    )
    assert list(rows) == [
        ("王晓楠", "13800000001", "城关支行", "probation", date(2026, 3, 2), 1, "党员", "active"),
        ("李 四", "13800000022", "城关支行", "probation", date(2026, 3, 4), 2, "党员", "active"),
    ]
    user = User.objects.get(employee_number="E001")
    assert (user.has_usable_password(), user.must_change_password, user.name_initials, user.bank) == (False, True, "wxn", cohort.bank)
    assert Membership.objects.filter(user=user, role="trainee", organisation__name="城关支行").count() == 1
    assert EnrolmentChange.objects.filter(from_state="", to_state="active").count() == 2
    assert Act.objects.filter(verb="imported", object_id=cohort.public_id).count() == 1
    assert find_account(organisation_code=cohort.bank.code, identifier="E001") == user


def test_importing_again_changes_nothing(hr: Client, cohort: Cohort) -> None:
    confirm(hr, cohort, check(hr, cohort, workbook(GOOD)))
    again = confirm(hr, cohort, check(hr, cohort, workbook(GOOD)))
    assert again.result == {"created": 0, "enrolled": 0, "updated": 0, "same": 1}
    assert (User.objects.filter(employee_number="E001").count(), EnrolmentChange.objects.count()) == (1, 1)


def test_three_mistakes_three_messages_nothing_imported(hr: Client, cohort: Cohort) -> None:
    bad = workbook(
        GOOD,
        changed(name="李四", number="E002", phone="1380013", seat=2),
        changed(name="赵五", number="E003", phone="13800000003", branch="火星支行", seat=3),
        changed(name="钱六", number="E001", phone="13800000004", seat=4),
    )
    checked = check(hr, cohort, bad)
    assert found(checked) == [
        ("花名册", 3, str(HEADERS["phone"]), "phone"),
        ("花名册", 4, str(HEADERS["branch"]), "unknown_branch"),
        ("花名册", 5, str(HEADERS["employee_number"]), "duplicate"),
    ]
    answer = hr.post(reverse("roster-confirm", args=[cohort.public_id, checked.public_id]))
    assert answer.url == reverse("roster-report", args=[cohort.public_id, checked.public_id])
    assert (Job.objects.filter(kind="cohorts.roster_import").count(), Enrolment.objects.count()) == (0, 0)
    page = hr.get(answer.url)
    assert page.status_code == 200
    assert "火星支行" in page.content.decode()


BAD_CELLS = [
    ({"name": ""}, "required"),
    ({"name": "12345"}, "name"),
    ({"name": "名" * 61}, "too_long"),
    ({"name": "=1+1"}, "formula"),
    ({"number": "E 001!"}, "employee_number"),
    ({"number": "E_1"}, "employee_number"),
    ({"phone": "138001380"}, "phone"),
    ({"phone": "23800138000"}, "phone"),
    ({"phone": 13800138000.5}, "phone"),
    ({"footing": ""}, "required"),
    ({"footing": "临时工"}, "choice"),
    ({"joined": "2026-02-30"}, "no_such_date"),
    ({"joined": "明天"}, "date"),
    ({"joined": 46083}, "date"),
    ({"joined": "1899-12-31"}, "date_range"),
    ({"seat": 0}, "too_small"),
    ({"seat": 1000}, "too_big"),
    ({"seat": 1.5}, "integer"),
    ({"seat": "第一排"}, "number"),
    ({"note": "长" * 201}, "too_long"),
    ({"number": "", "phone": ""}, "no_key"),
    ({"branch": "不存在支行"}, "unknown_branch"),
]


@pytest.mark.parametrize(("cells", "code"), BAD_CELLS)
def test_bad_cells_are_named(hr: Client, cohort: Cohort, cells: dict, code: str) -> None:
    checked = check(hr, cohort, workbook(changed(**cells)))
    assert checked.result["error_count"] == 1
    error = checked.result["errors"][0]
    assert (error["row"], error["sheet"]) == (2, "花名册")
    assert error["code"] == code
    assert error["reason"] and error["column"]


@pytest.mark.parametrize(
    ("second", "column"),
    [
        (changed(name="李四", phone="13800000002", seat=2), 1),
        (changed(name="李四", number="E002", seat=2), 2),
        (changed(name="李四", number="E002", phone="13800000002"), 6),
    ],
)
def test_duplicates_within_the_file(hr: Client, cohort: Cohort, second: list, column: int) -> None:
    checked = check(hr, cohort, workbook(GOOD, second))
    assert [(error["row"], error["code"]) for error in checked.result["errors"]] == [(3, "duplicate")]


def test_merged_cells_are_refused(hr: Client, cohort: Cohort) -> None:
    book = load_workbook(workbook(GOOD, changed(name="李四", number="E002", phone="13800000002", seat=2)))
    book.active.merge_cells("D2:D3")
    stream = io.BytesIO()
    book.save(stream)
    stream.name = "roster.xlsx"
    stream.seek(0)
    checked = check(hr, cohort, stream)
    assert {error["code"] for error in checked.result["errors"]} == {"merged"}


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"], "no_header"),
        ([*HEADER[:7], "生肖"], "unknown_header"),
        ([*HEADER[:4], "备注2", *HEADER[5:]], "missing_header"),
    ],
)
def test_wrong_headers_are_named(hr: Client, cohort: Cohort, header: list, code: str) -> None:
    checked = check(hr, cohort, workbook(GOOD, header=header))
    assert code in {error["code"] for error in checked.result["errors"]}


def named(content: bytes, name: str) -> io.BytesIO:
    stream = io.BytesIO(content)
    stream.name = name
    return stream


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "roster.xlsx"), (b"name,number\n", "roster.csv"), (b"PK\x03\x04 broken", "roster.xlsx"), (b"MZ\x90", "roster.xlsx.exe")],
)
def test_what_is_no_workbook_is_refused_at_once(hr: Client, cohort: Cohort, content: bytes, name: str) -> None:
    answer = hr.post(reverse("roster-import", args=[cohort.public_id]), {"file": named(content, name)})
    assert (answer.status_code, Job.objects.count()) == (200, 0)
    assert answer.context["form"].errors["file"]


def test_an_empty_roster_says_so(hr: Client, cohort: Cohort) -> None:
    checked = check(hr, cohort, workbook())
    assert [error["code"] for error in checked.result["errors"]] == ["no_rows"]


def test_the_same_number_under_another_name_is_an_error(hr: Client, cohort: Cohort, bank: Organisation) -> None:
    make_user(bank, name="李四", employee_number="E001")
    checked = check(hr, cohort, workbook(GOOD))
    assert [error["code"] for error in checked.result["errors"]] == ["other_name"]
    assert "李四" in checked.result["errors"][0]["reason"]


def test_people_of_another_bank_do_not_exist(hr: Client, cohort: Cohort, strangers) -> None:
    make_user(strangers.bank, name="李四", employee_number="E001", phone="13800000001")
    checked = check(hr, cohort, workbook(GOOD))
    assert (checked.result["error_count"], checked.result["counts"]["create"]) == (0, 1)
    other = make_branch(strangers.bank, name="远山支行")
    refused = check(hr, cohort, workbook(changed(branch=other.name)))
    assert [error["code"] for error in refused.result["errors"]] == ["unknown_branch"]


def test_what_changed_since_the_dry_run_refuses_all(hr: Client, cohort: Cohort, bank: Organisation) -> None:
    checked = check(hr, cohort, workbook(GOOD, changed(name="李四", number="E002", phone="13800000002", seat=2)))
    make_enrolment(cohort, make_user(bank, "trainee"), seat_number=2)
    refused = confirm(hr, cohort, checked)
    assert (refused.state, cohort.enrolments.count(), User.objects.filter(employee_number="E001").exists()) == ("failed", 1, False)
    assert refused.error


def test_seats_can_be_swapped_in_one_file(hr: Client, cohort: Cohort, bank: Organisation) -> None:
    make_enrolment(cohort, make_user(bank, "trainee", name="王晓楠", employee_number="E001", phone="13800000001"), seat_number=1)
    make_enrolment(cohort, make_user(bank, "trainee", name="李四", employee_number="E002", phone="13800000002"), seat_number=2)
    file = workbook(changed(seat=2), changed(name="李四", number="E002", phone="13800000002", seat=1))
    assert confirm(hr, cohort, check(hr, cohort, file)).result["updated"] == 2
    assert dict(cohort.enrolments.values_list("user__employee_number", "seat_number")) == {"E001": 2, "E002": 1}


def test_the_template_is_what_the_import_reads(hr: Client, cohort: Cohort) -> None:
    answer = hr.get(reverse("roster-template", args=[cohort.public_id]))
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert (sheet.max_row, sheet.max_column, len(sheet.data_validations.dataValidation), len(book.worksheets)) == (1, 8, 3, 3)
    sheet.append(["王晓楠", "0001", "13800000001", "城关支行", sheet.parent["_lists"]["A1"].value, None, None, None])
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    file = read_roster(stream, starts_on=cohort.starts_on)
    assert (file.problems, [(row.employee_number, row.footing, row.joined_on) for row in file.rows]) == (
        [],
        [("0001", "pre_hire", cohort.starts_on)],
    )


def test_the_template_names_only_branches_of_the_bank(cohort: Cohort, strangers) -> None:
    make_branch(strangers.bank, name="远山支行")
    assert "远山支行".encode() not in roster_template(cohort=cohort, branches=["城关支行"])


def many(count: int, prefix: str) -> io.BytesIO:
    head = {"N": "139", "M": "137"}[prefix]
    rows = (
        [f"学员{chr(0x4E00 + n % 5000)}", f"{prefix}{n:05d}", f"{head}{n:08d}", "城关支行", "试用期", "2026-03-02"] for n in range(count)
    )
    return workbook(*rows)


def queries_of_an_import(hr: Client, cohort: Cohort, count: int, prefix: str) -> int:
    checked = check(hr, cohort, many(count, prefix))
    assert checked.result["error_count"] == 0
    with CaptureQueriesContext(connection) as seen:
        assert confirm(hr, cohort, checked).result["created"] == count
    return len(seen)


def test_an_import_costs_by_the_batch_not_by_the_row(hr: Client, cohort: Cohort, bank: Organisation) -> None:
    few = queries_of_an_import(hr, cohort, 3, "N")
    more = queries_of_an_import(hr, make_cohort(bank), 300, "M")
    # SQLite takes 999 values in a statement, so 300 accounts are a handful of statements, not one.
    assert more - few <= 15


def test_five_thousand_rows_come_in_at_once(hr: Client, cohort: Cohort) -> None:
    file = many(5000, "N")
    done = confirm(hr, cohort, check(hr, cohort, file))
    assert done.result["created"] == 5000


def test_codes_are_printed_for_who_has_no_password(hr: Client, cohort: Cohort, bank: Organisation) -> None:
    confirm(hr, cohort, check(hr, cohort, workbook(GOOD)))
    make_enrolment(cohort, make_user(bank, "trainee", password="long-enough-1"))
    address = reverse("sign-in-codes", args=[cohort.public_id])
    assert [one.user.name for one in hr.get(address).context["waiting"]] == ["王晓楠"]
    sheet = load_workbook(io.BytesIO(hr.post(address, {"format": "xlsx"}).content)).worksheets[0]
    name, organisation, code = (cell.value for cell in list(sheet.rows)[-1][1:])
    assert (name, organisation) == ("王晓楠", bank.code)
    visitor = Client()
    answer = visitor.post(reverse("code-sign-in"), {"organisation": organisation, "code": code})
    assert answer.status_code == 302
    pdf = hr.post(address, {"format": "pdf"})
    assert pdf.content.startswith(b"%PDF-")
    assert "no-store" in pdf.headers["Cache-Control"]


@pytest.mark.parametrize("route", ["roster-import", "roster-template", "sign-in-codes"])
def test_the_roster_is_for_the_personnel_office(route: str, cohort: Cohort, cast, strangers, sign_in) -> None:
    address = reverse(route, args=[cohort.public_id])
    make_enrolment(cohort, cast.trainee)
    assert sign_in(cast.trainee).get(address).status_code == 403
    assert sign_in(cast.leader).get(address).status_code == 403
    assert sign_in(strangers.hr).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_report_is_its_owners(hr: Client, cohort: Cohort, bank: Organisation, sign_in, strangers) -> None:
    checked = check(hr, cohort, workbook(GOOD))
    address = reverse("roster-report", args=[cohort.public_id, checked.public_id])
    assert sign_in(make_user(bank, "hr")).get(address).status_code == 404
    assert sign_in(strangers.hr).get(address).status_code == 404
    assert hr.get(address).status_code == 200


def test_all_mistakes_of_a_row_are_named_at_once(hr: Client, cohort: Cohort) -> None:
    checked = check(hr, cohort, workbook(changed(phone="1380", branch="火星支行", footing="临时工", joined="2026-02-30", note="=1+1")))
    assert sorted(error["code"] for error in checked.result["errors"]) == ["choice", "formula", "no_such_date", "phone", "unknown_branch"]


def test_a_branch_may_be_called_by_its_short_name(hr: Client, cohort: Cohort, bank: Organisation) -> None:
    make_branch(bank, name="河东支行")
    Organisation.objects.filter(name="河东支行").update(short_name="河东")
    confirm(hr, cohort, check(hr, cohort, workbook(changed(branch="河 东"))))
    assert Enrolment.objects.get().organisation.name == "河东支行"
