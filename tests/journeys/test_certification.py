"""From a first visit to working solo: the whole way of one trainee in the browsers of everybody who has a say in it."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.decisions.models import Certificate, PanelItem, PanelSitting, Recognition
from lms.evidence.models import Evidence
from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.operations.models import CasePart, Observation
from lms.people.models import Authority
from lms.people.queries import may
from tests.cast import Cast
from tests.factories.observation import entrust, make_case, make_part

from .certification_story import PASSWORD, Story, cast_story, in_a_year, verified, watched_and_taken_part
from .device import PICTURES, Device

pytestmark = pytest.mark.journey
NODES = ("investigation", "report")
LEADS = {"node": "investigation", "role": "lead", "amount": Decimal(100_000)}
REASONS = "十一张观察卡件件有据，交叉检验到位。"


def look(device: Device, name: str, *args: str, picture: str = "", query: str = "") -> str:
    """Opens a page, takes its picture and checks it."""
    device.open(name, *args, query=query)
    if picture:
        device.picture(f"certification-{picture}")
        device.clean()
    return device.words()


# --------------------------------------------------------------------------------------- 1. first mentors, 2. admission


def recognise(story: Story, name: str, paper: Path, *, pictures: bool) -> None:
    hr = story.at("hr")
    hr.open("recognition-new")
    words = hr.send(
        user=str(story[name].pk), resolution=f"小贷〔2026〕{len(name)}号", nodes=NODES, level="5", amount_limit="500000",
        ends_on=in_a_year(), evidence="从事小额贷款调查八年，经办二百余件，三年内无不良；项目组现场陪访两次。", file_1=str(paper),
    )  # fmt: skip
    assert "待" in words
    row = Recognition.objects.get(user=story[name])
    for signer in ("board", "board2"):
        device = story.at(signer)
        look(device, "recognition-detail", row.public_id, picture="recognition-board-1366" if pictures and signer == "board" else "")
        device.send("/sign/", password=PASSWORD)
    row.refresh_from_db()
    assert row.state == "effective"


def first_mentors(story: Story, tmp_path: Path) -> None:
    """Before the recognition a card is refused in words; with the second signature of the board it can be signed."""
    story.case("XD-001")
    mentor = story.at("mentor")
    mentor.open("part-new")
    told = mentor.send(number_of_trainee=story["trainee"].employee_number, case="XD-001", node="investigation", role="observer")
    assert "陈师傅在“调查”节点的认证未达到本行对带教人的要求，不能签观察卡。" in told
    paper = tmp_path / "从业证明.pdf"
    paper.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF")
    recognise(story, "mentor", paper, pictures=True)
    recognise(story, "other", paper, pictures=False)


def admit_and_pair(story: Story) -> None:
    hr = story.at("hr")
    look(hr, "ladder", picture="ladder-1366")
    hr.send()
    assert story["trainee"].authorities.filter(level="1", ended_at__isnull=True).count() == 9
    hr.open("mentoring-new")
    hr.send(mentee=story["trainee"].key, mentor=story["mentor"].key, starts_on=str(timezone.localdate()))
    assert story["mentor"].mentorships_as_mentor.filter(mentee=story["trainee"]).exists()


# ---------------------------------------------------------------------------------------------------- 3. cards on phones


def taps(phone: Device, *, ahead: str, sentence: str, level: str = "", score: str = "") -> None:
    """Five taps and a sentence; where the part leaves one level only, it is tapped already."""
    page = phone.page
    if level:
        page.locator(".pick:visible", has=page.locator(f"[name=level][value='{level}']")).tap()
    page.locator(".pick:visible", has=page.locator(f"[name=level_ahead][value='{ahead}']")).tap()
    for place, mark in ((0, "2"), (1, "3")):
        page.locator(".behaviour").nth(place).locator(".pick", has=page.locator(f"[value='{mark}']")).tap()
    page.locator(".pick:visible", has=page.locator("[name=red_line][value=no]")).tap()
    page.locator("[name=sentence]").fill(sentence)
    if score:
        page.locator("details.more summary").tap()
        page.locator("[name=score]").fill(score)


def open_part(story: Story, name: str, number: str, *, role: str = "observer", pick: bool = True) -> CasePart:
    phone = story.at(name)
    phone.open("part-new")
    who = {"trainee": story["trainee"].key} if pick else {"number_of_trainee": story["trainee"].employee_number}
    phone.send(**who, case=number, node="investigation", role=role)
    return CasePart.objects.get(case__number=number, mentor=story[name])


def watch_two_cases(story: Story) -> None:
    """One card with network, one without that arrives twice: each is one row and one fact."""
    phone = story.at("mentor")
    part = open_part(story, "mentor", "XD-001")
    look(phone, "card-list", picture="cards-waiting-360")
    look(phone, "card-give", part.public_id, picture="card-empty-360")
    taps(phone, ahead="2a", sentence="先看货再问账，问得细。")
    phone.picture("certification-card-filled-360")
    phone.page.get_by_role("button", name="填观察卡").tap()
    phone.page.wait_for_url("**/cards/*/")
    phone.picture("certification-card-given-360")
    phone.clean()
    story.case("XD-002", industry="catering")
    part = open_part(story, "mentor", "XD-002")
    phone.open("card-give", part.public_id)
    phone.context.set_offline(True)
    taps(phone, ahead="2a", sentence="会看灶台也会算流水。")
    phone.page.get_by_role("button", name="填观察卡").tap()
    phone.page.get_by_text("已存本机，联网后自动上传").first.wait_for()
    phone.picture("certification-card-offline-360")
    assert Observation.objects.count() == 1
    # The answer to the first upload is lost on the way back: the phone sends the same card again.
    phone.page.route("**/give/", lambda route: (route.fetch(), route.abort()), times=1)
    phone.context.set_offline(False)
    phone.page.wait_for_url("**/cards/*/", timeout=90_000)
    card = Observation.objects.get(part=part)
    assert Evidence.objects.filter(kind="observation", source_id=card.public_id).count() == 1
    assert Observation.objects.count() == Evidence.objects.filter(kind="observation").count() == 2
    own = story.at("trainee")
    assert "会看灶台也会算流水" in look(own, "card-detail", card.public_id, picture="card-read-by-trainee-360")


def lead_the_last_case(story: Story) -> None:
    story.case("XD-009", industry="planting")
    part = open_part(story, "other", "XD-009", role="lead", pick=False)
    phone = story.at("other")
    phone.open("card-give", part.public_id)
    taps(phone, level="3b", ahead="4", sentence="三张表勾稽得上，可以独立办。", score="88")
    phone.picture("certification-card-lead-360")
    phone.clean()
    phone.page.get_by_role("button", name="填观察卡").tap()
    phone.page.wait_for_url("**/cards/*/")


# ------------------------------------------------------------------------------------------------ 4. refused, in words


def refused_parts(story: Story, strangers: Cast) -> None:
    """Whoever fills in the form reads which rule stands against it."""
    trainee, hr = story["trainee"], story.at("hr")
    story.case("XD-003")
    make_case(strangers.bank, number="YS-777")
    entrust(story["lapsed"], "5", ends_on=timezone.localdate() - timedelta(days=1))
    entrust(story["kin"], "5")
    own = story.at("trainee")
    own.open("kinship-list")
    own.send(relative=story["kin"].employee_number, kin="in_law")
    asked = {"trainee": trainee.key, "case": "XD-003", "node": "investigation", "role": "observer"}
    wanted = [
        ({"trainee": story["both"].key, "mentor": story["both"].key}, "不能自己观察自己：师傅必须是另一个人。"),
        ({"mentor": story["mentor"].key, "case": "XD-001"}, "案件 XD-001 在该节点已由陈师傅带教郑学员：同一案件、同一师傅只计一次。"),
        ({"mentor": story["lapsed"].key}, "赵师傅在“调查”节点的授权已失效，恢复之前不能签观察卡。"),
        ({"mentor": story["both"].key}, "何两岗在“调查”节点的认证未达到本行对带教人的要求，不能签观察卡。"),
        ({"mentor": story["mentor"].key, "case": "YS-777"}, "没有可选的案件“YS-777”，请核对案件号。"),
        ({"mentor": story["kin"].key}, "许师傅与郑学员已申报为亲属，须回避：请由其他师傅填写观察卡。"),
        ({"mentor": story["mentor"].key, "role": "lead"}, "郑学员在“调查”节点目前为“1 旁观”，尚不能以“主办（A 角）”身份参与。"),
    ]
    for changes, words in wanted:
        hr.open("part-new")
        assert words in hr.send(**(asked | changes))
    hr.picture("certification-part-refused-1366")
    hr.clean()
    own.open("part-new")
    assert own.page.locator(f"[name=mentor] option[value='{trainee.key}']").count() == 0
    assert CasePart.objects.filter(case__number="XD-003").count() == 0


def refused_day(story: Story) -> None:
    """A card about tomorrow stays on the phone with the reason; nothing is stored."""
    phone = story.at("mentor")
    part = open_part(story, "mentor", "XD-003")
    phone.open("card-give", part.public_id)
    taps(phone, ahead="2a", sentence="明天再看一次库存。")
    phone.page.locator("details.more summary").tap()
    phone.page.locator("[name=observed_on]").fill(str(timezone.localdate() + timedelta(days=1)))
    phone.page.get_by_role("button", name="填观察卡").tap()
    phone.page.get_by_text("日期在将来：观察卡只记录已经完成的工作。").first.wait_for()
    phone.picture("certification-card-future-360")
    phone.clean()
    assert not part.observations.exists()


# ------------------------------------------------------------------------------------------------------- 5. the panel


def convene(story: Story) -> dict[str, PanelItem]:
    """Ready by the profile; the office plans the sitting and puts both nodes on its agenda with one click."""
    key, hr = story["trainee"].key, story.at("hr")
    assert "已具备上会条件" in look(hr, "certification-node", key, "investigation", picture="node-ready-1366")
    look(story.at("trainee"), "certification-node", key, "investigation", picture="node-ready-360")
    look(hr, "certification-person", key, picture="person-1366")
    hr.open("panel-new")
    hr.send(
        title="第一次认证评审会", held_on=str(timezone.localdate()), place="三楼会议室", quorum="3", chair=str(story["chair"].pk),
        panel=[str(story[name].pk) for name in ("first", "second", "mentor")], secretary=str(story["hr"].pk),
    )  # fmt: skip
    hr.picture("certification-nominate-1366")
    hr.clean()
    hr.send()
    sitting = PanelSitting.objects.get()
    items = {item.node: item for item in sitting.items.all()}
    assert sorted(items) == sorted(NODES)
    for item in items.values():
        hr.open("panel-item", item.public_id)
        hr.send("/name/", reviewer=str(story["first"].pk))
    return items


def opinions(story: Story, item: PanelItem, *, pictures: bool) -> None:
    """Each writes alone; until the last one is in nobody reads another's, the office included."""
    first = story.at("first")
    look(first, "panel-item", item.public_id, picture="panel-packet-1366" if pictures else "")
    first.send("/recommend/", text="材料齐全，建议认证。")
    for place, name in enumerate(("first", "chair", "second")):
        device = story.at(name)
        look(device, "panel-item", item.public_id, picture="panel-opinion-360" if pictures and name == "second" else "")
        device.send("/vote/", ballot="certified", reason=f"独立意见·{name}")
        if pictures and place < 2:
            for reader in {"first", "chair", "second", "mentor", "hr"} - {name}:
                assert f"独立意见·{name}" not in look(story.at(reader), "panel-item", item.public_id)


