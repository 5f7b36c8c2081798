"""The bare Django floor: what a session + user + one upsert costs. Goals are ratios to this app.

Environment: PGHOST/PGPORT/PGUSER/PGDATABASE (default 127.0.0.1:5432 postgres/floor), or FLOOR_SQLITE=path;
SESS=db|cached_db|cache|signed_cookies, CMA=seconds (CONN_MAX_AGE), ATOMIC=1, PGPOOL=1, TXM=IMMEDIATE|DEFERRED,
REDIS_URL (only for SESS=cache/cached_db and /lesson_cached).
"""

import os

E = os.environ.get
SECRET_KEY = "floor-app-is-never-deployed-" + "x" * 30
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "urls"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.messages", "app"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
if E("FLOOR_SQLITE"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": E("FLOOR_SQLITE"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": E("TXM", "IMMEDIATE"),
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-64000;",
            },
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": E("PGHOST", "127.0.0.1"),
            "PORT": E("PGPORT", "5432"),
            "USER": E("PGUSER", "postgres"),
            "PASSWORD": E("PGPASSWORD", ""),
            "NAME": E("PGDATABASE", "floor"),
            "CONN_MAX_AGE": 0 if E("PGPOOL") else int(E("CMA", "600")),
            "OPTIONS": {"pool": {"min_size": 2, "max_size": 8}} if E("PGPOOL") else {},
        }
    }
DATABASES["default"]["ATOMIC_REQUESTS"] = bool(E("ATOMIC"))
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": E("REDIS_URL", "redis://127.0.0.1:6379/2")}}
SESSION_ENGINE = "django.contrib.sessions.backends." + E("SESS", "db")
