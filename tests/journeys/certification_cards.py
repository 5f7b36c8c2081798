"""The journey's first half: mentors are recognised, the trainee is admitted, cards are given on phones or refused in words."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from lms.decisions.models import Recognition
from lms.evidence.models import Evidence
from lms.operations.models import CasePart, Observation
from tests.cast import Cast
from tests.factories.observation import entrust, make_case

from .certification_story import NODES, PASSWORD, Story, in_a_year, look
from .device import Device


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
    assert "陈师傅在“调查”节点的认证未达到本行对师傅的要求，不能签观察卡。" in told
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
    story.case("XD-009", industry="crops")
    part = open_part(story, "other", "XD-009", role="lead", pick=False)
    phone = story.at("other")
    phone.open("card-give", part.public_id)
    taps(phone, level="3b", ahead="4", sentence="三张表勾稽得上，可以独立办。", score="88")
    phone.picture("certification-card-lead-360")
    phone.clean()
    phone.page.get_by_role("button", name="填观察卡").tap()
    phone.page.wait_for_url("**/cards/*/")


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
        ({"mentor": story["both"].key}, "何两岗在“调查”节点的认证未达到本行对师傅的要求，不能签观察卡。"),
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
