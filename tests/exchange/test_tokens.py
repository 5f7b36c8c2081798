"""Who is let in: two tokens at once, an end, a scope, a pace; and what the log keeps of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lms.exchange.actions import ExchangeProblem, make_token, revoke_token, switch_client
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
    assert list(ClientCall.objects.values_list("operation", "status", "details")) == [
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
    assert ClientCall.objects.filter(status=429).count() == 1  # the log names the first of a minute


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
