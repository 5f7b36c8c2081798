"""Settings of `make run`: one machine, SQLite, a worker on the filesystem broker, demo accounts."""

from .base import *
from .base import STORAGES, env_bool

DEBUG = env_bool("DEBUG", False)
DEMO = env_bool("DUZUO_DEMO", True)
WEBHOOK_PRIVATE = env_bool("DUZUO_WEBHOOK_PRIVATE", DEMO)
WEBHOOK_LOOPBACK = DEMO
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
