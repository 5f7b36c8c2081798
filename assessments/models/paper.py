"""Papers: a blueprint, and the questions drawn from it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import User
from lms.toolkit.random_ids import public_id

from ..enums import ExamKind, PaperState


class Paper(models.Model):
    """One paper of a bank; its items are frozen when it is published.

    ``blueprint`` lists rows of topic × difficulty × kind with how many and how many points; ``seed`` makes the draw repeatable.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(_("title"), max_length=120)
    code = models.CharField(_("code"), max_length=40)
    kind = models.CharField(_("kind"), max_length=8, choices=ExamKind.choices, default=ExamKind.EXAM)
    blueprint = models.JSONField(_("blueprint"), default=list, blank=True)
    seed = models.CharField(_("seed"), max_length=32, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=PaperState.choices, default=PaperState.DRAFT)
    total_points = models.DecimalField(_("total points"), max_digits=8, decimal_places=2, default=0)
    instructions = models.TextField(_("instructions"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="papers")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="papers_changed")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="papers_approved"
    )
    comment = models.TextField(_("comment"), blank=True)
    created_at = models.DateTimeField(_("made on"), default=timezone.now)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "code"], name="paper_code_once_per_bank"),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(author=models.F("approved_by")), name="paper_approved_by_another"
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | models.Q(changed_by__isnull=True)
                | ~models.Q(changed_by=models.F("approved_by")),
                name="paper_approved_by_no_writer",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_work_of(self, user: User) -> bool:
        """Whether ``user`` began the paper or changed it last: then somebody else approves it."""
        return user.pk in {self.author_id, self.changed_by_id}


class PaperItem(models.Model):
    """One question on a paper, in exactly one version."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("number"))
    section = models.CharField(_("section"), max_length=60, blank=True)
    question_version = models.ForeignKey("assessments.QuestionVersion", on_delete=models.PROTECT, related_name="paper_items")
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = _("question on a paper")
        verbose_name_plural = _("questions on a paper")
        ordering = ["paper", "position"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="paper_position_once"),
            models.UniqueConstraint(fields=["paper", "question_version"], name="paper_question_once"),
            models.CheckConstraint(condition=models.Q(points__gt=0), name="paper_points_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} #{self.position}"
