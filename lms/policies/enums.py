"""Vocabulary of the policies room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegulationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    CONSULTATION = "consultation", _("in consultation")
    IN_FORCE = "in_force", _("in force")
    REPLACED = "replaced", _("replaced")
