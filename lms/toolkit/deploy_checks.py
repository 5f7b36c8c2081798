"""What `manage.py check --deploy` says about a deployment that could lose answers or let strangers in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import Error as DatabaseError
from django.db import connection

from .signing_keys import key_path, open_to_others

DEMO_BANKS = ("demo", "other")
DEMO_PASSWORD = "duzuo-demo"
DEMO_SAMPLE = 3
SAFE_COMMITS = {"on", "local", "remote_write", "remote_apply"}
SQLITE_FULL = 2


def switches(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Settings that are right on a laptop and wrong in a bank."""
    found: list[CheckMessage] = []
    if settings.SECRET_KEY.startswith("development-key") or len(settings.SECRET_KEY) < 50:
        found.append(Error("SECRET_KEY is the development key or too short.", hint="Set your own, 50 characters or more.", id="duzuo.E001"))
    if settings.DEBUG:
        found.append(Error("DEBUG is on: error pages would show settings and data.", hint="Leave DEBUG unset.", id="duzuo.E002"))
    if settings.DEMO:
        found.append(Error("Demo mode is on.", hint="Leave DUZUO_DEMO unset.", id="duzuo.E003"))
    if "*" in settings.ALLOWED_HOSTS:
        found.append(Error("ALLOWED_HOSTS takes any name.", hint="Name the site's own hosts.", id="duzuo.E004"))
    if not settings.MFA_REQUIRED:
        hint = "Leave DUZUO_MFA_REQUIRED unset in production."
        found.append(Warning("No second factor is asked of HR, signers and administrators.", hint=hint, id="duzuo.W001"))
    if not settings.REDIS_URL:
        hint = "Set REDIS_URL; the folder broker serves one machine."
        found.append(Warning("Jobs and throttles run without Redis.", hint=hint, id="duzuo.W002"))
    return found


def connections(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A new connection for each request costs more than the request itself."""
    if settings.DATABASES["default"].get("CONN_MAX_AGE", 0) == 0:
        return [Error("CONN_MAX_AGE is 0: every request opens a connection.", hint="Use 600.", id="duzuo.E005")]
    return []


def durability(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """An answer whose receipt was sent must survive a power cut."""
    try:
        return _postgresql() if connection.vendor == "postgresql" else _sqlite()
    except DatabaseError as error:
        return [Error(f"The database can't be asked: {error.__class__.__name__}.", hint="Check DATABASE_URL.", id="duzuo.E006")]


def _postgresql() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('synchronous_commit'), current_setting('fsync'), current_setting('full_page_writes')",
        )
        commit, fsync, pages = cursor.fetchone()
    if commit not in SAFE_COMMITS:
        hint = "Set synchronous_commit = on for this database."
        found.append(Error(f"synchronous_commit is {commit}: confirmed answers may be lost.", hint=hint, id="duzuo.E007"))
    if fsync != "on" or pages != "on":
        hint = "Set both to on in postgresql.conf."
        words = f"fsync is {fsync}, full_page_writes is {pages}: a power cut may spoil the database."
        found.append(Error(words, hint=hint, id="duzuo.E008"))
    return found


def _sqlite() -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        (level,) = cursor.fetchone()
    if int(level) >= SQLITE_FULL:
        return []
    hint = "Connect with PRAGMA synchronous=FULL."
    return [Error("SQLite runs without synchronous = FULL: confirmed answers may be lost.", hint=hint, id="duzuo.E007")]


def demo_accounts(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Accounts of the demonstration have one password that stands in the README."""
    accounts = apps.get_model(settings.AUTH_USER_MODEL)._default_manager.filter(bank__code__in=DEMO_BANKS, is_active=True)
    try:
        sample = list(accounts.order_by("pk").values_list("password", flat=True).distinct()[:DEMO_SAMPLE])
    except DatabaseError:
        return []  # durability() has said that the database doesn't answer
    if any(check_password(DEMO_PASSWORD, password) for password in sample):
        return [Error("Demo accounts can sign in.", hint="Load the bank's own people into an empty database.", id="duzuo.E009")]
    return []


def fonts(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Rankings and letters are printed with embedded Chinese fonts."""
    if Path(settings.PDF_FONT_DIR).is_dir():
        return []
    return [Error("The fonts of printed documents are missing.", hint="Run make setup.", id="duzuo.E010")]


def proxies(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Where a proxy ends TLS, every request comes from the proxy's own address."""
    if settings.TRUSTED_PROXIES < 0:
        return [Error("DUZUO_PROXIES is negative.", hint="Count the proxies before the product.", id="duzuo.E011")]
    if settings.SECURE_PROXY_SSL_HEADER and not settings.TRUSTED_PROXIES:
        hint = "Set DUZUO_PROXIES to the number of proxies that append to X-Forwarded-For."
        words = "A proxy ends TLS, and failed sign-ins are counted for its address: six failures lock an account for everybody behind it."
        return [Warning(words, hint=hint, id="duzuo.W003")]
    return []


def signing_key(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Whoever reads the key that signs certificates can make some."""
    if settings.SIGNING_KEY:
        return []
    path = key_path()
    if path.exists() and open_to_others(path):
        return [Error("The key that signs certificates can be read by others.", hint=f"chmod 600 {path}", id="duzuo.E012")]
    words = "Certificates are signed with a key in a file of the data folder."
    hint = "Keep a copy of it apart from the database, or set DUZUO_SIGNING_KEY."
    return [Warning(words, hint=hint, id="duzuo.W004")]


CHECKS: tuple[Callable[..., list[CheckMessage]], ...] = (switches, connections, durability, demo_accounts, fonts, proxies, signing_key)


def register_deploy_checks() -> None:
    """Called once by the app that stands for the whole site; `check` without --deploy stays silent and asks no database."""
    for one in CHECKS:
        register(one, Tags.security, deploy=True)
