"""The journey's second half: the panel from its agenda to the signed outcome."""

from django.urls import reverse
from django.utils import timezone

from lms.decisions.models import PanelItem, PanelSitting
from lms.people.queries import may

from .certification_story import LEADS, NODES, PASSWORD, Story, look

REASONS = "十一张观察卡件件有据，交叉检验到位。"


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
