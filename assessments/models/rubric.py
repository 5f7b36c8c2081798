"""Rubrics, and what several raters say with them about one person."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit import random_ids

from ..enums import RatingTaskState, RubricPurpose, RubricState


class Rubric(models.Model):
    """A scoring sheet (评分表). A version in force never changes: a change is a new version under the same code."""

    public_id = models.CharField(max_length=32, unique=True, default=random_ids.public_id, editable=False)
    bank = models.ForeignKey(
        "people.Organisation", verbose_name=_("bank"), null=True, blank=True, on_delete=models.PROTECT, related_name="rubrics"
    )
    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=14, choices=RubricPurpose.choices)
    criteria = models.JSONField(_("criteria"), default=list)
    scale = models.JSONField(_("scale"), default=dict, blank=True)
    red_lines = models.JSONField(_("red lines"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RubricState.choices, default=RubricState.DRAFT)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="rubrics")
    created_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "code", "version"], condition=models.Q(bank__isnull=False), name="rubric_version_once_per_bank"
            ),
            models.UniqueConstraint(
                fields=["code", "version"], condition=models.Q(bank__isnull=True), name="rubric_version_once_in_library"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RatingTask(models.Model):
    """One performance of one trainee, to be rated with one rubric by the raters named; those asked for together share ``batch``."""

    public_id = models.CharField(max_length=32, unique=True, default=random_ids.public_id, editable=False)
    batch = models.CharField(max_length=32, default=random_ids.public_id, db_index=True, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="rating_tasks")
    cohort = models.ForeignKey("cohorts.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="rating_tasks")
    rubric = models.ForeignKey(Rubric, verbose_name=_("rubric"), on_delete=models.PROTECT, related_name="tasks")
    subject = models.ForeignKey("cohorts.Enrolment", verbose_name=_("trainee"), on_delete=models.PROTECT, related_name="rating_tasks")
    title = models.CharField(_("title"), max_length=120)
    happened_on = models.DateField(_("day"))
    raters = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("raters"), related_name="rating_tasks")
    state = models.CharField(_("state"), max_length=8, choices=RatingTaskState.choices, default=RatingTaskState.OPEN)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rating_tasks_created")
    created_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("rating task")
        verbose_name_plural = _("rating tasks")
        ordering = ["-happened_on", "-id"]
        indexes = [models.Index(fields=["cohort", "state"], name="rating_task_of_cohort")]

    def __str__(self) -> str:
        return self.title


class Rating(models.Model):
    """One rater's judgement; every rater's is kept, and each is its own row in the ledger."""

    task = models.ForeignKey(RatingTask, on_delete=models.PROTECT, related_name="ratings")
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("rater"), on_delete=models.PROTECT, related_name="ratings")
    scores = models.JSONField(_("scores"), default=dict)
    total = models.DecimalField(_("total"), max_digits=8, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("out of"), max_digits=8, decimal_places=2)
    red_lines = models.JSONField(_("red lines crossed"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    evidence_id = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["task", "id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "rater"], name="rating_once_per_rater"),
            models.CheckConstraint(
                condition=models.Q(total__isnull=True) | models.Q(total__gte=0, total__lte=models.F("maximum")),
                name="rating_total_within_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} by {self.rater_id}"
