"""The loan office in browsers: cases in shadow mode by hand and from Excel; one loan in full mode from the folder to the look back."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lms.operations.models import LoanCase
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.factories.casework import entrust
from tests.factories.people import make_branch, make_user

from .device import DESK, PHONE, PICTURES, Device
from .office import background, cells, download, says, send

pytestmark = pytest.mark.journey
ROW = ("2026-11-02", "城南支行", "零售", "信用贷款")


def keep(name: str, content: bytes) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / name).write_bytes(content)


def list_of_cases(template: bytes, folder: Path, rows: list[dict[str, Any]]) -> str:
    """The downloaded template, filled in by the names of its columns."""
    book = load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value)
    for number, values in enumerate(rows, head[0].row + 1):
        for cell in head:
            if values.get(str(cell.value)) is not None:
                sheet.cell(number, cell.column, values[str(cell.value)])
    path = folder / f"{len(rows)}.xlsx"
    book.save(path)
    return str(path)


class Shadow:
    """HR, two who may, one who may not."""

    def __init__(self, bank: Organisation) -> None:
        self.branch = make_branch(bank, name="城南支行")
        self.hr = make_user(bank, Role.HR, name="何敏")
        self.lead = make_user(bank, Role.MENTOR, name="李向阳")
        self.second = make_user(bank, Role.TRAINEE, name="王芳")
        self.newcomer = make_user(bank, Role.TRAINEE, name="周小舟")
        for person in (self.lead, self.second):
            entrust(person, "acceptance", "investigation")


def enter_by_hand(desk: Device, people: Shadow) -> LoanCase:
    """Refused in words for whoever isn't certified, nothing typed is lost; then taken."""
    desk.open("case-list")
    desk.picture("cases-empty-1366")
    desk.clean()
    desk.page.locator("a[href$='/cases/new/']").first.click()
    send(
        desk,
        number="XD-2026-1101",
        node="investigation",
        branch=people.branch.public_id,
        industry="retail",
        product="credit",
        amount_band="to_30",
        lead=people.newcomer.key,
        second=people.second.key,
    )
    says(desk, "周小舟 不能在“调查”节点担任")
    assert desk.page.locator("[name=number]").input_value() == "XD-2026-1101"
    desk.picture("case-new-refused-1366")
    desk.clean()
    assert not LoanCase.objects.exists()
    send(desk, lead=people.lead.key)
    case = LoanCase.objects.get()
    assert (case.lead, case.second) == (people.lead, people.second)
    send(desk, "/people/", lead=people.newcomer.key)
    says(desk, "周小舟 不能在“调查”节点担任")
    case.refresh_from_db()
    assert case.lead == people.lead
    desk.picture("case-assign-refused-1366")
    desk.clean()
    return case


def import_three(desk: Device, people: Shadow, folder: Path) -> None:
    """A wrong row is named by row, column and reason, and nothing happens; corrected, all three come."""
    template = download(desk, "case-import-template")
    header = [str(name) for name in next(row for row in cells(template) if row[0])]
    assert {"节点", "申请金额", "主办（A 角）工号"} <= set(header)

    def rows(third: User) -> list[dict[str, Any]]:
        common = dict(zip(header[1:5], ROW, strict=True)) | {"节点": "调查"}
        given = enumerate((people.lead, None, third), 1)
        return [
            {**common, header[0]: f"XD-2026-120{n}", "申请金额": 80_000 * n, "主办（A 角）工号": who.employee_number if who else None}
            for n, who in given
        ]

    desk.open("case-import")
    desk.picture("cases-import-1366")
    desk.clean()
    send(desk, file=list_of_cases(template, folder, rows(people.newcomer)))
    job = background("operations.case_check")
    desk.open("case-import-report", job.public_id)
    wrong = desk.page.locator("main table tbody tr")
    assert wrong.count() == 1
    assert all(words in wrong.inner_text() for words in (str(job.result["errors"][0]["row"]), "主办（A 角）工号", "不能在此承担"))
    assert LoanCase.objects.count() == 1
    desk.picture("cases-import-wrong-1366")
    desk.clean()
    desk.open("case-import")
    send(desk, file=list_of_cases(template, folder, rows(people.lead)))
    desk.open("case-import-report", background("operations.case_check").public_id)
    desk.picture("cases-import-checked-1366")
    desk.clean()
    send(desk, "/import/")
    desk.open("case-import-done", background("operations.case_import").public_id)
    desk.picture("cases-import-done-1366")
    assert LoanCase.objects.count() == 4


def test_shadow_cases_by_hand_and_from_excel(bank: Organisation, device: Any, tmp_path: Path) -> None:
    people = Shadow(bank)
    desk, phone = device(people.hr, DESK), device(people.lead, PHONE)
    case = enter_by_hand(desk, people)
    import_three(desk, people, tmp_path)
    desk.open("case-detail", case.public_id)
    send(desk, "/state/", state="refused")
    assert LoanCase.objects.get(pk=case.pk).state == "open"  # no reason, no refusal
    desk.picture("case-close-without-reason-1366")
    send(desk, "/state/", state="refused", reason="夫妻双方对用途说法不一，且不愿补充流水")
    case.refresh_from_db()
    assert (case.state, case.closed_reason[:2]) == ("refused", "夫妻")
    desk.picture("case-refused-1366")
    desk.clean()
    content = download(desk, "case-list", query="?format=xlsx")
    keep("cases.xlsx", content)
    listed = [row for row in cells(content) if str(row[0]).startswith("XD-")]
    assert [(row[0], row[8], row[9]) for row in sorted(listed)] == [
        ("XD-2026-1101", "已拒绝", "李向阳"),
        ("XD-2026-1201", "办理中", "李向阳"),
        ("XD-2026-1202", "办理中", None),
        ("XD-2026-1203", "办理中", "李向阳"),
    ]
    desk.open("case-list")
    desk.picture("cases-1366")
    desk.clean()
    phone.open("case-list")
    phone.picture("cases-lead-360")
    phone.clean()
    phone.open("case-detail", case.public_id)
    phone.picture("case-lead-360")
    phone.clean()
