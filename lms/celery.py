"""The Celery application: it carries job ids, the database keeps the truth."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")

app = Celery("duzuo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

if not settings.REDIS_URL:
    for folder in ("queue", "control"):
        (settings.CELERY_QUEUE_DIR / folder).mkdir(parents=True, exist_ok=True)
