"""Verifying without an account: what a stranger is told, and that a number that is none tells nothing."""

import io
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from lms.decisions.actions import replace_certificate, set_certificate_state
from lms.decisions.actions.signing_keys import retire_key
from lms.decisions.documents.certificate_pdf import certificate_token, verify_address
from lms.decisions.models import Certificate, SigningKey
from lms.decisions.views.verify import LOOK_UPS
from lms.people.actions import end_authority, grant_authority, suspend_authority
from lms.people.enums import AuthorityEnd, Entrustment
from tests.cast import Cast
from tests.clock import SHANGHAI
from tests.factories.certificates import make_certificate

NOW = datetime(2026, 5, 21, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def certificate(cast: Cast) -> Certificate:
    cast.trainee.name = "李小明"
    cast.trainee.save()
    return make_certificate(cast.trainee, cast.hr, now=NOW)


def told(number: str) -> str:
    response = Client().get(f"/verify/{number}/")
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "no-store"
    return response.content.decode()


def test_a_certificate_in_force(certificate: Certificate) -> None:
    today = NOW.date()
    Certificate.objects.update(starts_on=today - timedelta(days=400), ends_on=None)
    page = told(certificate.number)
    assert "有效" in page and "李**" in page and "李小明" not in page and "调查" in page
    assert "300" not in re.sub(r"\d{4}年", "", page).replace(certificate.number, "")


@pytest.mark.parametrize(
    ("how", "word"),
    [("expired", "已过期"), ("not_yet", "尚未生效"), ("suspended", "已暂停"), ("revoked", "已撤销"), ("replaced", "已换发新证")],
)
def test_every_state_is_told(cast: Cast, certificate: Certificate, how: str, word: str) -> None:
    start = datetime.now(SHANGHAI).date()
    Certificate.objects.update(starts_on=start - timedelta(days=9), ends_on=None)
    certificate.refresh_from_db()
    if how == "expired":
        Certificate.objects.update(ends_on=start - timedelta(days=1))
    elif how == "not_yet":
        Certificate.objects.update(starts_on=start + timedelta(days=1))
    elif how == "replaced":
        replace_certificate(certificate=certificate, reason="遗失", actor=cast.hr)
    else:
        set_certificate_state(certificate=certificate, state=how, reason="核查", actor=cast.board)
    page = told(certificate.number)
    assert word in page and "李**" in page and "核查" not in page


@pytest.mark.parametrize(("how", "word"), [("suspended", "已暂停"), ("revoked", "已撤销")])
def test_a_stranger_is_told_at_which_node_it_holds(cast: Cast, certificate: Certificate, how: str, word: str) -> None:
    both = make_certificate(cast.trainee, cast.hr, nodes=["investigation", "report"], decision_id="both", now=NOW)
    Certificate.objects.update(starts_on=NOW.date() - timedelta(days=400), ends_on=None)
    for node in both.nodes:
        grant_authority(user=cast.trainee, node=node, level=Entrustment.CERTIFIED, actor_key="panel", certificate=both.number)
    assert Client().get(f"/verify/{both.number}/").context["status"] == "valid"
    if how == "suspended":
        suspend_authority(user=cast.trainee, nodes=["report"], reason="核查", actor_key=cast.hr.key)
    else:
        end_authority(user=cast.trainee, node="report", how=AuthorityEnd.REVOKED, reason="核查", actor_key=cast.hr.key)
    response = Client().get(f"/verify/{both.number}/")
    assert response.context["status"] == "partly"
    assert response.context["node_states"] == [("调查", "valid"), ("报告", how)]
    page = response.content.decode()
    assert word in page and "李小明" not in page and "核查" not in page


def test_numbers_that_are_none_get_one_answer(certificate: Certificate) -> None:
    wrong = certificate.number[:-1] + ("0" if certificate.number[-1] != "0" else "1")
    numbers = [wrong, "DEMO-2026-000999-AAAA-11", "x", "'; --", "%00", "..", "a" * 300, "李小明", "key2", certificate.public_id]
    answers = [Client().get(f"/verify/{number}/") for number in numbers]
    assert {answer.status_code for answer in answers} <= {400, 404}
    pages = {re.sub(r'nonce="[^"]*"', "", answer.content.decode()) for answer in answers if answer.status_code == 404}
    assert len(pages) == 1
    assert "没有签发过" in pages.pop()


def test_a_number_may_be_typed_carelessly(certificate: Certificate) -> None:
    response = Client().get("/verify/", {"number": f"  {certificate.number.lower().replace('-', '－')} "})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/verify/{certificate.number}/"
    assert Client().get("/verify/", {"number": ""}).status_code == 200
    assert Client().get("/verify/", {"number": "a/b/../c"}).status_code == 200
    assert Client().get("/verify/").status_code == 200


def test_guessing_ends(certificate: Certificate) -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    answers = [client.get(f"/verify/DEMO-2026-00000{turn % 10}-AAAA-11/").status_code for turn in range(LOOK_UPS + 5)]
    assert answers == [404] * LOOK_UPS + [429] * 5
    assert client.get(f"/verify/{certificate.number}/").status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.10").get(f"/verify/{certificate.number}/").status_code == 200


def test_nothing_is_changed_by_looking(certificate: Certificate) -> None:
    for address in ("/verify/", "/verify/key/", f"/verify/{certificate.number}/"):
        assert Client().post(address).status_code == 405


def test_keys_are_public_and_stay_so(cast: Cast, certificate: Certificate) -> None:
    retire_key(key_id=certificate.key.key_id, actor_key="", reason="轮换", now=NOW)
    held = Client().get("/verify/key/").json()
    assert [one["key"] for one in held["keys"]] == [certificate.key.key_id]
    assert held["keys"][0]["retired"] is not None
    with pytest.raises(Exception, match="密钥已停用"):
        make_certificate(cast.trainee, cast.hr, decision_id="later", now=NOW)


def verified(text: str, *more: str) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("verify_certificate", text, *more, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), err.getvalue()
    return 0, out.getvalue()


def test_the_command_verifies_with_and_without_the_database(certificate: Certificate, tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps(Client().get("/verify/key/").json()), encoding="utf-8")
    token = certificate_token(certificate)
    assert verified(token)[0] == 0 and "state here: active" in verified(token)[1]
    assert verified(verify_address(certificate))[0] == 0
    SigningKey.objects.none()
    code, words = verified(token, "--keys", str(keys))
    assert code == 0 and "李小明" in words
    code, words = verified(token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1], "--keys", str(keys))
    assert code == 1 and words.startswith("not genuine")
    assert verified("nonsense")[0] == 1
