"""What stands beside the desks: about, licences, style guide, health, robots, and what a browser is told to refuse."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from lms.desks.domain.health import SEAL_LIMIT, WORKER_LIMIT
from lms.evidence.actions import seal_everything
from lms.jobs.actions import sweep_jobs
from lms.jobs.models import Job
from lms.people.models import User
from lms.records.models import Act
from lms.toolkit.security_headers import PAGE_POLICY, STUDIO_POLICY
from tests.cast import Cast

SignIn = Callable[[User], Client]


def test_about_is_open_but_keeps_versions_for_those_inside(client: Client, cast: Cast, sign_in: SignIn) -> None:
    outside, inside = client.get(reverse("about")), sign_in(cast.trainee).get(reverse("about"))
    assert [outside.status_code, inside.status_code] == [200, 200]
    assert [outside.context["parts"], outside.context["version"]] == [[], ""]
    assert {"Django", "Wagtail", "Noto Sans SC"} <= {part.name for part in inside.context["parts"]}


@pytest.mark.parametrize(
    ("name", "words"),
    [("duzuo", "Apache License"), ("notice", "Noto Sans SC"), ("noto-sans-sc", "SIL OPEN FONT LICENSE"), ("bootstrap", "MIT")],
)
def test_licence_texts_can_be_read(client: Client, db: None, name: str, words: str) -> None:
    answer = client.get(reverse("about-licence", args=[name]))
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert words in answer.content.decode()


def test_no_other_file_is_a_licence(client: Client, db: None) -> None:
    assert client.get("/about/licences/settings/").status_code == 404
    assert client.get("/about/licences/..%2Fmanage.py/").status_code == 404


@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 404)])
def test_the_style_guide_is_for_demonstrations(client: Client, db: None, demo: bool, status: int) -> None:
    with override_settings(DEMO=demo):
        assert client.get(reverse("style-guide")).status_code == status


def test_robots_are_sent_away(client: Client) -> None:
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_a_browser_finds_the_icon_by_itself(client: Client) -> None:
    assert client.get("/favicon.ico").url.endswith("lms/img/mark.svg")


# ------------------------------------------------------------------------------------------------------------ health


def test_health_is_ok_once_the_worker_was_seen_and_all_is_sealed(client: Client, cast: Cast) -> None:
    cast.hr  # noqa: B018 -- making an account leaves acts to seal
    sweep_jobs()
    seal_everything()
    found = client.get(reverse("healthz")).json()
    assert [found["status"], found["database"], found["seal"]["seconds"], found["queue"]["seconds"]] == ["ok", True, None, None]
    assert found["worker"]["ok"] is True


def test_health_names_a_worker_that_was_never_seen(client: Client, db: None) -> None:
    cache.clear()
    answer = client.get(reverse("healthz"))
    assert [answer.status_code, answer.json()["status"], answer.json()["worker"]["ok"]] == [200, "late", False]


def test_health_names_what_is_late(client: Client, cast: Cast) -> None:
    cast.hr  # noqa: B018 -- as above
    now = timezone.now()
    sweep_jobs(now=now - WORKER_LIMIT - timedelta(seconds=5))
    Job.objects.create(kind="x", title="x", created_at=now - timedelta(hours=1))
    Act.objects.bulk_create([_old_act(cast, now - SEAL_LIMIT - timedelta(minutes=1))])
    found = client.get(reverse("healthz")).json()
    assert [found[name]["ok"] for name in ("worker", "queue", "seal")] == [False, False, False]
    assert found["status"] == "late"


def _old_act(cast: Cast, at: object) -> Act:
    return Act(organisation_key=cast.bank.public_id, verb="viewed", object_kind="x", happened_at=at, digest="sha256:x")


def test_health_is_503_only_without_a_database(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(now: object) -> None:
        raise OperationalError("no connection to host db.internal as duzuo")

    monkeypatch.setattr("lms.desks.views.health.readings", gone)
    answer = client.get(reverse("healthz"))
    assert [answer.status_code, answer.json()] == [503, {"status": "down", "database": False}]


def test_health_tells_nothing_about_anybody(client: Client, cast: Cast) -> None:
    list(cast.everyone())
    found = client.get(reverse("healthz")).json()
    assert set(found) == {"status", "database", "worker", "queue", "seal"}
    assert {frozenset(found[name]) for name in ("worker", "queue", "seal")} == {frozenset({"seconds", "limit", "ok"})}


# ----------------------------------------------------------------------------------------------------------- headers


def directives(policy: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_pages_allow_no_inline_code_and_no_other_origin() -> None:
    found = directives(PAGE_POLICY)
    assert [found["default-src"], found["script-src"], found["style-src"], found["object-src"]] == ["'self'", "'self'", "'self'", "'none'"]
    assert {source for value in found.values() for source in value.split()} == {"'self'", "'none'", "data:"}
    assert [name for name, value in found.items() if "data:" in value] == ["img-src"]


def test_the_studio_alone_may_run_inline_code(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.instructor)
    assert "unsafe-inline" in STUDIO_POLICY
    assert browser.get("/studio/").headers["Content-Security-Policy"] == STUDIO_POLICY
    assert browser.get("/").headers["Content-Security-Policy"] == PAGE_POLICY


@pytest.mark.parametrize("path", ["/", "/login/", "/no-such-page/", "/robots.txt", "/static/lms/css/tokens.css"])
def test_every_answer_carries_the_headers(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    answer.close()
    headers = answer.headers
    assert headers["Content-Security-Policy"] == PAGE_POLICY
    assert "camera=()" in headers["Permissions-Policy"]
    assert [headers["X-Robots-Tag"], headers["Referrer-Policy"], headers["X-Content-Type-Options"]] == [
        "noindex, nofollow",
        "same-origin",
        "nosniff",
    ]


# ------------------------------------------------------------------------------------------------------- error pages


def test_a_missing_page_is_ours(client: Client, db: None) -> None:
    answer = client.get("/no-such-page/")
    assert [answer.status_code, next(template.name for template in answer.templates)] == [404, "404.html"]


def test_a_crash_shows_our_page_and_no_details(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(name: str) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("lms.desks.views.about.licence_texts", crash)
    client.raise_request_exception = False
    answer = client.get(reverse("about"))
    assert answer.status_code == 500
    assert "secret detail" not in answer.content.decode()
    assert b'class="bare' in answer.content


def test_a_form_without_its_token_is_refused_kindly(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.hr, backend="lms.people.backends.PeopleBackend")
    answer = browser.post(reverse("desk-switch"), {"desk": "hr"})
    assert [answer.status_code, b'class="bare' in answer.content] == [403, True]
