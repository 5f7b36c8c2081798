"""Exams: a paper, put before a cohort in a window of time."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import ExamKind, ExamState, ResultsState


class Exam(models.Model):
    """One exam. ``open`` is derived from the clock and never stored; ``counts_for`` tells trainees what the result is used for."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="exams")
    cohort = models.ForeignKey(
        "cohorts.Cohort", verbose_name=_("cohort"), null=True, blank=True, on_delete=models.PROTECT, related_name="exams"
    )
    paper = models.ForeignKey("assessments.Paper", verbose_name=_("paper"), on_delete=models.PROTECT, related_name="exams")
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=8, choices=ExamKind.choices, default=ExamKind.EXAM)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    duration_minutes = models.PositiveSmallIntegerField(_("duration in minutes"))
    attempts_allowed = models.PositiveSmallIntegerField(_("attempts"), default=1)
    shuffle_questions = models.BooleanField(_("shuffle the questions"), default=True)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=True)
    pass_mark = models.DecimalField(_("pass mark in per cent"), max_digits=5, decimal_places=2, default=Decimal(60))
    grace_seconds = models.PositiveSmallIntegerField(_("seconds of grace"), default=30)
    results = models.CharField(_("results"), max_length=8, choices=ResultsState.choices, default=ResultsState.HIDDEN)
    released_at = models.DateTimeField(_("released on"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="exams_released"
    )
    show_answers_after_release = models.BooleanField(_("show keys and explanations after the release"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=ExamState.choices, default=ExamState.DRAFT)
    cancelled_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    instructions = models.TextField(_("instructions"), blank=True)
    counts_for = models.CharField(_("what it counts for"), max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exams_created")
    created_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("exam")
        verbose_name_plural = _("exams")
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="exam_closes_after_opening"),
            models.CheckConstraint(condition=models.Q(duration_minutes__gt=0), name="exam_takes_time"),
            models.CheckConstraint(condition=models.Q(attempts_allowed__gt=0), name="exam_allows_an_attempt"),
            models.CheckConstraint(condition=models.Q(pass_mark__gte=0, pass_mark__lte=100), name="exam_pass_mark_is_a_percentage"),
            models.CheckConstraint(condition=~models.Q(state="open"), name="exam_open_is_derived"),
        ]
        indexes = [models.Index(fields=["cohort", "state"], name="exam_of_cohort")]

    def __str__(self) -> str:
        return self.title


class ExamAccommodation(models.Model):
    """More time or another attempt for one person, with the reason."""

    exam = models.ForeignKey(Exam, on_delete=models.CASCADE, related_name="accommodations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="accommodations")
    extra_percent = models.PositiveSmallIntegerField(_("extra time in per cent"), default=0)
    extra_minutes = models.PositiveSmallIntegerField(_("extra minutes"), default=0)
    extra_attempts = models.PositiveSmallIntegerField(_("extra attempts"), default=0)
    reason = models.CharField(_("reason"), max_length=300)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="accommodations_approved")
    created_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("accommodation")
        verbose_name_plural = _("accommodations")
        constraints = [models.UniqueConstraint(fields=["exam", "user"], name="accommodation_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.exam_id}"
