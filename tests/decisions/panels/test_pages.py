"""The panel in use: phones of the members, the office's table, the person's letter; and that pages tell no vote early."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lms.decisions.actions.panel_sittings import open_sitting
from lms.decisions.documents.panel_pdf import minutes_pdf, packet_pdf
from lms.decisions.models import Certificate, PanelAppeal, PanelItem, PanelSitting, Recognition, Suspension
from lms.decisions.queries.waiting import panel_waiting
from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.people.actions.kinship import declare_kinship
from lms.people.models import User
from lms.records.models import IssuedDocument
from tests.factories.panels import make_authority, make_item, vote, write_opinions
from tests.factories.people import make_user
from tests.house.tree import ROOT

from .conftest import Table

SignIn = Callable[[User], Client]
PASSWORD = "a-long-enough-password"


def signing(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]  # a response


def test_from_the_plan_to_the_letter(table: Table, sign_in: SignIn) -> None:
    """Everything by pages: plan, nominate, review, opinions, discussion, votes, outcome, signature, letter, appeal."""
    cast, people = table.cast, [table.first, table.second]
    office = sign_in(cast.hr)
    sent = {"title": "六月评审会", "held_on": str(table.now.date() + timedelta(days=3)), "quorum": "3", "chair": table.chair.pk}
    done = office.post(reverse("panel-new"), sent | {"panel": [user.pk for user in people], "secretary": cast.hr.pk})
    sitting = PanelSitting.objects.get(title="六月评审会")
    assert done["Location"] == reverse("panel-nominate", args=[sitting.public_id])
    asked = {"user": table.trainee.pk, "kind": "grant", "node": "investigation", "level": "4", "amount_limit": "200000"}
    assert office.post(done["Location"], asked).status_code == 422
    assert office.post(done["Location"], asked | {"exception_reason": "试点", "products": ["farmer"]}).status_code == 302
    item = PanelItem.objects.get(sitting=sitting)
    assert item.products == ["farmer"]
    page = reverse("panel-item", args=[item.public_id])
    office.post(reverse("panel-name", args=[item.public_id]), {"reviewer": table.first.pk, "seat": "primary"})
    sign_in(table.mentor).post(reverse("panel-speak", args=[item.public_id]), {"text": "她办得稳。"})
    sign_in(table.first).post(reverse("panel-recommend", args=[item.public_id]), {"text": "建议认证。"})
    for place, user in enumerate((table.first, table.chair, table.second)):
        given = {"ballot": "certified", "reason": f"独立意见{place}"}
        assert sign_in(user).post(reverse("panel-vote", args=[item.public_id]), given).status_code == 302
    assert "独立意见0" not in text_of(sign_in(table.second).get(page))
    office.post(reverse("panel-open", args=[sitting.public_id]))
    office.post(reverse("panel-step", args=[item.public_id]), {"step": "discuss"})
    assert "独立意见0" in text_of(sign_in(table.second).get(page))
    office.post(reverse("panel-step", args=[item.public_id]), {"step": "vote"})
    for user in (table.first, table.chair):
        sign_in(user).post(reverse("panel-vote", args=[item.public_id]), {"ballot": "certified", "reason": f"终票{user.pk}"})
    assert f"终票{table.first.pk}" not in text_of(sign_in(table.chair).get(page))
    sign_in(table.second).post(reverse("panel-vote", args=[item.public_id]), {"ballot": "not_yet", "reason": "再看两件"})
    chair = sign_in(signing(table.chair))
    assert "再看两件" in text_of(chair.get(page))
    assert chair.post(reverse("panel-conclude", args=[item.public_id]), {"action": "grant"}).status_code == 422
    chair.post(reverse("panel-conclude", args=[item.public_id]), {"action": "grant", "reasons": "件件有据"})
    item.refresh_from_db()
    wrong = chair.post(reverse("panel-approve", args=[item.public_id]), {"digest": item.outcome_digest, "password": "x"})
    assert wrong.status_code == 302
    item.refresh_from_db()
    assert item.state == "to_approve"
    chair.post(reverse("panel-approve", args=[item.public_id]), {"digest": item.outcome_digest, "password": PASSWORD})
    item.refresh_from_db()
    assert item.state == "final"
    own = sign_in(table.trainee)
    letter = text_of(own.get(reverse("my-panel", args=[item.public_id])))
    assert "件件有据" in letter
    assert "再看两件" not in letter
    own.post(reverse("my-panel-appeal", args=[item.public_id]), {"text": "额度请再议"})
    appeal = PanelAppeal.objects.get()
    answer = sign_in(cast.board).post(reverse("panel-appeal", args=[appeal.public_id]), {"text": "维持"})
    assert answer.status_code == 302
    assert "维持" in text_of(own.get(reverse("my-panel", args=[item.public_id])))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_mentors_vote_is_refused_in_words(table: Table, sign_in: SignIn, language: str) -> None:
    if language != "en" and not list((ROOT / "lms/decisions/locale").glob("**/*.mo")):
        pytest.skip("catalogues are not compiled")
    item = write_opinions(table.item(), table.voters, now=table.now)
    table.mentor.language = language
    table.mentor.save()
    client = sign_in(table.mentor)
    answer = client.post(
        reverse("panel-vote", args=[item.public_id]),
        {"ballot": "certified", "reason": "我带的"},
        follow=True,
        headers={"accept-language": language},
    )
    words = {"zh-hans": "不得对自己的徒弟表决", "en": "you do not vote on your own mentee"}
    assert words[language] in text_of(answer).replace("&#x27;", "'")


def test_minutes_are_filed_when_the_outcome_is_signed(table: Table, sign_in: SignIn) -> None:
    item = write_opinions(table.item(), table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    chair = sign_in(signing(table.chair))
    chair.post(reverse("panel-conclude", args=[item.public_id]), {"action": "grant", "reasons": "可以"})
    item.refresh_from_db()
    chair.post(reverse("panel-approve", args=[item.public_id]), {"digest": item.outcome_digest, "password": PASSWORD})
    job = Job.objects.get(kind="decisions.panel_minutes")
    run_job(job.pk)
    document = IssuedDocument.objects.get(object_id=item.public_id)
    answer = chair.get(reverse("panel-item-filed", args=[item.public_id]))
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]  # a file
    run_job(job.pk)
    assert IssuedDocument.objects.get(object_id=item.public_id) == document


def test_packet_and_minutes_are_drawn_at_every_point(table: Table) -> None:
    for item in (
        table.item(),
        write_opinions(
            make_item(table.sitting, table.trainee, table.cast.hr, node="report", now=table.now, reviewer=table.first),
            table.voters,
            now=table.now,
        ),
    ):
        assert packet_pdf(item=item, printed_by="甲", now=table.now)[:5] == b"%PDF-"
    items = list(table.sitting.items.select_related("user", "reviewer", "bank", "sitting__bank"))
    assert minutes_pdf(sitting=table.sitting, items=items, printed_by="甲", now=table.now)[:5] == b"%PDF-"


def test_an_agenda_costs_the_same_however_long(table: Table, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:  # type: ignore[type-arg]  # a fixture
    client = sign_in(table.chair)
    address = reverse("panel-detail", args=[table.sitting.public_id])
    counts = []
    for size in (1, 6):
        while table.sitting.items.count() < size:
            user = make_user(table.cast.bank, "trainee")
            make_authority(user, "report", "1", actor=table.cast.hr, now=table.now)
            make_item(table.sitting, user, table.cast.hr, node="report", level="2a", now=table.now, reviewer=table.first)
        client.get(address)
        with django_assert_max_num_queries(60) as seen:
            client.get(address)
        counts.append(len(seen))
        with django_assert_max_num_queries(60) as seen:
            panel_waiting(User.objects.get(pk=table.chair.pk))
        counts.append(len(seen))
    assert counts[:2] == counts[2:]


def test_what_waits_for_whom(table: Table) -> None:
    item = table.item()
    assert [one.url for one in panel_waiting(table.first)] == [reverse("panel-item", args=[item.public_id])]
    assert panel_waiting(table.second) == []
    write_opinions(item, table.voters, now=table.now)
    open_sitting(sitting=table.sitting, actor=table.cast.hr, now=table.now)
    assert panel_waiting(table.mentor) == []


def test_a_mentor_stops_their_mentee_on_the_phone(table: Table, sign_in: SignIn) -> None:
    client = sign_in(table.mentor)
    address = reverse("suspension-new", args=[table.trainee.key])
    assert address in text_of(client.get(reverse("suspension-list")))
    assert client.post(address, {"cause": "red_line"}).status_code == 422
    assert client.post(address, {"cause": "red_line", "reason": "代签"}).status_code == 302
    assert set(Suspension.objects.get().nodes) == {"investigation", "report"}
    assert address not in text_of(client.get(reverse("suspension-list")))
    assert "代签" in text_of(sign_in(table.trainee).get(reverse("my-panels")))
    assert sign_in(table.chair).get(address).status_code == 404


def test_a_recognition_with_a_file_is_signed_by_two(table: Table, sign_in: SignIn) -> None:
    sent = {
        "user": table.mentor.pk, "resolution": "1号", "nodes": ["investigation"], "level": "4", "amount_limit": "300000",
        "products": ["credit", "farmer"], "ends_on": str(table.now.date() + timedelta(days=300)), "evidence": "从业八年",
    }  # fmt: skip
    office = sign_in(table.cast.hr)
    bad = office.post(reverse("recognition-new"), sent | {"file_1": SimpleUploadedFile("x.pdf", b"MZ no pdf")})
    assert bad.status_code == 422
    office.post(
        reverse("recognition-new"),
        sent | {"file_1": SimpleUploadedFile("证明.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF")},
    )
    row = Recognition.objects.get()
    for signer in (table.cast.board, make_user(table.cast.bank, "project_board")):
        client = sign_in(signing(signer))
        client.post(reverse("recognition-sign", args=[row.public_id]), {"digest": row.content_digest, "password": PASSWORD})
    row.refresh_from_db()
    assert (row.state, row.products) == ("effective", ["credit", "farmer"])
    assert Certificate.objects.get(number=row.certificate_number).products == ["credit", "farmer"]
    assert "信用贷款" in text_of(client.get(reverse("recognition-detail", args=[row.public_id])))
    file = client.get(reverse("recognition-file", args=[row.public_id, row.files.get().public_id]))
    assert b"".join(file.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]  # a file


def test_other_banks_find_nothing(table: Table, strangers: object, sign_in: SignIn) -> None:
    item = table.item()
    for part in ("hr", "leader", "board", "auditor", "committee", "mentor"):
        client = sign_in(getattr(strangers, part))
        for name in ("panel-item", "panel-packet", "panel-vote", "panel-item-filed"):
            url = reverse(name, args=[item.public_id])
            assert (client.post(url) if name in ("panel-packet", "panel-vote") else client.get(url)).status_code == 404
        assert client.get(reverse("panel-detail", args=[table.sitting.public_id])).status_code == 404
        assert client.get(reverse("suspension-new", args=[table.trainee.key])).status_code == 404


def test_hr_sees_which_relatives_were_declared_after_the_nomination(table: Table, sign_in: SignIn) -> None:
    """A declaration takes a vote off the panel without anybody's consent: whoever declared every member shows."""
    declare_kinship(person=table.second, relative=table.trainee, kin="other", actor_key=table.second.key, now=table.now)
    item = table.item()
    later = table.now + timedelta(minutes=5)
    declare_kinship(person=table.trainee, relative=table.first, kin="other", actor_key=table.trainee.key, now=later)
    words = "提名后新增亲属申报"
    page = sign_in(table.cast.hr).get(reverse("panel-item", args=[item.public_id])).content.decode()
    assert page.count(words) == 1
    assert f"{table.trainee.name} – {table.first.name}" in page
    assert words not in sign_in(table.chair).get(reverse("panel-item", args=[item.public_id])).content.decode()
