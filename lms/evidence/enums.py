"""Vocabulary of the evidence room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    ATTENDANCE = "attendance", _("attendance")
    CONDUCT = "conduct", _("conduct")
    LESSON = "lesson", _("lesson")
    ASSIGNMENT = "assignment", _("assignment")
    EXAM = "exam", _("exam")
    TOPIC = "topic", _("topic")
    SIMULATION = "simulation", _("rehearsal")
    INTERVIEW = "interview", _("interview")
    OBSERVATION = "observation", _("observation")
    REVIEW = "review", _("review")
    TEACHING = "teaching", _("teaching")
    BUSINESS = "business", _("business")


class EvidenceStatus(models.TextChoices):
    SCORED = "scored", _("scored")
    MISSING = "missing", _("missing")
    EXCUSED = "excused", _("excused")
    ZERO_GIVEN = "zero_given", _("zero given")


class CompetencyKind(models.TextChoices):
    NODE = "node", _("node of the credit process")
    TOPIC = "topic", _("knowledge topic")