def own_mentor_has_no_vote(story: Story, item: PanelItem) -> None:
    """The page offers the mentor no vote; whoever sends one all the same reads why not."""
    phone = story.at("mentor")
    look(phone, "panel-item", item.public_id, picture="panel-mentor-360")
    assert phone.page.locator("form[action$='/vote/']").count() == 0
    phone.send("/speak/", text="她独立办了三件，笔笔有据。")
    with phone.page.expect_navigation():
        phone.page.evaluate(
            """path => {
              const form = document.querySelector("form [name=csrfmiddlewaretoken]").form.cloneNode(false);
              const said = {ballot: "certified", reason: "我带的，我投一票"};
              said.csrfmiddlewaretoken = document.querySelector("[name=csrfmiddlewaretoken]").value;
              for (const [name, value] of Object.entries(said)) form.append(Object.assign(document.createElement("input"), {name, value}));
              form.method = "post"; form.action = path; document.body.append(form); form.submit();
            }""",
            reverse("panel-vote", args=[item.public_id]),
        )
    assert "不得对自己的徒弟表决" in phone.words()
    assert item.votes.filter(user=story["mentor"]).count() == 0


def decide(story: Story, item: PanelItem, *, pictures: bool) -> None:
    hr, chair = story.at("hr"), story.at("chair")
    hr.open("panel-item", item.public_id)
    hr.page.locator("form:has([name=step][value=discuss]) button").click()
    hr.page.locator("form:has([name=step][value=vote])").wait_for()
    assert "独立意见·second" in look(chair, "panel-item", item.public_id)
    hr.page.locator("form:has([name=step][value=vote]) button").click()
    hr.page.locator("form:has([name=step][value=vote])").wait_for(state="detached")
    for name in ("first", "second", "chair"):
        device = story.at(name)
        device.open("panel-item", item.public_id)
        device.send("/vote/", ballot="certified", reason=f"终票·{name}")
        if name == "first":
            assert "终票·first" not in look(chair, "panel-item", item.public_id)
    assert "终票·second" in look(chair, "panel-item", item.public_id, picture="panel-conclude-1366" if pictures else "")
    chair.send("/conclude/", action="grant", reasons=REASONS)
    if pictures:
        chair.picture("certification-panel-sign-1366")
        chair.clean()
    assert not may(person=story["trainee"], bank=story.cast.bank, **(LEADS | {"node": item.node})).allowed
    chair.send("/approve/", password=PASSWORD)
    item.refresh_from_db()
    assert (item.state, item.action) == ("final", "grant")
    answer = may(person=story["trainee"], bank=story.cast.bank, **(LEADS | {"node": item.node}))
    assert (answer.allowed, answer.stage, answer.certificate) == (True, "4", item.certificate_number)


