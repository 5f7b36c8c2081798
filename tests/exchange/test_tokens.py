"""Who is let in: two tokens at once, an end, a scope, a pace; and what the log keeps of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lms.exchange.actions import ExchangeProblem, make_token, revoke_token, switch_client, write_counts
from lms.exchange.actions.calls import METER
from lms.exchange.enums import Scope
from lms.exchange.models import ClientCall, ClientSystem, ClientToken
from lms.people.models import Organisation
from lms.records.models import Act
from tests.factories.exchange import make_system, token_for

QUESTION = {"person": "a1", "node": "report", "role": "lead"}


def ask(token: str, path: str = "/authority", scheme: str = "Bearer") -> Any:
    return Client(headers={"Authorization": f"{scheme} {token}"}).get(f"/api/v1{path}", QUESTION if path == "/authority" else {})


def test_only_a_digest_is_kept(system: ClientSystem) -> None:
    token = token_for(system)
    kept = ClientToken.objects.get()
    assert token.startswith(kept.hint) and len(kept.hint) == 9
    assert token not in str(list(ClientToken.objects.values())) + str(list(Act.objects.values()))


def test_two_hold_at_once_and_no_third(system: ClientSystem) -> None:
    old, new = token_for(system), token_for(system)
    assert [ask(one).status_code for one in (old, new)] == [200, 200]
    with pytest.raises(ExchangeProblem) as refused:
        token_for(system)
    assert refused.value.code == "two_tokens"
    revoke_token(token=ClientToken.objects.order_by("pk")[0], actor=system.made_by)
    assert [ask(one).status_code for one in (old, new)] == [401, 200]
    assert ask(token_for(system)).status_code == 200


def test_every_no_looks_the_same(bank: Organisation, system: ClientSystem) -> None:
    revoked = token_for(system)
    revoke_token(token=ClientToken.objects.get(), actor=system.made_by)
    expired = make_token(system=system, days=1, actor=system.made_by, now=timezone.now() - timedelta(days=2))
    off = make_system(bank)
    switched_off = token_for(off)
    switch_client(system=off, active=False, actor=off.made_by)
    answers = {(one.status_code, one.content) for one in map(ask, ("", "dz_unknown", "ü" * 40, "x" * 5000, revoked, expired, switched_off))}
    answers |= {(one.status_code, one.content) for one in (Client().get("/api/v1/authority"), ask(token_for(system), scheme="Basic"))}
    assert len(answers) == 1
    assert next(iter(answers))[0] == 401


def test_a_session_opens_nothing(cast: Any, sign_in: Callable[..., Client]) -> None:
    assert sign_in(cast.admin).get("/api/v1/authority", QUESTION).status_code == 401


def test_a_scope_opens_its_own_door_only(bank: Organisation) -> None:
    token = token_for(make_system(bank, scopes=(Scope.AUTHORITY,)))
    assert ask(token).status_code == 200
    assert [ask(token, path).status_code for path in ("/people", "/decisions")] == [403, 403]
    write_counts(now=timezone.now())
    assert sorted(ClientCall.objects.values_list("operation", "status", "details")) == [
        ("decisions", 403, {"code": "forbidden", "fields": []}),
        ("people", 403, {"code": "forbidden", "fields": []}),
    ]


def test_a_pace_per_token(bank: Organisation) -> None:
    system = make_system(bank, per_minute=3)
    token, other = token_for(system), token_for(system)
    answers = [ask(token) for _number in range(6)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 429, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert ask(other).status_code == 200
    write_counts(now=timezone.now())
    assert ClientCall.objects.get(status=429).details == {"code": "too_many_calls", "fields": [], "times": 3}


def test_the_schema_is_served_and_its_pages_are_not(db: None) -> None:
    schema = Client().get("/api/v1/openapi.json")
    assert schema.status_code == 200
    known = (
        "authority",
        "authority/questions",
        "people",
        "events",
        "roster",
        "cases",
        "observations",
        "observations/rubric",
        "decisions",
        "decisions/{decision}",
        "certificates/{number}",
    )
    assert set(schema.json()["paths"]) == {f"/api/v1/{one}" for one in known}
    assert Client().get("/api/v1/docs").status_code == 404


def test_a_refused_question_writes_nothing_and_the_log_counts_by_the_hour(system: ClientSystem, django_assert_num_queries: Any) -> None:
    """A log that nothing can be deleted from must not grow with every mistake of a program."""
    token, now = token_for(system), timezone.now()
    hint, caller = ClientToken.objects.get().hint, Client(headers={"Authorization": f"Bearer {token}"})
    with django_assert_num_queries(50):
        for number in range(50):
            assert caller.get("/api/v1/authority", QUESTION | {"x": str(number)}).status_code == 422
    for _number in range(2):
        write_counts(now=now)
    row = ClientCall.objects.get()
    assert (row.operation, row.status, row.token, row.details) == (
        "authority", 422, hint, {"code": "invalid", "fields": ["x"], "times": 50},
    )  # fmt: skip
    for _number in range(3):
        caller.post("/api/v1/authority/questions", {"questions": []}, content_type="application/json")
        caller.get("/api/v1/authority", QUESTION | {"y": "1"})
    write_counts(now=now)
    write_counts(now=now)
    assert list(ClientCall.objects.order_by("pk").values_list("operation", flat=True)) == ["authority", "authority-many"]
    write_counts(now=now + timedelta(hours=1))
    row = ClientCall.objects.latest("pk")
    assert (row.operation, row.details) == ("authority", {"code": "invalid", "fields": ["y"], "times": 3})


@pytest.mark.parametrize("path", ["/people", "/events", "/decisions", "/certificates/none", "/authority", "POST"])
def test_whatever_a_token_is_used_for_shows(system: ClientSystem, path: str, django_assert_max_num_queries: Any) -> None:
    """Otherwise an administrator who replaces a token might revoke the one that is in use."""
    old, new = token_for(system), token_for(system)
    if path == "POST":
        Client(headers={"Authorization": f"Bearer {new}"}).post("/api/v1/cases", {}, content_type="application/json")
    else:
        ask(new, path)
    write_counts(now=timezone.now())
    used = dict(ClientToken.objects.values_list("hint", "used_on"))
    assert used == {old[:9]: None, new[:9]: timezone.localdate()}
    ask(new, "/people")
    assert not METER.tokens  # once a day is enough


def test_a_change_says_with_which_token_it_came(call: Callable[..., Any], system: ClientSystem) -> None:
    call("POST", "/cases", {"number": "DK1"}, key="message-1")
    body = {"number": "DK1", "reported_at": timezone.now().isoformat(), "industry": "retail", "product": "credit", "amount": "1000"}
    assert call("POST", "/cases", body, key="message-2").status_code == 200
    assert list(ClientCall.objects.order_by("pk").values_list("status", "token")) == [(one, system.tokens.get().hint) for one in (422, 200)]
