"""Whatever is sent, the interface says yes or no: never that something broke, and nothing half done."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.exchange.models import ClientSystem
from lms.operations.models import LoanCase
from lms.people.models import Organisation
from tests.factories.casework import make_case
from tests.factories.cohorts import make_cohort
from tests.factories.exchange import make_system, token_for

KNOWN = {200, 400, 409, 413, 422, 429}
ODD = ["", "0", "-1", "1e999", "NaN", "9999-12-31", "0001-01-01T00:00:00Z", "2026-02-30", "retail", "lead", "\x00", "\ud800", "𠮷"]
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.sampled_from(ODD))
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4))
)
QUESTION = {"person": "a1", "node": "report", "role": "lead", "amount": "5", "at": "2026-01-01T00:00:00Z"}
LINE = {"name": "林一", "footing": "probation", "employee_number": "H1", "phone": "13800000000", "seat": 1, "joined_on": "2026-01-01"}
FORM = "application/x-www-form-urlencoded"
KEY = {"Idempotency-Key": "message-1"}
POSTS = ("/authority/questions", "/cases", "/observations", "/roster")
GETS = ("/authority", "/people", "/events", "/decisions")
SOUND: dict[str, dict[str, Any]] = {
    "/authority/questions": {"questions": [QUESTION]},
    "/cases": {
        "number": "DK1", "reported_at": "2026-01-01T00:00:00Z", "industry": "retail", "product": "credit", "amount_band": "to_10",
        "amount": "5", "difficulty": "easy", "kinds": ["first_loan"], "state": "open", "node": "report", "opened_on": "2026-01-01",
        "closed_on": "2026-01-02", "closed_reason": "x", "branch": "b", "lead": "a", "second": "b", "supervisor": "c",
    },
    "/observations": {
        "case": "DK9", "node": "report", "trainee": "a", "mentor": "b", "role": "lead", "observed_on": "2026-01-01", "level": "2a",
        "level_ahead": "2b", "behaviours": {"x": 1}, "red_line": False, "score": 5, "sentence": "好",
    },
    "/roster": {"cohort": "C1", "dry_run": True, "rows": [LINE]},
}  # fmt: skip


@pytest.fixture
def client(bank: Organisation) -> Client:
    make_cohort(bank, code="C1")
    make_case(bank, number="DK9")
    system: ClientSystem = make_system(bank, per_minute=1_000_000)
    return Client(headers={"Authorization": f"Bearer {token_for(system)}"})


def changed(body: Any, place: int, value: Any) -> Any:
    """``body`` with the ``place``-th of its names or entries exchanged, dropped or doubled."""
    if isinstance(body, list) and body:
        return [changed(body[0], place, value), *body[1:]]
    if not isinstance(body, dict) or not body:
        return value
    names = sorted(body)
    name = names[place % len(names)]
    inner = body[name]
    if isinstance(inner, list | dict) and place // len(names) % 2:
        return body | {name: changed(inner, place // 7, value)}
    return body | {name: value}


def send(client: Client, path: str, body: Any, number: int) -> int:
    try:
        answer = client.post(f"/api/v1{path}", body, content_type="application/json", headers={"Idempotency-Key": f"fuzz-{number:08d}"})
    except UnicodeEncodeError:  # no client can send half a character
        return 422
    return answer.status_code


def test_any_json_at_all(client: Client) -> None:
    @settings(max_examples=120, suppress_health_check=list(HealthCheck))
    @given(path=st.sampled_from(POSTS), body=ANYTHING, number=st.integers(0, 10**7))
    def run(path: str, body: Any, number: int) -> None:
        assert send(client, path, body, number) in KNOWN

    run()


def test_sound_messages_with_one_thing_wrong(client: Client) -> None:
    @settings(max_examples=240, suppress_health_check=list(HealthCheck))
    @given(path=st.sampled_from(POSTS), place=st.integers(0, 200), value=ANYTHING, number=st.integers(0, 10**7))
    def run(path: str, place: int, value: Any, number: int) -> None:
        assert send(client, path, changed(SOUND[path], place, value), number) in KNOWN

    run()
    assert LoanCase.objects.count() <= 2


def test_any_question_in_an_address(client: Client) -> None:
    names = st.sampled_from(["person", "node", "role", "amount", "product", "at", "supervised", "after", "limit", "x"])
    values = st.one_of(
        st.text(max_size=20), st.sampled_from(["1", "-1", "1e400", "2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "true"])
    )

    @settings(max_examples=200, suppress_health_check=list(HealthCheck))
    @given(path=st.sampled_from(GETS), query=st.dictionaries(names, values, max_size=7))
    def run(path: str, query: dict[str, str]) -> None:
        try:
            status = client.get(f"/api/v1{path}", query).status_code
        except UnicodeEncodeError:
            return
        assert status in KNOWN

    run()


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", ""]
)
def test_another_kind_of_body(client: Client, path: str, kind: str) -> None:
    answer = client.generic("POST", f"/api/v1{path}", b"\xff\xfe\x00<a>", content_type=kind, headers=KEY)
    assert answer.status_code in {400, 413, 422}


def test_a_body_that_is_too_large(client: Client) -> None:
    answer = client.post("/api/v1/cases", {"number": "x" * 3_000_000}, content_type="application/json", headers=KEY)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("method", "address", "body", "kind", "status", "code"),
    [
        ("GET", "/api/v1/nothing-here", b"", "", 404, "not_found"),
        ("GET", "/api/", b"", "", 404, "not_found"),
        ("GET", "/api/v1/cases", b"", "", 405, "method"),
        ("DELETE", "/api/v1/people", b"", "", 405, "method"),
        ("GET", "/api/v1/people?after=%00", b"", "", 400, "malformed"),
        ("GET", "/api/v1/authority?person=a&role=lead&node=%00", b"", "", 400, "malformed"),
        ("GET", "/api/v1/certificates/%00", b"", "", 400, "malformed"),
        ("POST", "/api/v1/cases?x=%00", b"{}", "application/json", 400, "malformed"),
        ("POST", "/api/v1/cases", b'{"number": "\\u0000"}', "application/json", 400, "malformed"),
        ("POST", "/api/v1/cases", b'{"number": ', "application/json", 400, "malformed"),
        ("POST", "/api/v1/cases", b"number=%00", FORM, 400, "malformed"),
        ("POST", "/api/v1/cases", b"[" * 100_000, "application/json", 400, "malformed"),
        ("POST", "/api/v1/roster", b'"' + b"x" * 3_000_000 + b'"', FORM, 413, "too_large"),
    ],
)
def test_every_no_has_one_shape(client: Client, method: str, address: str, body: bytes, kind: str, status: int, code: str) -> None:
    answer = client.generic(method, address, body, content_type=kind, headers=KEY)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/json")
    said = answer.json()
    assert set(said) == {"error"} and set(said["error"]) == {"code", "message", "fields"}
    assert (said["error"]["code"], said["error"]["fields"], bool(said["error"]["message"])) == (code, [], True)


def test_a_page_of_people_keeps_its_own(client: Client) -> None:
    assert client.get("/nothing-here/").headers["Content-Type"].startswith("text/html")
    assert client.get("/login/?next=%00").headers["Content-Type"].startswith("text/html")


def test_six_characters_are_no_null_character(client: Client) -> None:
    body = SOUND["/cases"] | {"closed_reason": "\\u0000", "lead": None, "second": None, "supervisor": None}
    answer = client.post("/api/v1/cases", body, content_type="application/json", headers=KEY)
    assert [one["field"] for one in answer.json()["error"]["fields"]] == ["branch"]


def test_the_clock_of_the_reporter_may_be_wrong(client: Client) -> None:
    for moment in ("2000-01-01T00:00:00+14:00", "2099-12-31T23:59:59-12:00", timezone.now().isoformat()):
        body = SOUND["/cases"] | {"reported_at": moment}
        assert (
            client.post("/api/v1/cases", body, content_type="application/json", headers={"Idempotency-Key": "k" * 8}).status_code in KNOWN
        )