def the_panel(story: Story) -> None:
    items = convene(story)
    for node in NODES:
        opinions(story, items[node], pictures=node == NODES[0])
    own_mentor_has_no_vote(story, items[NODES[0]])
    hr, sitting = story.at("hr"), PanelSitting.objects.get()
    look(hr, "panel-detail", sitting.public_id, picture="panel-agenda-1366")
    hr.send("/open/")
    for node in NODES:
        decide(story, items[node], pictures=node == NODES[0])
    letter = look(story.at("trainee"), "my-panel", items[NODES[0]].public_id, picture="letter-360")
    assert REASONS in letter and "终票" not in letter


# -------------------------------------------------------------------------------------------- 6. what others can check


def the_paper(story: Story, tmp_path: Path) -> Certificate:
    for job in Job.objects.filter(kind="decisions.certificates_print", state="queued"):
        run_job(job.pk)
    phone, stranger = story.at("trainee"), story.at("nobody")
    assert "认证独做" in look(phone, "my-path", picture="my-path-360")
    look(phone, "my-certificates", picture="my-certificates-360")
    certificate = Certificate.objects.get(user=story["trainee"], nodes=["investigation"])
    look(phone, "certificate-detail", certificate.public_id, picture="certificate-360")
    paper = phone.context.request.get(phone.site + reverse("certificate-paper", args=[certificate.public_id])).body()
    assert paper.startswith(b"%PDF")
    (PICTURES / "certification-paper.pdf").write_bytes(paper)
    told = look(stranger, "verify-number", certificate.number, picture="verify-1366")
    assert "有效" in told and "郑**" in told and "郑学员" not in told
    keys = stranger.context.request.get(stranger.site + reverse("verify-keys")).text()
    good = verified(keys, paper, tmp_path)
    assert (good.returncode, "郑学员" in good.stdout) == (0, True)
    place = len(paper) // 2
    bad = verified(keys, paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :], tmp_path)
    assert (bad.returncode, "NOT GENUINE" in bad.stdout) == (1, True), bad
    return certificate


