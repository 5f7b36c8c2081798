"""The chain: its state, its verification in the background, its signed head."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lms.evidence.documents import HeadProblem, read_head
from lms.evidence.models import Evidence
from lms.jobs.actions import enqueue, run_job
from lms.jobs.models import Job
from lms.people.enums import Role
from lms.people.models import User
from lms.records.models import ChainLink
from tests.cast import Cast
from tests.evidence.tampering import lift_guard
from tests.factories.evidence import make_fact
from tests.factories.people import make_branch, make_user

SignIn = Callable[[User], Client]


def tamper(row: Evidence) -> None:
    lift_guard(Evidence)
    Evidence.objects.filter(pk=row.pk).update(raw=1)


def verified(client: Client) -> Job:
    client.post(reverse("chain-verify"))
    job = Job.objects.filter(kind="evidence.verify").latest("pk")
    run_job(job.pk)
    job.refresh_from_db()
    return job


def test_only_auditors_and_administrators_of_the_bank(cast: Cast, sign_in: SignIn) -> None:
    names = {"chain-status": "get", "chain-verify": "post", "chain-head": "post"}
    for part in ("trainee", "instructor", "hr", "leader", "board", "auditor", "admin"):
        client = sign_in(getattr(cast, part))
        codes = {getattr(client, method)(reverse(name)).status_code == 403 for name, method in names.items()}
        assert (part, codes) == (part, {part not in {"auditor", "admin"}})
    branch_auditor = make_user(cast.bank, Role.AUDITOR, at=make_branch(cast.bank))
    assert sign_in(branch_auditor).get(reverse("chain-status")).status_code == 403
    assert sign_in(cast.auditor).get(reverse("chain-verify")).status_code == 405


def test_verification_names_the_changed_row(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    row, other = make_fact(cast.trainee), make_fact(strangers.trainee)
    client = sign_in(cast.auditor)
    good = verified(client)
    assert (good.state, good.result["faults"], good.result["count"] > 1) == ("done", 0, True)
    tamper(row)
    tamper(other)
    bad = verified(client)
    assert [(fault, kind, key) for fault, kind, key, _position in bad.result["findings"]] == [("changed", "evidence", row.public_id)]
    page = client.get(reverse("chain-status"))
    assert (page.context["last"], page.context["running"], row.public_id in page.content.decode()) == (bad, None, True)


def test_one_verification_at_a_time(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.auditor)
    for _time in range(2):
        client.post(reverse("chain-verify"))
    assert Job.objects.filter(kind="evidence.verify").count() == 1
    assert client.get(reverse("chain-status")).context["running"] == Job.objects.get(kind="evidence.verify")


def test_the_job_asks_again_who_wants_it(cast: Cast) -> None:
    job = enqueue(kind="evidence.verify", title="x", owner=cast.trainee, bank=cast.bank)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == ("failed", 1, {})


@pytest.fixture
def head(cast: Cast, sign_in: SignIn) -> bytes:
    make_fact(cast.trainee)
    answer = sign_in(cast.auditor).post(reverse("chain-head"))
    assert answer.headers["Content-Type"] == "application/json"
    content: bytes = answer.content
    return content


def test_the_head_is_signed_and_fits_the_chain(cast: Cast, head: bytes) -> None:
    read = read_head(head)
    link = ChainLink.objects.get(chain=f"bank:{cast.bank.public_id}", position=read["position"])
    assert (read["digest"], read["bank"]) == (link.digest, cast.bank.name)


def test_a_changed_head_is_refused(head: bytes) -> None:
    whole = json.loads(head)
    for name, value in (("position", 1), ("digest", "sha256:0"), ("bank", "别家"), ("exported_at", "x"), ("signature", "AAAA")):
        with pytest.raises(HeadProblem):
            read_head(json.dumps({**whole, name: value}).encode())
    for content in (b"", b"[]", b"{}", b"\xff", json.dumps({**whole, "format": "x"}).encode()):
        with pytest.raises(HeadProblem):
            read_head(content)


def test_another_installation_is_not_believed(head: bytes, settings: object) -> None:
    settings.SECRET_KEY = "another installation's secret, which is long enough for anybody"  # type: ignore[attr-defined]
    with pytest.raises(HeadProblem) as refused:
        read_head(head)
    assert refused.value.code == "signature"


def test_the_command_compares_with_a_stored_head(head: bytes, tmp_path: Path) -> None:
    file = tmp_path / "head.json"
    file.write_bytes(head)
    call_command("verify_evidence", "--head", str(file), stdout=StringIO())
    position = read_head(head)["position"]
    lift_guard(ChainLink)
    ChainLink.objects.filter(position__gte=position).delete()
    with pytest.raises(SystemExit):
        call_command("verify_evidence", "--no-seal", "--head", str(file), stdout=StringIO())
