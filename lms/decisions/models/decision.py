"""A decision, what the engine computed for it, and the documents frozen when it was published and made final."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import DecisionState, RuleKind, Stage


class Decision(models.Model):
    """One version of one decision about a cohort; numbers count up within the cohort."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="decisions")
    cohort = models.ForeignKey("cohorts.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="decisions")
    rule_version = models.ForeignKey("decisions.RuleVersion", verbose_name=_("rule"), on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(_("kind"), max_length=16, choices=RuleKind.choices, default=RuleKind.RANKING)
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=12, choices=DecisionState.choices, default=DecisionState.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="authored_decisions"
    )
    supersedes = models.ForeignKey(
        "self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )
    created_at = models.DateTimeField(_("computed"), default=timezone.now)
    content_digest = models.CharField(_("digest"), max_length=64, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="published_decisions"
    )
    window_ends_on = models.DateField(_("replies until"), null=True, blank=True)
    final_at = models.DateTimeField(_("final"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "kind", "number"], name="decision_number_once"),
            models.UniqueConstraint(fields=["cohort", "kind"], condition=Q(state=DecisionState.DRAFT), name="one_draft_per_cohort"),
            models.UniqueConstraint(
                fields=["cohort", "kind"],
                condition=Q(state__in=[DecisionState.PUBLISHED, DecisionState.FINAL]),
                name="one_live_decision_per_cohort",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DecisionState.DRAFT, DecisionState.WITHDRAWN])
                | (Q(published_at__isnull=False) & Q(window_ends_on__isnull=False) & ~Q(content_digest="")),
                name="published_decision_is_frozen",
            ),
            models.CheckConstraint(condition=~Q(state=DecisionState.FINAL) | Q(final_at__isnull=False), name="final_decision_says_when"),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.WITHDRAWN) | ~Q(withdrawn_reason=""), name="withdrawn_decision_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


class RankingRun(models.Model):
    """Rule, inputs and result of the computation; never changed or deleted. New scores make a new decision."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="run")
    engine = models.CharField(max_length=40)
    rule = models.JSONField()
    inputs = models.JSONField()
    result = models.JSONField()
    refused = models.JSONField(default=list)
    computed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("computation")
        verbose_name_plural = _("computations")

    def __str__(self) -> str:
        return f"{self.engine} {self.decision_id}"


class DecisionDocument(models.Model):
    """The file as published and as final, whole; never changed or deleted.

    ``recorded_at`` is the server's own time of writing, empty only in rows older than the column.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="frozen")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(default=timezone.now)
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("frozen document")
        verbose_name_plural = _("frozen documents")
        ordering = ["frozen_at", "id"]
        constraints = [models.UniqueConstraint(fields=["decision", "stage"], name="document_once_per_stage")]

    def __str__(self) -> str:
        return f"{self.stage} {self.content_digest}"


class Standing(models.Model):
    """One person's row of a result, for lists and letters; the numbers themselves stand in the run."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="standings")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="standings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="standings")
    position = models.PositiveIntegerField()
    rank = models.PositiveIntegerField(_("rank"), null=True, blank=True)
    composite = models.CharField(_("composite"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=24)
    met_standard = models.BooleanField(_("meets the standard"), null=True, blank=True)
    zone = models.CharField(max_length=10, blank=True)
    proposal = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["decision", "user"], name="standing_once")]
        indexes = [models.Index(fields=["user"], name="standing_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.rank}"
