"""Vocabulary of the people room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    UNION = "union", _("provincial union")
    BANK = "bank", _("rural commercial bank")
    DEPARTMENT = "department", _("department")
    BRANCH = "branch", _("branch")
    TEAM = "team", _("team")


class Role(models.TextChoices):
    TRAINEE = "trainee", _("trainee")
    MENTOR = "mentor", _("mentor")
    INSTRUCTOR = "instructor", _("instructor")
    CLASS_TEACHER = "class_teacher", _("class teacher")
    COMMITTEE_MEMBER = "committee_member", _("committee member")
    HR = "hr", _("human resources")
    LEADER = "leader", _("leader")
    PROJECT_BOARD = "project_board", _("project board")
    AUDITOR = "auditor", _("auditor")
    CONSULTANT = "consultant", _("external consultant")
    ADMINISTRATOR = "administrator", _("administrator")


class Level(models.TextChoices):
    PROBATIONARY = "probationary", _("probationary account manager")
    JUNIOR = "junior", _("junior account manager")
    INTERMEDIATE = "intermediate", _("intermediate account manager")
    SENIOR = "senior", _("senior account manager")


# Roles that see every person below their organisation; the others see people through a cohort or a mentorship.
OVERSIGHT_ROLES = frozenset({Role.HR, Role.LEADER, Role.PROJECT_BOARD, Role.AUDITOR, Role.ADMINISTRATOR})
READ_ONLY_ROLES = frozenset({Role.LEADER, Role.AUDITOR})
# Whoever holds one of these works for the bank; a trainee takes part.
WORKING_ROLES = frozenset(Role) - {Role.TRAINEE}
AUTHOR_ROLES = frozenset({Role.INSTRUCTOR, Role.CONSULTANT})
# HR, whoever signs decisions, administrators.
SECOND_FACTOR_ROLES = frozenset({Role.HR, Role.LEADER, Role.PROJECT_BOARD, Role.ADMINISTRATOR})
# Roles that keep accounts and roles.
MANAGER_ROLES = frozenset({Role.HR, Role.ADMINISTRATOR})
# Given, ended and reset by administrators only.
TRUSTED_ROLES = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.HR})
