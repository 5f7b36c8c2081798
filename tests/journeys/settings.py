"""The settings of `make run` with a clock that the story sets: ``DUZUO_STORY_CLOCK`` names a file with the seconds between the two."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from lms.settings.dev import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # forty people sign in, and no password here is a secret

_clock, _now = Path(os.environ["DUZUO_STORY_CLOCK"]), timezone.now


def story_now() -> datetime:
    """Runs like any clock, from where the story has set it."""
    return _now() + timedelta(seconds=float(_clock.read_text()))


timezone.now = story_now
