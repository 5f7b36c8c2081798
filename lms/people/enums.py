"""Vocabulary of the people room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Entrustment(models.TextChoices):
    """How much of a node's work somebody is entrusted with, lowest first (the levels of supervision of an entrustable activity)."""

    NONE = "0", pgettext_lazy("entrustment", "none")
    OBSERVE = "1", pgettext_lazy("entrustment", "1 observes")
    TOGETHER = "2a", pgettext_lazy("entrustment", "2a does it together with the mentor")
    PRESENT = "2b", pgettext_lazy("entrustment", "2b acts with the mentor present")
    RECHECKED = "3a", pgettext_lazy("entrustment", "3a acts alone, everything is re-checked")
    KEY_POINTS = "3b", pgettext_lazy("entrustment", "3b acts alone, key points are re-checked")
    CERTIFIED = "4", pgettext_lazy("entrustment", "4 certified to work solo")
    SUPERVISES = "5", pgettext_lazy("entrustment", "5 may supervise others")

    @property
    def rank(self) -> int:
        """The place on the scale, from 0."""
        return list(type(self)).index(self)


class AuthorityEnd(models.TextChoices):
    REPLACED = "replaced", pgettext_lazy("authority", "replaced by another grant")
    REVOKED = "revoked", pgettext_lazy("authority", "revoked")
    LAPSED = "lapsed", pgettext_lazy("authority", "lapsed")


class CaseRole(models.TextChoices):
    """As what somebody takes part in the work on a real case."""

    OBSERVER = "observer", pgettext_lazy("case role", "observer")
    SECOND = "second", pgettext_lazy("case role", "second (B)")
    LEAD = "lead", pgettext_lazy("case role", "lead (A)")


class Kin(models.TextChoices):
    """Who counts as a relative where people must keep out of each other's matters (亲属回避)."""

    SPOUSE = "spouse", pgettext_lazy("kin", "spouse")
    PARENT = "parent", pgettext_lazy("kin", "parent or child")
    SIBLING = "sibling", pgettext_lazy("kin", "brother or sister")
    IN_LAW = "in_law", pgettext_lazy("kin", "relative by marriage")
    OTHER = "other", pgettext_lazy("kin", "another close relative")


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
