"""`manage.py check --deploy` names what would lose answers or let strangers in."""

from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import override_settings

from lms.people.models import User
from lms.toolkit import deploy_checks
from lms.toolkit.deploy_checks import DEMO_PASSWORD, connections, demo_accounts, durability, fonts, proxies, signing_key, switches
from tests.factories.people import make_bank, make_user

GOOD = {
    "SECRET_KEY": "k" * 60,
    "DEBUG": False,
    "DEMO": False,
    "ALLOWED_HOSTS": ["duzuo.bank"],
    "MFA_REQUIRED": True,
    "REDIS_URL": "redis://queue/0",
}


def ids(messages: list) -> list[str]:
    return [message.id for message in messages]


def test_a_right_deployment_has_nothing_to_say() -> None:
    with override_settings(**GOOD):
        assert switches() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SECRET_KEY", "development-key-" + "0" * 60, "duzuo.E001"),
        ("SECRET_KEY", "short", "duzuo.E001"),
        ("DEBUG", True, "duzuo.E002"),
        ("DEMO", True, "duzuo.E003"),
        ("ALLOWED_HOSTS", ["*"], "duzuo.E004"),
        ("MFA_REQUIRED", False, "duzuo.W001"),
        ("REDIS_URL", "", "duzuo.W002"),
    ],
)
def test_each_wrong_switch_is_named(name: str, value: object, expected: str) -> None:
    with override_settings(**{**GOOD, name: value}):
        assert ids(switches()) == [expected]


@pytest.mark.parametrize(("age", "expected"), [(0, ["duzuo.E005"]), (600, []), (None, [])])
def test_a_connection_per_request_is_named(monkeypatch: pytest.MonkeyPatch, age: int | None, expected: list[str]) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "CONN_MAX_AGE", age)
    assert ids(connections()) == expected


class Answering:
    """A database that answers one row to whatever it is asked."""

    def __init__(self, vendor: str, row: tuple) -> None:
        self.vendor, self.row = vendor, row

    def cursor(self) -> "Answering":
        return self

    def __enter__(self) -> "Answering":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def execute(self, sql: str) -> None:
        self.asked = sql

    def fetchone(self) -> tuple:
        return self.row


@pytest.mark.parametrize(
    ("vendor", "row", "expected"),
    [
        ("postgresql", ("on", "on", "on"), []),
        ("postgresql", ("remote_apply", "on", "on"), []),
        ("postgresql", ("off", "on", "on"), ["duzuo.E007"]),
        ("postgresql", ("on", "off", "on"), ["duzuo.E008"]),
        ("postgresql", ("on", "on", "off"), ["duzuo.E008"]),
        ("sqlite", (2,), []),
        ("sqlite", (3,), []),
        ("sqlite", (1,), ["duzuo.E007"]),
        ("sqlite", (0,), ["duzuo.E007"]),
    ],
)
def test_a_forgetful_database_is_named(monkeypatch: pytest.MonkeyPatch, vendor: str, row: tuple, expected: list[str]) -> None:
    monkeypatch.setattr(deploy_checks, "connection", Answering(vendor, row))
    assert ids(durability()) == expected


def test_the_real_database_is_asked_in_words_it_knows(db: None) -> None:
    expected = ["duzuo.E007"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SELECT current_setting('fsync'), current_setting('full_page_writes')")
            expected += [] if cursor.fetchone() == ("on", "on") else ["duzuo.E008"]  # a throw-away test server may be faster than safe
    # The test settings of SQLite, and the line above, are forgetful on purpose.
    assert ids(durability()) == expected


def test_a_silent_database_is_named_without_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection to 10.0.0.7 refused for duzuo:secret")

    monkeypatch.setattr(deploy_checks, "connection", SimpleNamespace(vendor="sqlite", cursor=refuse))
    found = durability()
    assert [ids(found), "secret" in found[0].msg] == [["duzuo.E006"], False]


def test_demo_accounts_are_found_by_their_password(db: None) -> None:
    bank = make_bank(code="demo")
    assert demo_accounts() == []
    user = make_user(bank, password="a real password 42")
    assert demo_accounts() == []
    user.set_password(DEMO_PASSWORD)
    user.save()
    assert ids(demo_accounts()) == ["duzuo.E009"]
    User.objects.update(is_active=False)
    assert demo_accounts() == []


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    with override_settings(PDF_FONT_DIR=tmp_path / "nowhere"):
        assert ids(fonts()) == ["duzuo.E010"]


@pytest.mark.parametrize(
    ("header", "count", "expected"),
    [
        (("HTTP_X_FORWARDED_PROTO", "https"), 0, ["duzuo.W003"]),
        (("HTTP_X_FORWARDED_PROTO", "https"), 1, []),
        (None, 0, []),
        (None, -1, ["duzuo.E011"]),
    ],
)
def test_an_uncounted_proxy_is_named(header: tuple[str, str] | None, count: int, expected: list[str]) -> None:
    with override_settings(SECURE_PROXY_SSL_HEADER=header, TRUSTED_PROXIES=count):
        assert ids(proxies()) == expected


def test_they_speak_only_when_asked_about_a_deployment(db: None) -> None:
    quiet, deploy = StringIO(), StringIO()
    call_command("check", stdout=quiet, stderr=quiet)
    call_command("check", deploy=True, stdout=deploy, stderr=deploy, fail_level="CRITICAL")
    assert ["duzuo." in quiet.getvalue(), "duzuo.E001" in deploy.getvalue()] == [False, True]


@pytest.mark.parametrize(("mode", "told"), [(None, ["duzuo.W004"]), (0o600, ["duzuo.W004"]), (0o640, ["duzuo.E012"])])
def test_the_signing_key_is_for_nobody_else(tmp_path: Path, mode: int | None, told: list[str]) -> None:
    if mode is not None:
        (tmp_path / "signing.pem").write_text("x")
        (tmp_path / "signing.pem").chmod(mode)
    with override_settings(SIGNING_KEY="", SIGNING_KEY_DIR=tmp_path):
        assert [one.id for one in signing_key()] == told
    with override_settings(SIGNING_KEY="PEM"):
        assert signing_key() == []
