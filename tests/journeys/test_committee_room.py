"""A review committee on five devices: an agenda of two cases to signed minutes; and one trainee alone with scripted members."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from lms.people.enums import Role
from lms.people.models import User
from simulations.models import Committee, CommitteeItem
from tests.cast import Cast
from tests.factories.cohorts import make_cohort, make_enrolment, make_staff
from tests.factories.committees import library_case, make_committee
from tests.factories.people import make_user

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.journey
AXE = settings.NODE_MODULES / "axe-core/axe.min.js"
PICTURES = Path(settings.BASE_DIR) / "var" / "journey"
# Keeps every answer to a request for news, as it came.
LISTEN = """
window.heard = [];
const plain = window.fetch;
window.fetch = async (...request) => {
  const answer = await plain(...request);
  if (answer.status === 200) window.heard.push(await answer.clone().text());
  return answer;
};
"""
DESK, PHONE = (1366, 768), (360, 740)


class Device:
    """One person's browser in the room; ``heard()`` is every answer of the server, so that nothing slips through unseen."""

    def __init__(self, browser: "Browser", site: str, user: User, size: tuple[int, int]) -> None:
        self.user, self.site = user, site
        self.wrong: list[str] = []
        client = Client()
        client.force_login(user, backend="lms.people.backends.PeopleBackend")
        self.context = browser.new_context(locale="zh-CN", viewport={"width": size[0], "height": size[1]}, has_touch=size == PHONE)
        self.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        self.page: Page = self.context.new_page()
        self.page.add_init_script(LISTEN)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.set_default_timeout(30_000)

    def heard(self) -> str:
        """All the server has said to this device since it entered the room: the page, and every answer to a request for news."""
        return str(self.page.content() + self.page.evaluate("window.heard.map(text => JSON.stringify(JSON.parse(text))).join()"))

    def enter(self, committee: Committee) -> None:
        self.page.goto(self.site + reverse("committee-room", args=[committee.public_id]))

    def fill(self, kind: str, **values: str) -> None:
        """Fills the form of one act and sends it, answering the question before an irreversible one."""
        form = self.page.locator(f"[data-act='{kind}']").first
        form.wait_for(state="attached")
        for opener in form.locator("xpath=ancestor::details[not(@open)]/summary").all():
            opener.click()
        for name, value in values.items():
            field = form.locator(f"[name='{name}']")
            if field.first.get_attribute("type") in ("radio", "checkbox"):
                form.locator(f"[name='{name}'][value='{value}']").check()
            elif field.first.evaluate("node => node.tagName") == "SELECT":
                field.first.select_option(value)
            else:
                field.first.fill(value)
        form.locator("button").first.click()
        asked = self.page.locator("dialog.ask .btn:last-child")
        if form.get_attribute("data-confirm"):
            asked.click()

    def phase(self, code: str) -> None:
        self.page.locator(f"[data-phase='{code}']").wait_for()

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"committee-{name}.png", full_page=True)

    def clean(self) -> None:
        """Axe finds nothing, nothing scrolls sideways, no script failed."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        rows = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
        assert (rows, max(0, wide - 1), self.wrong) == ([], 0, [])


@pytest.fixture
def device(browser: "Browser", live_server: "LiveServer") -> Iterator[Any]:
    opened: list[Device] = []

    def make(user: User, size: tuple[int, int] = DESK) -> Device:
        opened.append(Device(browser, live_server.url, user, size))
        return opened[-1]

    yield make
    for one in opened:
        one.context.close()


def move(chair: Device, to: str) -> None:
    chair.fill("move")
    chair.phase(to)


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
        people["lead"].picture("questions-lead-360")
        people["member"].picture("questions-member-1366")
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
        people["other"].picture("vote-other-360")
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
            people[name].phase("reveal")
            people[name].picture(f"reveal-{name}")
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
        one.enter(committee)
        one.fill("arrive")
        one.page.locator("[data-act='arrive']").wait_for(state="detached")
    people["chair"].picture("opening-chair-1366")
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
    watcher.picture("replay-1366")
    watcher.clean()


def test_one_trainee_rehearses_alone(cast: Cast, device: Any) -> None:
    trainee = make_enrolment(make_cohort(cast.bank), cast.trainee).user
    phone = device(trainee, PHONE)
    phone.page.goto(phone.site + reverse("committee-list"))
    phone.picture("list-empty-360")
    phone.clean()
    phone.page.get_by_role("link", name="单人演练").first.click()
    phone.page.get_by_label("乡镇便利店").count()
    phone.page.locator("[name='case']").select_option("library:village_shop_honest")
    phone.page.locator("[name='role'][value='lead']").check()
    phone.picture("solo-360")
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
    phone.picture("solo-reveal-360")
    phone.clean()
