"""Regulations: written, consulted on, brought into force, read and acknowledged."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.people.models import Organisation, User
from lms.policies.actions import add_version
from lms.policies.domain.typeset import Part, typeset
from lms.policies.models import Acknowledgement, Regulation, RegulationVersion
from lms.policies.queries import regulations_to_acknowledge
from tests.cast import Cast
from tests.factories.people import make_user
from tests.policies.test_values import in_force

SignIn = Callable[[User], Client]
TEXT = "第一章　总则\n第一条　为规范业务，制定本办法。\n\n　　附：说明"


def newest(regulation: Regulation) -> RegulationVersion:
    return regulation.versions.order_by("-number")[0]


def test_plain_text_is_typeset() -> None:
    assert typeset(TEXT) == [
        Part("chapter", "第一章　总则"),
        Part("article", "为规范业务，制定本办法。", "第一条"),
        Part("paragraph", "附：说明"),
    ]
    assert typeset("") == []


def test_from_draft_to_force(cast: Cast, sign_in: SignIn) -> None:
    client, today = sign_in(cast.hr), timezone.localdate()
    scan = SimpleUploadedFile("原件.pdf", b"%PDF-1.4\n%%EOF")
    client.post(reverse("regulation-add"), {"code": "青禾〔2026〕1号", "title": "小微贷风险管理办法", "text": TEXT, "file": scan})
    regulation = Regulation.objects.get()
    version, page = newest(regulation), reverse("regulation-detail", args=[regulation.public_id])
    file = sign_in(cast.auditor).get(reverse("regulation-file", args=[version.public_id]))
    assert b"".join(file.streaming_content) == b"%PDF-1.4\n%%EOF"
    client.post(reverse("regulation-draft-edit", args=[version.public_id]), {"text": f"{TEXT}\n第二条　补充。"})
    assert newest(regulation).text.endswith("第二条　补充。")
    # Not before its consultation and the record of it.
    client.post(reverse("regulation-in-force", args=[version.public_id]), {"on": today.isoformat()})
    assert newest(regulation).state == "draft"
    bad = {"starts_on": today.isoformat(), "ends_on": (today - timedelta(days=1)).isoformat()}
    assert list(client.post(reverse("regulation-consult", args=[version.public_id]), bad).context["consultation_form"].errors) == [
        "ends_on"
    ]
    span = {"starts_on": (today - timedelta(days=9)).isoformat(), "ends_on": today.isoformat()}
    client.post(reverse("regulation-consult", args=[version.public_id]), span)
    assert newest(regulation).state == "consultation"
    client.post(reverse("regulation-draft-edit", args=[version.public_id]), {"text": "换掉"})
    client.post(reverse("regulation-in-force", args=[version.public_id]), {"on": today.isoformat()})
    assert (newest(regulation).state, newest(regulation).text == "换掉") == ("consultation", False)
    assert list(client.post(reverse("regulation-record", args=[version.public_id]), {"record": ""}).context["record_form"].errors) == [
        "record"
    ]
    client.post(reverse("regulation-record", args=[version.public_id]), {"record": "工会无异议"})
    early = {"on": (today - timedelta(days=1)).isoformat()}
    client.post(reverse("regulation-in-force", args=[version.public_id]), early)
    assert newest(regulation).state == "consultation"
    late = client.post(reverse("regulation-in-force", args=[version.public_id]), {"on": (today + timedelta(days=1)).isoformat()})
    assert list(late.context["in_force_form"].errors) == ["on"]
    client.post(reverse("regulation-in-force", args=[version.public_id]), {"on": today.isoformat()})
    assert newest(regulation).state == "in_force"
    # A second version replaces it only when it comes into force itself.
    client.post(reverse("regulation-version-add", args=[regulation.public_id]), {"text": "第一条　新版。"})
    assert [(one.number, one.state) for one in regulation.versions.order_by("number")] == [(1, "in_force"), (2, "draft")]
    assert client.get(page).context["version"].number == 1
    assert client.get(page, {"version": "2"}).context["version"].number == 2
    assert client.get(page, {"version": "3"}).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": ""}, "code"),
        ({"title": ""}, "title"),
        ({"text": ""}, "text"),
        ({"code": "R-1"}, "code"),
        ({"file": SimpleUploadedFile("x.exe", b"MZ")}, "file"),
        ({"file": SimpleUploadedFile("x.pdf", b"not a pdf")}, "file"),
        ({"file": SimpleUploadedFile("x.docx", b"PK\x03\x04 broken")}, "file"),
    ],
)
def test_bad_input_names_its_field(cast: Cast, sign_in: SignIn, change: dict[str, object], field: str) -> None:
    add_version(bank=cast.bank, code="R-1", title="已有", text="…", actor_key="hr")
    answer = sign_in(cast.hr).post(reverse("regulation-add"), {"code": "R-2", "title": "新", "text": TEXT, **change})
    assert (answer.status_code, list(answer.context["form"].errors), Regulation.objects.count()) == (200, [field], 1)


def test_everybody_of_the_bank_reads_what_is_in_force_and_nobody_else(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    version = in_force(cast)
    draft = add_version(bank=cast.bank, code="D1", title="草案", text="…", actor_key="hr")
    held = reverse("regulation-detail", args=[version.regulation.public_id])
    hidden = reverse("regulation-detail", args=[draft.regulation.public_id])
    overseers = {"hr", "leader", "board", "auditor", "admin"}
    for part in ("trainee", "mentor", "instructor", "class_teacher", "committee", "leader", "board", "auditor", "hr", "admin"):
        client = sign_in(getattr(cast, part))
        codes = [client.get(held).status_code, client.get(hidden).status_code, client.get(reverse("regulation-add")).status_code]
        assert (part, codes) == (part, [200, 200 if part in overseers else 404, 200 if part in {"hr", "admin"} else 403])
        shown = {row.pk for row in client.get(reverse("regulation-list")).context["page"]}
        expected = {version.regulation_id, draft.regulation_id} if part in overseers else {version.regulation_id}
        assert (part, shown) == (part, expected)
    outside = sign_in(strangers.hr)
    assert outside.get(held).status_code == 404
    assert list(outside.get(reverse("regulation-list")).context["page"]) == []
    for name in ("regulation-version-add", "regulation-detail"):
        assert outside.get(reverse(name, args=[version.regulation.public_id])).status_code == 404
    for name in ("regulation-file", "regulation-draft-edit", "regulation-acknowledgements"):
        assert outside.get(reverse(name, args=[version.public_id])).status_code == 404
    for name in ("regulation-consult", "regulation-record", "regulation-in-force", "regulation-acknowledge", "regulation-refusal"):
        form = {"starts_on": "2026-01-01", "ends_on": "2026-01-02", "record": "x", "on": "2026-01-03", "digest": version.digest}
        assert outside.post(reverse(name, args=[version.public_id]), form).status_code == 404


def test_the_very_text_is_acknowledged_once(cast: Cast, sign_in: SignIn) -> None:
    version, client = in_force(cast), sign_in(cast.trainee)
    address = reverse("regulation-acknowledge", args=[version.public_id])
    assert list(regulations_to_acknowledge(cast.trainee)) == [version]
    client.post(address, {"digest": "sha256:another"})
    assert Acknowledgement.objects.count() == 0
    for _time in range(2):
        client.post(address, {"digest": version.digest})
    row = Acknowledgement.objects.get()
    assert (row.user, row.object_id, row.digest, row.refused) == (cast.trainee, version.public_id, version.digest, False)
    assert list(regulations_to_acknowledge(cast.trainee)) == []
    page = client.get(reverse("regulation-detail", args=[version.regulation.public_id]))
    assert (page.context["mine"], "people" in page.context) == (True, False)
    draft = add_version(bank=cast.bank, code="D1", title="草案", text="…", actor_key="hr")
    sign_in(cast.hr).post(reverse("regulation-acknowledge", args=[draft.public_id]), {"digest": draft.digest})
    assert Acknowledgement.objects.count() == 1


def test_who_has_and_who_has_not(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    version, waiting = in_force(cast), make_user(cast.bank, "trainee", name="周未签")
    sign_in(cast.trainee).post(reverse("regulation-acknowledge", args=[version.public_id]), {"digest": version.digest})
    client, page = sign_in(cast.hr), reverse("regulation-detail", args=[version.regulation.public_id])
    refusal = reverse("regulation-refusal", args=[version.public_id])
    client.post(refusal, {"person": cast.mentor.key})
    for stranger in (strangers.trainee, cast.hr):
        assert client.post(refusal, {"person": stranger.key}).status_code == 404
    assert sign_in(cast.leader).post(refusal, {"person": waiting.key}).status_code == 403
    people = {one.name: one for one in client.get(page).context["people"]}
    assert (people["mentor某"].refused, people["mentor某"].witness, people["trainee某"].refused) == (True, cast.hr.name, False)
    assert {one.pk for one in client.get(page, {"state": "waiting"}).context["people"]} >= {waiting.pk, cast.hr.pk}
    assert {one.pk for one in client.get(page, {"state": "done"}).context["people"]} == {cast.trainee.pk, cast.mentor.pk}
    answer = sign_in(cast.auditor).get(reverse("regulation-acknowledgements", args=[version.public_id]))
    names = [row[0].value for row in openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows()]
    assert {"周未签", "mentor某", "trainee某"} <= set(names)
    assert sign_in(cast.trainee).get(reverse("regulation-acknowledgements", args=[version.public_id])).status_code == 403


def test_a_branch_sees_who_of_its_own_has_acknowledged(cast: Cast, branch: Organisation, sign_in: SignIn) -> None:
    version, ours = in_force(cast), make_user(cast.bank, "trainee", name="周支行", at=branch)
    office = make_user(cast.bank, "hr", name="吴支行", at=branch)
    for user in (ours, cast.trainee):
        sign_in(user).post(reverse("regulation-acknowledge", args=[version.public_id]), {"digest": version.digest})
    client = sign_in(office)
    page = client.get(reverse("regulation-detail", args=[version.regulation.public_id])).context
    assert ({one.pk for one in page["people"]}, page["counts"]) == ({ours.pk, office.pk}, {"all": 2, "done": 1})
    answer = client.get(reverse("regulation-acknowledgements", args=[version.public_id]))
    names = {row[0].value for row in openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows()}
    assert ({"周支行", "吴支行"} <= names, cast.trainee.name in names) == (True, False)
    lists = client.get(reverse("regulation-list")).context
    assert (lists["everybody"], lists["page"].object_list[0].count) == (2, 1)


def test_lists_cost_the_same_for_one_and_for_many(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    version, client = in_force(cast), sign_in(cast.hr)
    addresses = [reverse("regulation-list"), reverse("regulation-detail", args=[version.regulation.public_id])]

    def costs() -> list[int]:
        counts = []
        for address in addresses:
            with django_assert_max_num_queries(13) as asked:
                client.get(address)
            counts.append(len(asked))
        return counts

    costs()
    few = costs()
    for number in range(5):
        in_force(cast, code=f"R-{number}")
        make_user(cast.bank, "trainee")
    assert costs() == few
