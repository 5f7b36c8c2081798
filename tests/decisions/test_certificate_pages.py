"""The register, one certificate and its paper, the own page: who sees and does what, and what is kept."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import openpyxl
import pypdf
import pytest
from django.test import Client

from lms.decisions.actions import set_certificate_state
from lms.decisions.actions.certificates import ask_for_papers
from lms.decisions.domain.certificate import verify_file
from lms.decisions.models import Certificate, Suspension
from lms.decisions.queries import public_keys
from lms.evidence.models import Evidence
from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.notices.models import Notice
from lms.people.actions import end_authority, grant_authority, lift_suspension, suspend_authority
from lms.people.enums import AuthorityEnd, Entrustment
from lms.people.models import Authority, User
from tests.cast import Cast
from tests.clock import SHANGHAI
from tests.factories.certificates import make_certificate

SignIn = Callable[[User], Client]
NOW = datetime(2026, 5, 21, 9, 0, tzinfo=SHANGHAI)
REGISTER = "/decisions/certificates/"


@pytest.fixture
def certificate(cast: Cast) -> Certificate:
    return make_certificate(cast.trainee, cast.hr, nodes=["investigation", "report"], now=NOW)


def address(certificate: Certificate, part: str = "") -> str:
    return f"{REGISTER}{certificate.public_id}/{part}"


def drawn(certificate: Certificate) -> Certificate:
    for job in Job.objects.filter(state="queued").order_by("pk"):
        run_job(job.pk)
    certificate.refresh_from_db()
    return certificate


def test_the_register_is_for_the_office(cast: Cast, strangers: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    for person in (cast.hr, cast.leader, cast.board, cast.auditor):
        assert certificate.number in sign_in(person).get(REGISTER).content.decode()
    for person in (cast.trainee, cast.mentor, cast.instructor, cast.admin):
        assert sign_in(person).get(REGISTER).status_code == 404
    assert certificate.number not in sign_in(strangers.hr).get(REGISTER).content.decode()
    assert sign_in(strangers.hr).get(address(certificate)).status_code == 404
    assert sign_in(cast.mentor).get(address(certificate)).status_code == 404
    assert sign_in(cast.trainee).get(address(certificate)).status_code == 200


def test_the_register_filters(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    other = make_certificate(cast.mentor, cast.hr, nodes=["collection"], decision_id="2", now=NOW)
    set_certificate_state(certificate=other, state="suspended", reason="核查", actor=cast.leader, now=NOW)
    client = sign_in(cast.hr)

    def found(query: str) -> set[str]:
        text = client.get(f"{REGISTER}?{query}").content.decode()
        return {one.number for one in (certificate, other) if one.number in text}

    assert found("state=suspended") == {other.number}
    assert found("node=report") == {certificate.number}
    assert found("node=collection&state=valid") == set()
    assert found(f"q={cast.trainee.name}") == {certificate.number}
    assert found(f"q={certificate.number.lower()}") == {certificate.number}
    assert found("state=nonsense&node=nonsense&page=99") == {certificate.number, other.number}


def test_the_register_as_a_workbook(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    response = sign_in(cast.hr).get(f"{REGISTER}?format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    line = next(row for row in rows if row[0] == certificate.number)
    assert line[1:4] == [cast.trainee.name, cast.trainee.employee_number, "调查、报告"]
    assert Decimal(str(line[5])) == Decimal(300000)


def test_a_paper_is_drawn_once_and_kept(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    client = sign_in(cast.trainee)
    assert client.get(address(certificate, "paper/")).status_code == 302
    row = drawn(certificate)
    content = b"".join(client.get(address(certificate, "paper/")).streaming_content)  # type: ignore[attr-defined]  # a file
    assert verify_file(content, public_keys()).number == row.number
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "岗位独立办理资格证书" in page and row.number in page and "30 万元以内" in page
    cast.bank.name = "改名农商行"
    cast.bank.save()
    sign_in(cast.hr).post(address(certificate, "draw/"))
    drawn(certificate)
    again = b"".join(client.get(address(certificate, "paper/")).streaming_content)  # type: ignore[attr-defined]  # as above
    assert again == content


def test_many_papers_come_as_an_archive(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    rows = [certificate, make_certificate(cast.mentor, cast.hr, decision_id="2", now=NOW)]
    drawn(certificate)
    response = sign_in(cast.auditor).post(f"{REGISTER}zip/?state=valid")
    assert response.status_code == 302
    drawn(certificate)
    job = Job.objects.order_by("-pk").first()
    assert job is not None and (job.state, job.progress, job.total) == ("done", 2, 2)
    with job.file.open("rb") as file, zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert sorted(name.split()[0] for name in names) == sorted(row.number for row in rows)
        for name in names:
            verify_file(archive.read(name), public_keys())


def test_a_name_that_cannot_be_printed_is_named(cast: Cast) -> None:
    cast.trainee.name = "王\U0003134a"
    cast.trainee.save()
    rows = [make_certificate(cast.trainee, cast.hr, now=NOW), make_certificate(cast.mentor, cast.hr, decision_id="2", now=NOW)]
    Job.objects.all().delete()
    ask_for_papers(certificates=rows, actor=cast.hr, bank=cast.bank)
    drawn(rows[1])
    job = Job.objects.get()
    assert job.state == "done" and "U+3134A" in job.message
    assert rows[1].document is not None


def rests_on(certificate: Certificate, *nodes: str) -> None:
    for node in nodes or certificate.nodes:
        grant_authority(
            user=certificate.user, node=node, level=Entrustment.CERTIFIED, actor_key="panel", certificate=certificate.number, now=NOW
        )


def test_suspending_is_a_suspension_like_any_other(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    rests_on(certificate)
    said = {"cause": "complaint", "reason": "客户投诉核查"}
    assert sign_in(cast.auditor).post(address(certificate, "suspend/"), said).status_code == 403
    assert sign_in(cast.trainee).post(address(certificate, "suspend/"), said).status_code == 404
    hr = sign_in(cast.hr)
    assert hr.post(address(certificate, "suspend/"), said | {"reason": " "}).status_code == 422
    assert not Suspension.objects.exists()
    assert hr.post(address(certificate, "suspend/"), said).status_code == 302
    made = Suspension.objects.get()
    certificate.refresh_from_db()
    assert (certificate.state, made.user, sorted(made.nodes), made.reason) == (
        "suspended",
        cast.trainee,
        ["investigation", "report"],
        "客户投诉核查",
    )
    assert set(Evidence.objects.filter(source_kind="critical_event").values_list("source_id", flat=True)) == {made.public_id}
    assert Notice.objects.filter(user=cast.trainee, kind="authority_suspended").exists()
    assert "客户投诉核查" in hr.get(address(certificate)).content.decode()
    assert hr.get(address(certificate)).context["stoppable"] == ()
    hr.post(address(certificate, "suspend/"), said)
    assert Suspension.objects.count() == 1


def test_only_what_rests_on_it_is_suspended(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    rests_on(certificate, "report")
    grant_authority(user=cast.trainee, node="collection", level=Entrustment.TOGETHER, actor_key="panel", now=NOW)
    sign_in(cast.leader).post(address(certificate, "suspend/"), {"cause": "complaint", "reason": "客户投诉核查"})
    assert Suspension.objects.get().nodes == ["report"]


def test_nobody_revokes_on_the_page(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    rests_on(certificate)
    for person in (cast.board, cast.leader):
        client = sign_in(person)
        assert "revoked" not in str(client.get(address(certificate)).context["suspend_form"])
        client.post(address(certificate, "suspend/"), {"state": "revoked", "cause": "complaint", "reason": "查实"})
    certificate.refresh_from_db()
    assert certificate.state == "suspended"
    assert Authority.objects.filter(user=cast.trainee, ended_at__isnull=True).count() == 2


def test_page_and_register_say_what_holds_at_each_node(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    Certificate.objects.update(starts_on=NOW.date() - timedelta(days=400), ends_on=None)
    rests_on(certificate)
    client = sign_in(cast.hr)
    assert client.get(address(certificate)).context["certificate"].node_states == []
    suspend_authority(user=cast.trainee, nodes=["report"], reason="核查", actor_key=cast.hr.key)
    found = client.get(address(certificate)).context["certificate"]
    assert (found.status, [state for _name, state in found.node_states]) == ("partly", ["valid", "suspended"])

    def listed(state: str) -> int:
        return int(client.get(f"{REGISTER}?state={state}").context["page"].paginator.count)

    assert [listed(state) for state in ("valid", "partly", "suspended")] == [0, 1, 0]
    suspend_authority(user=cast.trainee, reason="核查", actor_key=cast.hr.key)
    assert [listed(state) for state in ("valid", "partly", "suspended")] == [0, 0, 1]
    lift_suspension(user=cast.trainee, node="report", reason="评审会", actor_key=cast.hr.key)
    certificate.refresh_from_db()
    assert certificate.state == "suspended"
    found = client.get(address(certificate)).context["certificate"]
    assert (found.status, [state for _name, state in found.node_states]) == ("partly", ["suspended", "valid"])
    assert [listed(state) for state in ("valid", "partly", "suspended")] == [0, 1, 0]


def test_a_new_paper_leaves_out_what_was_taken_away(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    rests_on(certificate)
    end_authority(user=cast.trainee, node="report", how=AuthorityEnd.REVOKED, reason="评审会", actor_key=cast.leader.key)
    sign_in(cast.hr).post(address(certificate, "replace/"), {"reason": "遗失"})
    assert Certificate.objects.exclude(pk=certificate.pk).get().nodes == ["investigation"]


def test_nobody_restores_or_keeps_their_own(cast: Cast, sign_in: SignIn) -> None:
    own = make_certificate(cast.hr, cast.leader, now=NOW)
    assert sign_in(cast.hr).post(address(own, "replace/"), {"reason": "遗失"}).status_code == 403
    assert sign_in(cast.hr).post(address(own, "suspend/"), {"cause": "complaint", "reason": "x"}).status_code == 403


def test_a_lost_paper_is_replaced(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    hr = sign_in(cast.hr)
    assert hr.post(address(certificate, "replace/"), {"reason": ""}).status_code == 422
    response = hr.post(address(certificate, "replace/"), {"reason": "遗失"}, follow=True)
    new = Certificate.objects.exclude(pk=certificate.pk).get()
    assert new.number in response.content.decode()
    assert new.number in hr.get(address(certificate)).content.decode()
    response = hr.post(address(certificate, "replace/"), {"reason": "又遗失"}, follow=True)
    assert "只有有效的证书可以换发" in response.content.decode()


def test_my_certificates(cast: Cast, sign_in: SignIn, certificate: Certificate) -> None:
    assert certificate.number in sign_in(cast.trainee).get(f"{REGISTER}mine/").content.decode()
    assert "还没有证书" in sign_in(cast.mentor).get(f"{REGISTER}mine/").content.decode()