# --------------------------------------------------------------------------------------- 7. taken away, and looked into


def red_line(story: Story, certificate: Certificate) -> None:
    """A mentor's card stops everything at once: the next question, the page, and what a stranger is told."""
    story.case("XD-013")
    part = make_part(story.case("XD-014"), story["trainee"], story["other"], role="lead")
    phone = story.at("other")
    phone.open("card-give", part.public_id)
    taps(phone, level="3b", ahead="2a", sentence="代客户在声明上签字。")
    phone.page.locator(".pick:visible", has=phone.page.locator("[name=red_line][value=yes]")).tap()
    phone.page.locator("[name=red_line_kind]").select_option("alone")
    phone.picture("certification-red-line-360")
    phone.clean()
    phone.page.get_by_role("button", name="填观察卡").tap()
    phone.page.wait_for_url("**/cards/*/")
    answer = may(person=story["trainee"], bank=story.cast.bank, **LEADS)
    assert (answer.allowed, answer.reason) == (False, "suspended")
    assert "已暂停" in look(story.at("trainee"), "certificate-detail", certificate.public_id, picture="certificate-suspended-360")
    assert "已暂停" in look(story.at("nobody"), "verify-number", certificate.number, picture="verify-suspended-1366")
    look(story.at("trainee"), "my-panels", picture="my-panels-suspended-360")
    look(story.at("hr"), "suspension-list", picture="suspensions-1366")


