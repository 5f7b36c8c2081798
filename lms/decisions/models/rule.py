"""Rules: the draft that people work on, and the text that two people signed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import RuleKind, RuleState


class Rule(models.Model):
    """One rule of a bank, known by its code through all its versions."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="decision_rules")
    kind = models.CharField(_("kind"), max_length=16, choices=RuleKind.choices, default=RuleKind.RANKING)
    code = models.CharField(_("code"), max_length=60)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["bank", "code"], name="rule_code_once_per_bank")]

    def __str__(self) -> str:
        return self.title


class RuleVersion(models.Model):
    """One version for one cohort. ``body`` is worked on as a draft; once locked, ``RuleText`` is what counts."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    cohort = models.ForeignKey("cohorts.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="rule_versions")
    regulation_version = models.ForeignKey(
        "policies.RegulationVersion", verbose_name=_("rests on"), on_delete=models.PROTECT, related_name="rule_versions"
    )
    body = models.JSONField(_("rule"))
    digest = models.CharField(max_length=80)
    state = models.CharField(_("state"), max_length=12, choices=RuleState.choices, default=RuleState.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="authored_rules")
    created_at = models.DateTimeField(_("made on"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)
    offered_at = models.DateTimeField(_("offered for signature"), null=True, blank=True)
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)
    note = models.CharField(_("what is new in this version"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("version of a rule")
        verbose_name_plural = _("versions of rules")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version_once"),
            models.UniqueConstraint(fields=["cohort"], condition=models.Q(state=RuleState.LOCKED), name="one_locked_rule_per_cohort"),
            models.CheckConstraint(
                condition=~models.Q(state__in=[RuleState.LOCKED, RuleState.SUPERSEDED]) | models.Q(locked_at__isnull=False),
                name="locked_rule_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RuleState.WITHDRAWN) | ~models.Q(withdrawn_reason=""), name="withdrawn_rule_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} v{self.number}"


class RuleText(models.Model):
    """The text that was locked, with the check-up its signers saw; never changed or deleted."""

    version = models.OneToOneField(RuleVersion, on_delete=models.PROTECT, related_name="text")
    body = models.JSONField()
    digest = models.CharField(max_length=80)
    check_up = models.JSONField()
    locked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("text of a locked rule")
        verbose_name_plural = _("texts of locked rules")

    def __str__(self) -> str:
        return self.digest
