"""The administrator's pages: words for what is wrong, secrets that are shown once, lists that ask the same for many as for one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.exchange.actions import log_call, ping_client, publish_event
from lms.exchange.enums import EventKind, Scope
from lms.exchange.models import ClientSystem
from lms.people.models import User
from lms.records.models import Act
from tests.cast import Cast
from tests.factories.exchange import make_system, token_for

SignIn = Callable[[User], Client]
GOOD = {"name": "信贷系统", "scopes": [Scope.AUTHORITY], "calls_per_minute": "600", "webhook_url": "", "webhook_kinds": []}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"calls_per_minute": "0"}, "calls_per_minute"),
        ({"webhook_url": "gopher://x"}, "webhook_url"),
        ({"webhook_url": "http://[::1"}, "webhook_url"),
        ({"webhook_url": "http://169.254.169.254/"}, "webhook_url"),
        ({"webhook_url": "http://loans.example/", "webhook_kinds": []}, "webhook_kinds"),
        ({"webhook_url": "http://loans.example/", "webhook_kinds": [EventKind.DECISION_FINAL]}, "webhook_kinds"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(cast: Cast, sign_in: SignIn, wrong: dict[str, Any], field: str) -> None:
    page = sign_in(cast.admin).post(reverse("client-new"), GOOD | wrong)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert not ClientSystem.objects.exists()


def test_in_production_only_https_and_no_private_address(cast: Cast, sign_in: SignIn, settings: Any) -> None:
    settings.WEBHOOK_HTTPS_ONLY, settings.WEBHOOK_PRIVATE, settings.WEBHOOK_LOOPBACK = True, False, False
    kinds = {"webhook_kinds": [EventKind.AUTHORITY_CHANGED]}
    for url in ("http://loans.example/", "https://10.0.0.8/", "https://127.0.0.1/", "https://[fd00::1]/"):
        page = sign_in(cast.admin).post(reverse("client-new"), GOOD | kinds | {"webhook_url": url})
        assert list(page.context["form"].errors) == ["webhook_url"], url
    assert sign_in(cast.admin).post(reverse("client-new"), GOOD | kinds | {"webhook_url": "https://loans.example/"}).status_code == 302


def test_a_name_once_per_bank(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    for admin in (cast.admin, strangers.admin):
        assert sign_in(admin).post(reverse("client-new"), GOOD).status_code == 302
    assert sign_in(cast.admin).post(reverse("client-new"), GOOD).status_code == 422


def test_another_address_forgets_the_key(cast: Cast, sign_in: SignIn) -> None:
    system = make_system(cast.bank, url="http://loans.example/")
    changes = GOOD | {"scopes": list(Scope), "webhook_url": "http://other.example/", "webhook_kinds": [EventKind.DECISION_FINAL]}
    assert sign_in(cast.admin).post(reverse("client-edit", args=[system.public_id]), changes).status_code == 302
    system.refresh_from_db()
    assert (system.webhook_url, system.webhook_secret, system.webhook_kinds) == ("http://other.example/", "", ["decision.final"])


def test_secrets_are_shown_once_and_kept_by_nobody(cast: Cast, sign_in: SignIn) -> None:
    system, admin = make_system(cast.bank, url="http://loans.example/"), sign_in(cast.admin)
    for name, data in (("client-token-new", {"days": "30"}), ("client-key", {})):
        page = admin.post(reverse(name, args=[system.public_id]), data)
        secret = page.context["secret"]
        assert secret in page.content.decode() and "no-store" in page.headers["Cache-Control"]
        for other in ("client-detail", "client-edit", "client-list"):
            assert secret not in admin.get(reverse(other, args=[] if other == "client-list" else [system.public_id])).content.decode()
        system.refresh_from_db()
        assert secret not in str(list(ClientSystem.objects.values()) + list(system.tokens.values()) + list(Act.objects.values()))


def test_a_third_token_is_refused_in_words(cast: Cast, sign_in: SignIn) -> None:
    system = make_system(cast.bank)
    token_for(system), token_for(system)
    page = sign_in(cast.admin).post(reverse("client-token-new", args=[system.public_id]), {"days": "30"})
    assert page.status_code == 422 and "已有两个令牌有效" in page.content.decode()


def test_what_is_done_stands_in_the_log(cast: Cast, sign_in: SignIn) -> None:
    admin = sign_in(cast.admin)
    admin.post(reverse("client-new"), GOOD)
    system = ClientSystem.objects.get()
    admin.post(reverse("client-token-new", args=[system.public_id]), {"days": "30"})
    admin.post(reverse("client-token-revoke", args=[system.public_id, system.tokens.get().public_id]))
    admin.post(reverse("client-switch", args=[system.public_id]))
    acts = Act.objects.filter(object_kind="client_system").order_by("pk").values_list("verb", "actor_key")
    assert list(acts) == [(verb, cast.admin.key) for verb in ("created", "issued", "withdrawn", "changed")]


@pytest.mark.parametrize("name", ["client-list", "client-detail", "client-messages", "client-calls"])
def test_as_many_queries_for_many_as_for_one(cast: Cast, sign_in: SignIn, name: str) -> None:
    system, admin = make_system(cast.bank, url="http://loans.example/"), sign_in(cast.admin)

    def fill() -> None:
        ping_client(system=system)
        publish_event(bank=cast.bank, kind=EventKind.AUTHORITY_CHANGED, payload={"person": "x"})
        log_call(system=system, operation="cases", status=200, key="message-1", details={"outcome": "created"})

    url = reverse(name, args=[] if name == "client-list" else [system.public_id])
    token_for(system)
    fill()
    admin.get(url)
    with CaptureQueriesContext(connection) as few:
        admin.get(url)
    for _number in range(3):
        fill()
        make_system(cast.bank)
    token_for(system)
    with CaptureQueriesContext(connection) as many:
        admin.get(url)
    assert len(many) == len(few)


def test_what_it_may_not_ask_it_can_t_be_told_and_the_form_says_which_right_is_missing(cast: Cast, sign_in: SignIn) -> None:
    changes = GOOD | {"webhook_url": "http://loans.example/", "webhook_kinds": [EventKind.AUTHORITY_CHANGED, EventKind.DECISION_FINAL]}
    page = sign_in(cast.admin).post(reverse("client-new"), changes)
    assert page.context["form"].errors["webhook_kinds"] == [
        "要接收“决定已生效”通知，须同时具有“读取已生效的决定”权限：请勾选该权限，或取消勾选此项通知。"
    ]
    assert sign_in(cast.admin).post(reverse("client-new"), changes | {"scopes": [Scope.AUTHORITY, Scope.DECISIONS]}).status_code == 302


def test_the_calls_say_how_often_and_with_which_token(cast: Cast, sign_in: SignIn) -> None:
    system = make_system(cast.bank)
    details = {"code": "invalid", "fields": ["x"], "times": 50}
    log_call(system=system, operation="authority", status=422, token="dz_abcdef", details=details)
    page = sign_in(cast.auditor).get(reverse("client-calls", args=[system.public_id])).content.decode()
    assert "dz_abcdef…" in page and "× 50" in page
