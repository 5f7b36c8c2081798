"""One real loan in full mode, in five browsers: folder, milestones, committee, payout, checks, overdue, repaid, looked back, taught."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lms.operations.enums import AdmissionItem, ArchiveItem
from lms.operations.models import CaseFolder, CaseTie, Customer, Milestone, MonitoringCheck, OverdueStep, SiteSignIn
from lms.people.models import Organisation
from lms.records.models import Act
from simulations.models import TeachingCase
from tests.clock import Clock
from tests.factories.casework import IDENTITY, closing_figures

from .device import Device
from .loan_desks import Office, look
from .office import TICKED, next_day, says, send
from .test_committee_room import move

pytestmark = pytest.mark.journey
NAME, TELEPHONE, STREET = "陈桂兰", "13800001234", "青石镇南街十二号"
CHECKS: Mapping[str, Mapping[str, str]] = {
    "sales_stock": {"opening_stock": "110000", "purchases": "650000", "closing_stock": "120000", "margin": "20"},
    "sales_markup": {"purchases": "640000", "markup": "25"},
    "sales_receipts": {"inflow": "700000", "cash": "95000", "opening_receivables": "15000", "closing_receivables": "20000"},
}
REPORT = "结论：建议放款十八万元。店主经营服装店八年，旺季在九月至次年一月；三种方法核得年销售约八十万元；还款来源为店铺收入。"
CONDITION = {"text_1": "追加其子为保证人", "owner_1": "主办", "due_1": "2026-03-20", "before_1": "yes"}


@pytest.fixture
def office(bank: Organisation, clock: Clock, device: Any, tmp_path: Path) -> Office:
    return Office(bank, device, tmp_path)


def switch_on(office: Office) -> None:
    """The leader's choice, with a reason; before it there are no customers and no folders."""
    office.boss.open("operations-mode")
    look(office.boss, "mode-1366")
    send(office.boss, mode="full")
    assert office.boss.page.locator(".field-error, .invalid-feedback, [aria-invalid='true']").count()
    send(office.boss, mode="full", reason="小微部刚成立，尚无自己的信贷系统，先在此办理并留痕")
    says(office.boss, "钟行长")
    look(office.boss, "mode-full-1366")


def open_the_folder(office: Office) -> None:
    hr = office.hr
    hr.open("customer-new")
    send(hr, number="KH-0001", name=NAME, phone=TELEPHONE, id_number=IDENTITY, address=STREET, industry="retail", since_year="2018")
    look(hr, "customer-masked-1366")
    assert not [one for one in (NAME, TELEPHONE, IDENTITY, STREET) if one in hr.page.content()]
    hr.open("case-new")
    people = {name: office.devices[name].user.key for name in ("lead", "second")}
    send(hr, number="XD-2026-0001", node="acceptance", industry="retail", product="credit", amount_band="to_30", amount="20万", **people)
    hr.open("case-folder", office.case.public_id)
    look(hr, "folder-new-1366")
    customer = Customer.objects.get().public_id
    send(hr, customer=customer, purpose="进秋冬装", amount="20万", term_months="12", repayment="equal_payment")
    send(hr, "/folder/people/", kind="guarantor", name="陈小军", phone="13700009999")
    says(hr, "12 个月")
    look(hr, "folder-begins-1366")
    hr.open("case-tie-show", office.case.public_id, str(CaseTie.objects.get().pk))
    look(hr, "tie-masked-1366")
    send(hr, reason="面签前电话核实")
    says(hr, "13700009999")
    hr.open("customer-edit", customer)
    look(hr, "customer-edit-1366")


def signs_in_with_the_phone(office: Office) -> None:
    """The phone gives its place on a tap, to about a kilometre: nothing finer is in the form."""
    lead = office.lead
    lead.context.grant_permissions(["geolocation"], origin=lead.site)
    lead.context.set_geolocation({"latitude": 30.2741, "longitude": 120.1551})
    lead.open("case-step", office.case.public_id, "investigation")
    lead.page.get_by_text("坐标（可不填）").click()
    lead.page.locator("[data-locate]").click()
    lead.page.get_by_text("已填入，精确到约一公里。").wait_for()
    look(lead, "step-on-site-360")
    filled = [lead.page.locator(f"[name='{name}']").input_value() for name in ("latitude", "longitude")]
    send(lead, "/save/", place="店内")
    kept = [str(value) for value in SiteSignIn.objects.values_list("latitude", "longitude").get()]
    assert filled == kept == ["30.27", "120.16"]


