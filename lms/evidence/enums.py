"""Vocabulary of the evidence room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EvidenceKind(models.TextChoices):
    ATTENDANCE = "attendance", pgettext_lazy("evidence kind", "attendance")
    CONDUCT = "conduct", pgettext_lazy("evidence kind", "conduct")
    LESSON = "lesson", pgettext_lazy("evidence kind", "lesson")
    ASSIGNMENT = "assignment", pgettext_lazy("evidence kind", "assignment")
    EXAM = "exam", pgettext_lazy("evidence kind", "exam")
    TOPIC = "topic", pgettext_lazy("evidence kind", "topic")
    SIMULATION = "simulation", pgettext_lazy("evidence kind", "rehearsal")
    INTERVIEW = "interview", pgettext_lazy("evidence kind", "interview")
    OBSERVATION = "observation", pgettext_lazy("evidence kind", "observation")
    REVIEW = "review", pgettext_lazy("evidence kind", "review")
    TEACHING = "teaching", pgettext_lazy("evidence kind", "teaching")
    BUSINESS = "business", pgettext_lazy("evidence kind", "business")


class EvidenceStatus(models.TextChoices):
    SCORED = "scored", pgettext_lazy("evidence status", "scored")
    MISSING = "missing", pgettext_lazy("evidence status", "missing")
    EXCUSED = "excused", pgettext_lazy("evidence status", "excused")
    ZERO_GIVEN = "zero_given", pgettext_lazy("evidence status", "zero given")


class CompetencyKind(models.TextChoices):
    NODE = "node", _("node of the credit process")
    TOPIC = "topic", _("knowledge topic")
