"""From a first visit to working solo: the whole way of one trainee in the browsers of everybody who has a say in it."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from lms.decisions.models import Certificate, PanelItem, PanelSitting, Recognition
from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.operations.models import CasePart, Observation
from lms.people.models import Authority
from lms.people.queries import may
from tests.cast import Cast
from tests.factories.observation import make_part

from .certification_cards import admit_and_pair, first_mentors, lead_the_last_case, refused_day, refused_parts, taps, watch_two_cases
from .certification_panel import the_panel
from .certification_story import LEADS, Story, cast_story, look, verified, watched_and_taken_part
from .device import PICTURES

pytestmark = pytest.mark.journey


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
    told = look(story.at("trainee"), "my-panels", picture="my-panels-suspended-360")
    assert "观察卡记录红线" in told and "暂停时间" not in told
    assert "观察卡记录红线" in look(story.at("hr"), "suspension-list", picture="suspensions-1366")


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
        ("certificate-suspend", certificate.public_id), ("suspension-new", key), ("panel-open", sitting.public_id),
        ("panel-nominate", sitting.public_id), ("panel-name", item.public_id), ("recognition-new",), ("card-give", card.part.public_id),
        ("card-correct", card.public_id), ("part-new",), ("mentoring-new",), ("panel-new",),
    ]  # fmt: skip
    token = next(one["value"] for one in auditor.context.cookies() if one["name"] == "csrftoken")

    def post(name: str, *args: str) -> Any:
        headers = {"X-CSRFToken": token, "Referer": auditor.site}
        return auditor.context.request.post(auditor.site + reverse(name, args=args), headers=headers, form={"reason": "x"})

    assert {name: status for name, *args in acts if (status := post(name, *args).status) not in (403, 404)} == {}
    # Whoever reads a sitting by office is told in words what is the chair's to do.
    assert "票交齐后由主持人填写结论。" in post("panel-conclude", item.public_id).text()
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
