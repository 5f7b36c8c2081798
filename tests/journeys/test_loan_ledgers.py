"""A day with the ledgers: visits without network, the day closed on the phone; in the office map, funnel and the week's report."""

import shutil
import subprocess
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.operations.models import DaySheet, LedgerReport, LoanCase, Visit
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.factories.casework import entrust, make_case
from tests.factories.ledgers import make_area
from tests.factories.people import make_branch, make_user

from .device import DESK, PHONE, PICTURES, Device
from .office import background, cells, download, says, send

pytestmark = pytest.mark.journey


@pytest.fixture
def hr(bank: Organisation) -> User:
    return make_user(bank, Role.HR, name="何敏")


@pytest.fixture
def seller(bank: Organisation, hr: User) -> User:
    """Somebody with a street of their own; a colleague's street beside it nobody has been to."""
    found = make_user(bank, Role.TRAINEE, name="王芳")
    branch = make_branch(bank, name="城南支行")
    make_area(bank, hr, found, branch=branch, name="南门街", row=1, column=1, merchants=3)
    make_area(bank, hr, make_user(bank, Role.TRAINEE, name="孙大为"), branch=branch, name="粮站路", row=1, column=2, merchants=12)
    entrust(found, "acceptance")
    return found


def look(device: Device, name: str) -> None:
    device.picture(name)
    device.clean()


def visit(phone: Device, merchant: str, *, result: str = "talked", intent: str = "A") -> None:
    page = phone.page
    page.locator("[name=merchant]").fill(merchant)
    page.locator(f"[name=result][value='{result}']").check()
    if result == "talked":
        page.locator(f"[name=intent][value='{intent}']").check()
        page.get_by_role("button", name="3 天后").tap()
    page.get_by_role("button", name="记入台账").tap()


def in_the_street(phone: Device) -> None:
    """Two visits wait on the phone; the answer to the first is lost on the way, so it is sent twice and counts once."""
    phone.open("visit-add")
    look(phone, "visit-form-360")
    phone.context.set_offline(True)
    visit(phone, "老街面馆")
    phone.page.get_by_text("已存本机").first.wait_for()
    visit(phone, "顺风五金", result="absent")
    phone.page.locator("[data-outbox-entries] li").nth(1).wait_for()
    look(phone, "visit-offline-360")
    assert not Visit.objects.filter(merchant="老街面馆").exists()
    phone.page.route("**/send/", lambda route: (route.fetch(), route.abort()), times=1)
    phone.context.set_offline(False)
    phone.page.get_by_text("此前已记入台账").first.wait_for(timeout=60_000)
    phone.page.locator("[data-outbox-entries] li").first.wait_for(state="detached")
    look(phone, "visit-arrived-360")
    rows = Visit.objects.order_by("pk").values_list("merchant", "result", "intent", "area__name")
    assert list(rows) == [("老街面馆", "talked", "A", "南门街"), ("顺风五金", "absent", "", "南门街")]


def becomes_a_case(phone: Device, case: LoanCase) -> None:
    talked = Visit.objects.get(merchant="老街面馆")
    phone.open("visit-detail", talked.public_id)
    look(phone, "visit-360")
    send(phone, "/outcome/", case=case.public_id)
    talked.refresh_from_db()
    assert talked.case == case
    phone.open("visit-list")
    look(phone, "visits-360")


def close_the_day(phone: Device, seller: User) -> None:
    """Counted by itself, written in three fields, closed; afterwards nothing is written any more."""
    day = timezone.localdate()
    phone.open("day-sheet", seller.key, day.isoformat())
    words = {"plan": "走访南门街两侧商户", "problems": "午后店主多不在", "support": "需要新折页五十份"}
    send(phone, "/days/", button="close", planned_visits="6", **words)
    sheet = DaySheet.objects.get()
    assert sheet.closed_at is not None
    assert (sheet.figures["visits"], sheet.figures["effective"], sheet.figures["intents"]) == (2, 1, 1)
    assert phone.page.locator("main form[method='post']").count() == 0
    look(phone, "day-closed-360")
    phone.open("day-list")
    look(phone, "days-360")


def in_the_office(desk: Device, seller: User) -> None:
    for name in ("coverage-map", "visit-funnel", "day-board", "visit-list"):
        desk.open(name)
        look(desk, f"{name}-1366")
    desk.open("day-sheet", seller.key, timezone.localdate().isoformat())
    send(desk, "/comment/", comment="下午改到三点以后去，我和你一起走一遍")
    says(desk, "何敏")
    look(desk, "day-commented-1366")
    content = download(desk, "visit-export")
    (PICTURES / "visits.xlsx").write_bytes(content)
    assert {"老街面馆", "顺风五金"} <= {cell for row in cells(content) for cell in row}


def drawn(pdf: bytes, name: str) -> str:
    """The pages as pictures, and their text; the printer's tools are on every development machine."""
    path = PICTURES / f"{name}.pdf"
    path.write_bytes(pdf)
    if shutil.which("pdftoppm") is None:
        pytest.skip("no pdftoppm on this machine; on Debian or Ubuntu run: apt install poppler-utils")
    subprocess.run(["pdftoppm", "-r", "70", "-png", str(path), str(path.with_suffix(""))], check=True)
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout


def the_week(desk: Device, seller: User) -> None:
    """Asked for, made in the background, filed; what is printed and what is in the workbook agree."""
    desk.open("report-list")
    look(desk, "reports-empty-1366")
    send(desk, period="week", day=timezone.localdate().isoformat())
    background("operations.ledger_report")
    desk.open("report-list")
    look(desk, "reports-1366")
    report = LedgerReport.objects.get()
    text = drawn(download(desk, "report-pdf", report.public_id), "ledger-week")
    assert all(words in text for words in (seller.name, "孙大为", "台账周报"))
    content = download(desk, "report-sheet", report.public_id)
    (PICTURES / "ledger-week.xlsx").write_bytes(content)
    head, *rows = [row for row in cells(content) if len([cell for cell in row if cell is not None]) > 2]
    people = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert [people[seller.name][name] for name in ("拜访", "有效拜访", "进件")] == [2, 1, 1]
    assert people[seller.name]["工作日"] == people[seller.name]["日清天数"]
    # Her colleague has written nothing yet: the day is not over, so it is neither kept nor missed.
    assert [people["孙大为"][name] for name in ("拜访", "工作日", "日清天数")] == [0, 0, 0]


def test_a_day_with_the_ledgers(bank: Organisation, hr: User, seller: User, device: Any) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    phone, desk = device(seller, PHONE), device(hr, DESK)
    phone.open("visit-list")
    look(phone, "visits-empty-360")
    in_the_street(phone)
    case = make_case(bank, hr, number="XD-2026-3001", lead=seller, opened_on=timezone.localdate())
    becomes_a_case(phone, case)
    close_the_day(phone, seller)
    phone.open("coverage-map")
    look(phone, "coverage-map-360")
    in_the_office(desk, seller)
    the_week(desk, seller)
    phone.page.goto(phone.site + reverse("visit-funnel"))
    look(phone, "funnel-360")
