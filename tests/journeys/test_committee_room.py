"""A review committee on five devices: an agenda of two cases to signed minutes; and one trainee alone with scripted members."""

from typing import Any

import pytest
from django.urls import reverse

from lms.people.enums import Role
from simulations.models import Committee, CommitteeItem
from tests.cast import Cast
from tests.factories.cohorts import make_cohort, make_enrolment, make_staff
from tests.factories.committees import library_case, make_committee
from tests.factories.people import make_user

from .device import DESK, PHONE, PICTURES, Device

pytestmark = pytest.mark.journey


def in_phase(device: Device, code: str) -> None:
    device.page.locator(f"[data-phase='{code}']").wait_for()


def move(chair: Device, to: str) -> None:
    chair.fill("move")
    in_phase(chair, to)


def one_case(people: dict[str, Device], ballot: str, *, shots: bool) -> None:
    """From quorum to the truth; ``people`` by seat: chair, member, other, lead, second."""
    chair, mark = people["chair"], f"，{ballot}那件"
    move(chair, "presentation")
    people["lead"].fill("present", text="客户经营多年，申请贷款用于进货，我们用三种方法核了销售。")
    move(chair, "second_view")
    people["second"].fill("second", text="我另外核了送货单与水电。", agrees="no")
    move(chair, "questions")
    people["member"].fill("ask", topic="debts", text="每月五日固定转出的三千元是给谁的？")
    people["lead"].page.locator("[data-question='1']").wait_for()
    if shots:
        people["lead"].picture("committee-questions-lead-360")
        people["member"].picture("committee-questions-member-1366")
        people["lead"].clean()
        people["member"].clean()
    people["lead"].fill("answer-1", text="客户说是朋友借用，没有借条。", papers="credit")
    chair.page.get_by_text("没有借条").first.wait_for()
    move(chair, "leaving")
    people["lead"].page.get_by_text("调查人须离场").wait_for()
    move(chair, "first_opinions")
    for name in ("chair", "member", "other"):
        people[name].fill("opinion", ballot="refuse", reason=f"{name}的封存初评{mark}")
    chair.page.locator("[data-part='seats'] .tag.good").nth(2).wait_for()
    move(chair, "discussion")
    people["other"].fill("say", text="我最担心那笔转账。")
    move(chair, "vote")
    if shots:
        people["other"].picture("committee-vote-other-360")
        people["other"].clean()
    for name in ("chair", "member"):
        people[name].fill("vote", ballot=ballot, reason=f"{name}的封存表决{mark}", because="" if ballot == "refuse" else "答疑之后材料已齐")
    people["member"].page.get_by_text("你的表决票已封存").wait_for()
    others = {name: one.heard() for name, one in people.items()}
    for owner in ("chair", "member"):
        assert [
            name
            for name, heard in others.items()
            if name != owner and any(f"{owner}的封存{paper}{mark}" in heard for paper in ("初评", "表决"))
        ] == []
    people["other"].fill("vote", ballot=ballot, reason=f"other的封存表决{mark}", because="" if ballot == "refuse" else "答疑之后材料已齐")
    chair.page.locator("[data-part='seats'] .tag.good").nth(2).wait_for()
    move(chair, "resolution")
    if ballot == "refuse":
        chair.fill("resolve", reason="债务不清，不予同意。")
    else:
        chair.fill("resolve", reason="同意。", amount="6万", term_months="24", repayment="等额本息")
    move(chair, "minutes")
    for name in ("chair", "member", "other"):
        people[name].fill("sign")
    chair.page.get_by_text("还差").wait_for(state="detached")
    secrets = library_case()["truth"]["story"][:12]
    assert [name for name, one in people.items() if shots and secrets in one.heard()] == []
    move(chair, "reveal")
    if shots:
        for name in ("lead", "other"):
            in_phase(people[name], "reveal")
            people[name].picture(f"committee-reveal-{name}")
            people[name].clean()
    move(chair, "scoring")


