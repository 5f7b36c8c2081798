"""The customer ledger: import in a dry run and for real, figures that are only added to, the customer behind the mask, checks."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.operations.actions.contracts import ContractsRefused, care_for_contract, check_contracts, import_contracts
from lms.operations.actions.problems import CaseProblem
from lms.operations.actions.uploads import forget_old_uploads
from lms.operations.documents.contract_columns import HEADERS, read_contracts
from lms.operations.documents.contract_files import contract_template
from lms.operations.models import Contract, ContractFigure, Customer
from lms.operations.queries.contracts import contract_list
from lms.people.models import User
from lms.records.models import Act
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import into_mode
from tests.factories.ledgers import contract_row, make_contract

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
VALID_ID = "11010519491231002X"


@pytest.fixture
def full(cast: Cast) -> None:
    """Only in full mode are customers named here."""
    into_mode(cast.bank, "full", cast.leader)


def workbook(*rows: dict[str, object]) -> bytes:
    columns = [ColumnSpec(str(header)) for header in HEADERS.values()]
    body = [[str(row[key]) if key in row and not isinstance(row[key], int | Decimal) else row.get(key) for key in HEADERS] for row in rows]
    return write_workbook([SheetSpec("客户", columns, body)])


def line(manager: User, **fields: object) -> dict[str, object]:
    given = {
        "number": "HT-1", "customer": "K-1", "name": "王小明", "phone": "13812345678", "identity": VALID_ID, "industry": "retail",
        "manager": manager.employee_number, "product": "credit", "amount": 200000, "rate": "7.2", "term_months": 12,
        "repayment": "equal_payment", "guarantee": "credit", "paid_on": "2026-01-05", "due_on": "2027-01-05", "balance": 150000,
        "overdue_days": 0, "category": "normal", "as_of": "2026-02-27",
    }  # fmt: skip
    return given | fields


def test_the_template_is_what_the_import_reads(cast: Cast) -> None:
    book = openpyxl.load_workbook(io.BytesIO(contract_template()))
    assert [cell.value for cell in book.worksheets[0][1]] == [str(header) for header in HEADERS.values()]


def test_a_new_contract_needs_its_terms_a_known_one_its_figures(cast: Cast, clock: Clock, full: None) -> None:
    file = read_contracts(io.BytesIO(workbook(line(cast.trainee))))
    assert file.problems == []
    done = import_contracts(bank=cast.bank, rows=file.rows, actor_key=cast.hr.key, now=clock.now)
    assert (done.created, done.updated, done.same) == (1, 0, 0)
    contract = Contract.objects.get()
    assert (contract.customer.name_shown, contract.customer.phone_shown, contract.customer.id_shown) == (
        "王**",
        "138****5678",
        "110*************2X",
    )
    assert "王小明" not in contract.customer.name_sealed
    assert contract.next_check_on == date(2026, 1, 20)
    short = {"number": "HT-1", "balance": 140000, "overdue_days": 3, "category": "attention", "as_of": "2026-02-28"}
    rows = read_contracts(io.BytesIO(workbook(short))).rows
    assert import_contracts(bank=cast.bank, rows=rows, actor_key=cast.hr.key, now=clock.now).updated == 1
    assert import_contracts(bank=cast.bank, rows=rows, actor_key=cast.hr.key, now=clock.now).same == 1
    assert list(ContractFigure.objects.values_list("balance", "overdue_days")) == [(150000, 0), (140000, 3)]
    bare = read_contracts(io.BytesIO(workbook(short | {"number": "HT-2"}))).rows
    missing = {fault.column for fault in check_contracts(bank=cast.bank, rows=bare, today=clock.now.date()).faults}
    assert {"customer", "name", "manager", "amount"} <= missing


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"identity": "110105194912310021"}, "identity"),
        ({"category": "very good"}, "category"),
        ({"balance": -1}, "balance"),
        ({"phone": "12"}, "phone"),
        ({"as_of": "someday"}, "as_of"),
        ({"rate": "55"}, "rate"),
        ({"number": ""}, "number"),
    ],
)
def test_a_bad_cell_names_row_and_column(cast: Cast, fields: dict[str, object], column: str) -> None:
    (problem, *_rest) = read_contracts(io.BytesIO(workbook(line(cast.trainee, **fields)))).problems
    assert (problem.row, problem.column) == (2, str(HEADERS[column]))


def test_one_bad_row_stops_all(cast: Cast, clock: Clock) -> None:
    rows = [contract_row(cast.trainee), contract_row(cast.trainee, manager="nobody"), contract_row(cast.trainee, balance=Decimal(900000))]
    with pytest.raises(ContractsRefused) as refused:
        import_contracts(bank=cast.bank, rows=rows, actor_key="k", now=clock.now)
    assert [fault.code for fault in refused.value.plan.faults] == ["unknown_manager", "above_amount"]
    assert Contract.objects.count() == Customer.objects.count() == 0


def test_older_figures_and_future_days_are_refused_a_mild_category_is_named(cast: Cast, clock: Clock) -> None:
    contract = make_contract(cast.trainee, now=clock.now)
    older = contract_row(cast.trainee, number=contract.number, as_of=date(2026, 2, 1))
    ahead = contract_row(cast.trainee, as_of=date(2026, 3, 9))
    mild = contract_row(cast.trainee, overdue_days=100, category="attention")
    plan = check_contracts(bank=cast.bank, rows=[older, ahead, mild], today=clock.now.date())
    assert [fault.code for fault in plan.faults] == ["older", "ahead"]
    assert [fault.code for fault in plan.warnings] == ["too_mild"]


def test_figures_are_only_added_to(cast: Cast, clock: Clock) -> None:
    make_contract(cast.trainee, now=clock.now)
    with pytest.raises(DatabaseError):
        ContractFigure.objects.update(balance=1)


def test_the_same_number_at_another_bank_is_another_contract(cast: Cast, strangers: Cast, clock: Clock) -> None:
    make_contract(cast.trainee, number="HT-9", now=clock.now)
    make_contract(strangers.trainee, number="HT-9", now=clock.now)
    assert [row.manager for row in contract_list(cast.leader, {}, clock.now.date())] == [cast.trainee]
    assert [row.manager for row in contract_list(strangers.leader, {}, clock.now.date())] == [strangers.trainee]


def test_who_opens_a_contract(cast: Cast, strangers: Cast, clock: Clock, sign_in: SignIn) -> None:
    contract = make_contract(cast.trainee, now=clock.now)
    address = reverse("contract-detail", args=[contract.public_id])
    asked = [cast.trainee, cast.leader, cast.auditor, cast.mentor, cast.admin, cast.instructor, strangers.leader, strangers.trainee]
    assert [sign_in(one).get(address).status_code for one in asked] == [200, 200, 200, 404, 404, 404, 404, 404]


def test_the_customer_in_full_takes_a_reason_and_is_logged(cast: Cast, clock: Clock, full: None, sign_in: SignIn) -> None:
    contract = make_contract(cast.trainee, now=clock.now)
    address = reverse("contract-customer", args=[contract.public_id])
    browser = sign_in(cast.trainee)
    assert browser.post(address).status_code == 422
    shown = browser.post(address, {"reason": "电话通知还款"})
    assert "王小明" in shown.content.decode()
    assert Act.objects.get(object_kind="contract", verb="viewed").reason == "电话通知还款"
    assert sign_in(cast.auditor).post(address, {"reason": "查"}).status_code == 403
    assert "王小明" not in browser.get(reverse("contract-list")).content.decode()


def test_a_check_moves_the_next_one(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    contract = make_contract(cast.trainee, now=clock.now)
    care = {
        "tier": "watched",
        "check_months": 1,
        "checked_on": date(2026, 2, 28),
        "alert": "",
        "renewal": "wants",
        "referral": "",
        "archive_number": "",
    }
    kept = care_for_contract(contract=contract, care=care, actor=cast.trainee, now=clock.now)
    assert kept.next_check_on == date(2026, 3, 28)
    with pytest.raises(CaseProblem):
        care_for_contract(
            contract=contract, care=care | {"checked_on": clock.now.date() + timedelta(days=1)}, actor=cast.trainee, now=clock.now
        )
    browser = sign_in(cast.trainee)
    sent = {name: "" if value is None else str(value) for name, value in care.items()}
    address = reverse("contract-care", args=[contract.public_id])
    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent | {"tier": "royal"}).status_code == 422


def test_from_the_upload_to_the_ledger(cast: Cast, clock: Clock, full: None, sign_in: SignIn, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    browser = sign_in(cast.hr)
    upload = SimpleUploadedFile("k.xlsx", workbook(line(cast.trainee, overdue_days=100, category="attention")))
    assert browser.post(reverse("contract-import"), {"file": upload}).status_code == 302
    check = Job.objects.get(kind="operations.contract_check")
    run_job(check.pk)
    page = browser.get(reverse("contract-report", args=[check.public_id])).content.decode()
    assert "王小明" not in page
    assert browser.post(reverse("contract-confirm", args=[check.public_id])).status_code == 302
    job = Job.objects.get(kind="operations.contract_import")
    run_job(job.pk)
    job.refresh_from_db()
    assert job.result == {"created": 1, "updated": 0, "same": 0}
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [], "nobody's name stays in a file"
    assert (
        reverse("contract-confirm", args=[check.public_id])
        not in browser.get(reverse("contract-report", args=[check.public_id])).content.decode()
    )
    again = browser.post(reverse("contract-confirm", args=[check.public_id]))
    assert again["Location"] == reverse("contract-done", args=[job.public_id])
    assert browser.get(reverse("contract-done", args=[job.public_id])).status_code == 200
    assert sign_in(cast.leader).get(reverse("contract-report", args=[check.public_id])).status_code == 404
    assert sign_in(cast.trainee).get(reverse("contract-import")).status_code == 403
    garbage = SimpleUploadedFile("k.xlsx", b"no workbook")
    assert browser.post(reverse("contract-import"), {"file": garbage}).status_code == 422


@pytest.mark.parametrize("mode", ["shadow", "outside"])
def test_outside_full_mode_the_customer_number_is_enough_and_names_are_refused(cast: Cast, clock: Clock, mode: str) -> None:
    if mode == "outside":
        into_mode(cast.bank, mode, cast.leader)
    named = read_contracts(io.BytesIO(workbook(line(cast.trainee)))).rows
    with pytest.raises(ContractsRefused) as refused:
        import_contracts(bank=cast.bank, rows=named, actor_key=cast.hr.key, now=clock.now)
    assert [(fault.line, fault.column, fault.code) for fault in refused.value.plan.faults] == [
        (2, "name", "not_kept"), (2, "phone", "not_kept"), (2, "identity", "not_kept"),
    ]  # fmt: skip
    assert not Customer.objects.exists()
    bare = read_contracts(io.BytesIO(workbook({**line(cast.trainee), "name": "", "phone": "", "identity": ""}))).rows
    assert import_contracts(bank=cast.bank, rows=bare, actor_key=cast.hr.key, now=clock.now).created == 1
    customer = Customer.objects.get()
    assert (customer.number, customer.name_shown, customer.name_sealed, customer.phone_print, customer.id_print) == ("K-1", "", "", "", "")


def test_a_name_in_a_file_of_shadow_mode_is_refused_in_words_and_not_repeated(
    cast: Cast, clock: Clock, sign_in: SignIn, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    browser = sign_in(cast.hr)
    upload = SimpleUploadedFile("k.xlsx", workbook(line(cast.trainee)))
    browser.post(reverse("contract-import"), {"file": upload})
    check = Job.objects.get(kind="operations.contract_check")
    run_job(check.pk)
    check.refresh_from_db()
    assert check.result["error_count"] == 3
    assert check.upload.name == ""
    page = browser.get(reverse("contract-report", args=[check.public_id])).content.decode()
    assert "王小明" not in page
    assert str(HEADERS["identity"]) in page
    assert list(tmp_path.rglob("*.xlsx")) == []


def test_a_file_that_was_checked_and_never_confirmed_goes_after_a_day(
    cast: Cast, clock: Clock, sign_in: SignIn, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    browser = sign_in(cast.hr)
    bare = line(cast.trainee) | {"name": "", "phone": "", "identity": ""}
    browser.post(reverse("contract-import"), {"file": SimpleUploadedFile("k.xlsx", workbook(bare))})
    check = Job.objects.get(kind="operations.contract_check")
    run_job(check.pk)
    assert forget_old_uploads(now=check.created_at + timedelta(hours=23)) == 0
    later = check.created_at + timedelta(hours=25)
    assert (forget_old_uploads(now=later), forget_old_uploads(now=later)) == (1, 0)
    assert list(tmp_path.rglob("*.xlsx")) == []
    assert browser.post(reverse("contract-confirm", args=[check.public_id]))["Location"] == reverse(
        "contract-report", args=[check.public_id]
    )
    assert not Job.objects.filter(kind="operations.contract_import").exists()