def audited(story: Story, certificate: Certificate) -> None:
    """The auditor reads every step and changes none of them."""
    auditor, key = story.at("auditor"), story["trainee"].key
    item, sitting = PanelItem.objects.get(node="investigation"), PanelSitting.objects.get()
    card, row = Observation.objects.latest("pk"), Recognition.objects.first()
    assert row is not None
    pages = [
        ("certification-home",), ("certification-person", key), ("certification-node", key, "investigation"), ("panel-list",),
        ("panel-detail", sitting.public_id), ("panel-item", item.public_id), ("recognition-detail", row.public_id), ("suspension-list",),
        ("certificate-list",), ("certificate-detail", certificate.public_id), ("card-detail", card.public_id), ("case-list",),
    ]  # fmt: skip
    for name, *args in pages:
        look(auditor, name, *args, picture=f"auditor-{name}-1366")
        assert auditor.page.locator("main").count() == 1
    refused_acts(story, certificate, item, card)


def refused_acts(story: Story, certificate: Certificate, item: PanelItem, card: Observation) -> None:
    auditor, key, sitting, before = story.at("auditor"), story["trainee"].key, item.sitting, what_stands()
    acts = [
        ("certificate-state", certificate.public_id), ("suspension-new", key), ("panel-open", sitting.public_id),
        ("panel-nominate", sitting.public_id), ("panel-name", item.public_id), ("recognition-new",), ("card-give", card.part.public_id),
        ("card-correct", card.public_id), ("part-new",), ("mentoring-new",), ("panel-new",),
    ]  # fmt: skip
    token = next(one["value"] for one in auditor.context.cookies() if one["name"] == "csrftoken")

    def post(name: str, *args: str) -> Any:
        headers = {"X-CSRFToken": token, "Referer": auditor.site}
        return auditor.context.request.post(auditor.site + reverse(name, args=args), headers=headers, form={"reason": "x"})

    assert {name: status for name, *args in acts if (status := post(name, *args).status) not in (403, 404)} == {}
    # Whoever reads a sitting by office is told in words what is the chair's to do.
    assert "全部表决票交齐后由主持人写结论" in post("panel-conclude", item.public_id).text()
    assert before == what_stands()


def what_stands() -> list[Any]:
    rows = (Authority.objects.values("pk", "ended_at", "suspended_at"), Certificate.objects.values("pk", "state"))
    return [
        *map(list, rows),
        list(PanelItem.objects.values("pk", "state", "action")),
        Observation.objects.count(),
        CasePart.objects.count(),
    ]


def test_from_the_first_visit_to_solo_certification(cast: Cast, strangers: Cast, device: Any, tmp_path: Path, db: None) -> None:
    story = cast_story(cast, device)
    first_mentors(story, tmp_path)
    admit_and_pair(story)
    watch_two_cases(story)
    refused_parts(story, strangers)
    refused_day(story)
    watched_and_taken_part(story, "investigation", watched=1, together=5, led=2)
    lead_the_last_case(story)
    watched_and_taken_part(story, "report", watched=3, together=5, led=3)
    the_panel(story)
    certificate = the_paper(story, tmp_path)
    red_line(story, certificate)
    audited(story, certificate)
