"""Vocabulary of the courses room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ModuleGroup(models.TextChoices):
    """The groups of the training plan."""

    FOUNDATION = "foundation", _("Foundation")
    MARKETING = "marketing", _("Marketing")
    TECHNIQUE = "technique", _("Technique")
    RISK = "risk", _("Risk")
    PORTFOLIO = "portfolio", _("Portfolio")


class OpenedBy(models.TextChoices):
    """What opens a course for a cohort."""

    TIMETABLE = "timetable", _("the timetable")
    DATE = "date", _("a date")


class LessonState(models.TextChoices):
    """How far one person is with one lesson."""

    LOCKED = "locked", _("not open yet")
    OPEN = "open", _("ready to read")
    STARTED = "started", _("begun")
    DONE = "done", _("done")


class CalloutTone(models.TextChoices):
    KEY = "key", _("Key point")
    WARNING = "warning", _("Typical mistake")
    EXAMPLE = "example", _("Example")
    PRACTICE = "practice", _("Practice")