def until_investigated(office: Office) -> None:
    """Nothing is done without what it needs; both are on site, each by their own phone."""
    office.refused("lead", "acceptance", "尚缺", "step-acceptance-refused-360")
    office.attach("lead", "acceptance")
    office.done("lead", "acceptance")
    office.save("lead", "admission", **dict.fromkeys(AdmissionItem.values, "yes"))
    look(office.lead, "step-admission-360")
    office.done("lead", "admission")
    office.attach("lead", "credit")
    office.done("lead", "credit")
    signs_in_with_the_phone(office)
    office.attach("lead", "investigation", "shop.png")
    office.refused("lead", "investigation", "现场签到", "step-one-alone-360")
    office.save("second", "investigation", place="店内")
    office.done("lead", "investigation")


def figures_and_checks(office: Office) -> None:
    """Three statements that close, sales by three methods; a check beyond its tolerance needs a word before the step is done."""
    lead, key = office.lead, office.case.public_id
    lead.open("case-figures", key)
    send(lead, **closing_figures())
    for name, inputs in CHECKS.items():
        lead.open("case-check", key, name)
        send(lead, **inputs)
    lead.open("case-check", key, "purpose")
    send(lead, needs="150000+20000")
    office.refused("lead", "statements", "尚缺")
    lead.open("case-check", key, "purpose")
    send(lead, closed="其余三万元为定金，收据已补")
    look(lead, "check-purpose-360")
    lead.open("case-figures", key)
    look(lead, "figures-360")
    office.done("lead", "statements")
    office.save("second", "side_checks", second_view="邻铺两家与送货司机分别问过，说法一致", second_agrees=TICKED)
    office.done("second", "side_checks")
    office.second.open("case-figures", key)
    look(office.second, "figures-second-1366")


def report_and_review(office: Office) -> None:
    office.save("lead", "draft", report=REPORT, proposed_amount="18万")
    look(office.lead, "step-draft-360")
    office.done("lead", "draft")
    assert office.step("lead", "review").page.locator("form[action$='/done/']").count() == 0
    office.done("hr", "review")
    members = [office.devices[name].user.key for name in ("member", "other")]
    office.save("hr", "sitting", chair=office.chair.user.key, members=members, place="三楼会议室")
    look(office.hr, "step-sitting-1366")
    assert office.hr.page.locator("main [name=chair]").count() == 0
    office.done("hr", "sitting")
    send(office.step("hr", "resolution"), "/resolution/")
    says(office.hr, "尚未签字")


def in_the_room(office: Office) -> None:
    """The same room as in the rehearsal: three votes, a condition, signed minutes."""
    item = CaseFolder.objects.get(case=office.case).committee_item
    assert item is not None
    board, committee = ("chair", "member", "other"), item.committee
    for name in (*board, "lead", "second"):
        office.devices[name].open("committee-room", committee.public_id)
        office.devices[name].fill("arrive")
        office.devices[name].page.locator("[data-act='arrive']").wait_for(state="detached")
    move(office.chair, "presentation")
    office.lead.fill("present", text="申请二十万元，建议十八万元，用于进秋冬装。")
    move(office.chair, "second_view")
    office.second.fill("second", text="邻铺与送货司机分别核实，一致。", agrees="yes")
    move(office.chair, "questions")
    look(office.other, "sitting-questions-360")
    assert NAME not in office.other.heard() + office.member.heard()
    office.member.fill("ask", topic="purpose", text="进什么货，进货单对得上吗？")
    office.lead.page.locator("[data-question='1']").wait_for()
    office.lead.fill("answer-1", text="秋冬装，进货单与损益表一致。", papers="income")
    office.chair.page.get_by_text("进货单与损益表一致").first.wait_for()
    for to in ("leaving", "first_opinions"):
        move(office.chair, to)
    for name in board:
        office.devices[name].fill("opinion", ballot="conditional", reason="还款来源清楚，担保偏弱")
    office.chair.page.locator("[data-part='seats'] .tag.good").nth(2).wait_for()
    for to in ("discussion", "vote"):
        move(office.chair, to)
    for name in board:
        office.devices[name].fill("vote", ballot="conditional", reason="加保证后同意", **CONDITION)
    office.chair.page.locator("[data-part='seats'] .tag.good").nth(2).wait_for()
    move(office.chair, "resolution")
    office.chair.fill("resolve", reason="同意，先落实保证。", amount="15万", term_months="12", repayment="等额本息", **CONDITION)
    move(office.chair, "minutes")
    look(office.chair, "sitting-minutes-1366")
    for name in board:
        office.devices[name].fill("sign")
        office.devices[name].page.locator("[data-act='sign']").wait_for(state="detached")
    move_on(office.chair)


def move_on(chair: Device) -> None:
    """A real sitting has no reveal: after the minutes it is over."""
    chair.page.get_by_text("还差").wait_for(state="detached")
    chair.fill("move")
    chair.page.get_by_text("议程已全部办结").first.wait_for()


