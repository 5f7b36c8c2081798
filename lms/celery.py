"""The Celery application: it carries job ids, the database keeps the truth."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")

app = Celery("duzuo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


# Not at import: a bank's own settings module imports this package before the settings are there.
@app.on_after_configure.connect
def make_queue_folders(sender: object, **kwargs: object) -> None:
    """The filesystem broker's folders."""
    if not settings.REDIS_URL:
        for folder in ("queue", "control"):
            (settings.CELERY_QUEUE_DIR / folder).mkdir(parents=True, exist_ok=True)
