"""Settings of the test suite; DATABASE_URL and REDIS_URL choose the second leg."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

# The suite keeps off the developer's own var/: each test process has a folder (and, with Redis, a database) of its own,
# which the processes it starts find through the same variables.
if "DUZUO_TEST_VAR" not in os.environ:
    os.environ["DUZUO_TEST_VAR"] = tempfile.mkdtemp(prefix="duzuo-test-")
    atexit.register(shutil.rmtree, os.environ["DUZUO_TEST_VAR"], ignore_errors=True)
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
os.environ["DUZUO_VAR"] = str(Path(os.environ["DUZUO_TEST_VAR"]) / (_worker or "main"))
if os.environ.get("REDIS_URL"):
    _number = int(_worker.removeprefix("gw")) + 1 if _worker else 0
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{_number}").geturl()

from .base import *  # noqa: E402 -- the environment above must be set first
from .base import DATABASES, REDIS_URL, STATIC_ROOT, STORAGES, VAR_DIR  # noqa: E402 -- as above

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
DEMO = False
WEBHOOK_PRIVATE = WEBHOOK_LOOPBACK = True  # the fake loan system lives on this machine
EXCHANGE_COUNTS_WRITTEN = False  # a thread's commits would outlive the test they come from
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
# Looks for a file when it is asked for; otherwise every test client would look through all of them first.
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live server's threads and a Celery worker open it as they would in real life.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    # The suite makes thousands of throw-away commits; durability is tested by the worker tests on a real file.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
if not REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
