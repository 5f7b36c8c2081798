"""Vocabulary of the front doors."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Desk(models.TextChoices):
    """One front door; a person with several roles switches the desk, not the account."""

    TRAINEE = "trainee", _("Trainee")
    INSTRUCTOR = "instructor", _("Instructor")
    CLASS_TEACHER = "class_teacher", _("Class teacher")
    HR = "hr", _("HR")
    RATER = "rater", _("Mentor and panel")
    LEADER = "leader", _("Leader and audit")
    ADMINISTRATOR = "administrator", _("Administration")
    UNION = "union", _("Provincial union")