def until_paid(office: Office) -> None:
    hr, lead = office.hr, office.lead
    send(office.step("hr", "resolution"), "/resolution/")
    office.step("hr", "resolution")
    look(hr, "step-resolution-1366")
    office.done("hr", "resolution")
    office.refused("lead", "conditions", "尚缺", "step-conditions-360")
    lead.open("condition-meet", office.case.public_id, "1")
    send(lead, note="其子已面签保证合同")
    office.done("lead", "conditions")
    office.attach("lead", "signing")
    office.done("lead", "signing")
    office.save("hr", "payout", paid_amount="16万", pay_method="entrusted")
    assert CaseFolder.objects.get(case=office.case).paid_on is None
    look(hr, "step-payout-refused-1366")
    office.save("hr", "payout", paid_amount="15万", pay_method="entrusted")
    office.done("hr", "payout")
    assert (office.case.state, office.case.node) == ("running", "post_loan")


def record(office: Office, check: MonitoringCheck, picture: str = "") -> None:
    office.lead.open("check-record", check.public_id)
    send(
        office.lead, purpose="货已到店，进货单十四万八千元", business="日均销售与调查时相近", family="夫妻均在店，无变化", finding="normal"
    )
    office.lead.open("check-record", check.public_id)
    if picture:
        look(office.lead, picture)


def after_the_payout(office: Office, clock: Clock) -> None:
    """First check, a missed payment with its first call, a check of three columns, paid up."""
    people, lead = office.devices.values(), office.lead
    first, second = MonitoringCheck.objects.filter(case=office.case).order_by("due_on")[:2]
    clock.advance(days=10)
    next_day(*people)
    record(office, first, "check-first-360")
    office.done("lead", "first_check")
    clock.advance(days=80)
    next_day(*people)
    office.hr.open("case-folder", office.case.public_id)
    send(office.hr, "/overdue/", since=str(timezone.localdate() - timedelta(days=1)))
    look(office.hr, "folder-overdue-1366")
    call, visit = OverdueStep.objects.filter(case=office.case).order_by("day")[:2]
    lead.open("overdue-step", call.public_id)
    send(lead, note="电话联系，客户称货款迟到，承诺明日下午还款")
    lead.open("overdue-step", visit.public_id)
    send(lead, note="上门")
    look(lead, "overdue-too-early-360")
    assert list(OverdueStep.objects.filter(done_at__isnull=False).values_list("day", flat=True)) == [1]
    record(office, second)
    office.done("lead", "routine")
    lead.open("case-folder", office.case.public_id)
    look(lead, "folder-overdue-360")
    clock.advance(days=290)
    next_day(*people)
    office.done("lead", "maturity")
    office.refused("lead", "settlement", "尚缺")
    office.hr.open("case-folder", office.case.public_id)
    send(office.hr, "/paid-up/")
    office.done("lead", "settlement")
    assert office.case.state == "settled"


def close_and_teach(office: Office) -> None:
    """Archive and look back; the full data once, by a logged click with a reason; a teaching case that leads back to nobody."""
    hr = office.hr
    office.save("lead", "archive", present=ArchiveItem.values)
    office.done("lead", "archive")
    office.save("lead", "look_back", review="回款与淡旺季吻合；下次在旺季前一个月约定还款日")
    office.done("lead", "look_back")
    hr.open("customer-detail", Customer.objects.get().public_id)
    send(hr, "/show/", reason="")
    assert NAME not in hr.page.content()
    send(hr, "/show/", reason="客户来电核对合同编号")
    assert all(one in hr.page.content() for one in (NAME, TELEPHONE, IDENTITY, STREET))
    look(hr, "customer-shown-1366")
    seen = Act.objects.filter(object_kind="customer", verb="viewed").get()
    assert (seen.actor_key, seen.reason) == (hr.user.key, "客户来电核对合同编号")
    hr.page.reload()
    hr.open("case-teaching", office.case.public_id)
    story = "货款迟到一期，次日还清；全年正常。"
    send(hr, title="服装店备秋冬货", customer="林晓", factor="1.2", story=story)
    assert not TeachingCase.objects.exists(), "it is read before it is kept"
    hr.page.locator("button[name=keep]").click()
    hr.page.wait_for_load_state()
    look(hr, "folder-settled-1366")
    made = TeachingCase.objects.get()
    assert not [one for one in (NAME, "陈小军", STREET, "XD-2026-0001", "KH-0001", "李向阳", "王芳") if one in str(made.file)]
    assert "林晓" in str(made.file)
    hr.open("node-control")
    look(hr, "node-control-1366")


def test_one_loan_from_the_folder_to_the_look_back(office: Office, clock: Clock) -> None:
    switch_on(office)
    open_the_folder(office)
    until_investigated(office)
    figures_and_checks(office)
    report_and_review(office)
    in_the_room(office)
    until_paid(office)
    after_the_payout(office, clock)
    close_and_teach(office)
    assert list(Milestone.objects.filter(case=office.case).exclude(state="done").values_list("code", "state")) == [("warning", "skipped")]
    assert [one.wrong for one in office.devices.values()] == [[]] * 7