def test_five_browsers_hold_a_committee_through_two_cases(cast: Cast, device: Any) -> None:
    cohort = make_cohort(cast.bank)
    caller = make_staff(cohort, cast.instructor, "instructor")
    chair, member = (make_user(cast.bank, Role.COMMITTEE_MEMBER, name=name) for name in ("周主审", "吴委员"))
    trainees = [make_enrolment(cohort, make_user(cast.bank, Role.TRAINEE, name=name)).user for name in ("郑学员", "王主调", "冯协办")]
    cases = [library_case(), library_case("noodle_shop_smaller")]
    committee = make_committee(cohort, caller, [chair, member, *trainees], cases=cases)
    sizes = {"chair": DESK, "member": DESK, "other": PHONE, "lead": PHONE, "second": DESK}
    users = dict(zip(("chair", "member", "other", "lead", "second"), (chair, member, *trainees), strict=True))
    people = {name: device(user, sizes[name]) for name, user in users.items()}
    for one in people.values():
        one.open("committee-room", committee.public_id)
        one.fill("arrive")
        one.page.locator("[data-act='arrive']").wait_for(state="detached")
    people["chair"].picture("committee-opening-chair-1366")
    people["chair"].clean()
    one_case(people, "refuse", shots=True)
    people["chair"].fill("move")
    people["chair"].page.get_by_text("第 2 件").wait_for()
    one_case(people, "approve", shots=False)
    people["chair"].fill("move")
    people["chair"].page.get_by_text("议程已全部办结").first.wait_for()
    assert [row.outcome for row in CommitteeItem.objects.filter(committee=committee)] == ["refused", "approved"]
    minutes = people["lead"].context.request.get(people["lead"].site + reverse("committee-minutes", args=[committee.public_id, 0]))
    assert minutes.body().startswith(b"%PDF")
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "committee-minutes.pdf").write_bytes(minutes.body())
    watcher = device(caller)
    watcher.page.goto(watcher.site + reverse("committee-replay", args=[committee.public_id]))
    watcher.page.get_by_text("我最担心那笔转账").first.wait_for()
    watcher.picture("committee-replay-1366")
    watcher.clean()


def test_one_trainee_rehearses_alone(cast: Cast, device: Any) -> None:
    cohort = make_cohort(cast.bank)
    teacher = make_staff(cohort, cast.instructor, "instructor")
    trainee = make_enrolment(cohort, cast.trainee).user
    phone = device(trainee, PHONE)
    phone.page.goto(phone.site + reverse("committee-list"))
    phone.picture("committee-list-empty-360")
    phone.clean()
    phone.page.get_by_role("link", name="单人演练").first.click()
    phone.page.get_by_label("乡镇便利店").count()
    phone.page.locator("[name='case']").select_option("library:village_shop_honest")
    phone.page.locator("[name='role'][value='lead']").check()
    phone.picture("committee-solo-360")
    phone.clean()
    phone.page.get_by_role("button", name="进入会议室").click()
    phone.fill("arrive")
    move(phone, "presentation")
    phone.fill("present", text="镇上便利店，申请五万元换冷柜、备年货。")
    move(phone, "second_view")
    move(phone, "questions")
    while phone.page.locator("[data-question]").count():
        number = phone.page.locator("[data-question]").first.get_attribute("data-question")
        phone.fill(f"answer-{number}", text="三种检验都在百分之一以内，见检验表。", papers="checks")
        phone.page.locator(f"[data-question='{number}']").wait_for(state="detached")
    for to in ("leaving", "first_opinions", "discussion", "vote", "resolution"):
        move(phone, to)
    phone.fill("resolve", reason="同意五万元。", amount="50,000", term_months="24", repayment="等额本息")
    move(phone, "minutes")
    move(phone, "reveal")
    phone.page.get_by_text("正确的决定是同意").wait_for()
    phone.picture("committee-solo-reveal-360")
    phone.clean()
    move(phone, "scoring")
    move(phone, "done")
    watcher = device(teacher)
    watcher.open("committee-replay", Committee.objects.get().public_id)
    watcher.page.get_by_text("镇上便利店，申请五万元").first.wait_for()
    watcher.clean()
