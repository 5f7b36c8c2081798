"""Which cohort takes which course, and how far each person is."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import OpenedBy


class CourseOffering(models.Model):
    """A course as one cohort takes it."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="course_offerings")
    cohort = models.ForeignKey("cohorts.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="course_offerings")
    course = models.ForeignKey("courses.CoursePage", verbose_name=_("course"), on_delete=models.PROTECT, related_name="offerings")
    opened_by = models.CharField(_("opened by"), max_length=10, choices=OpenedBy.choices, default=OpenedBy.DATE)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    required = models.BooleanField(_("compulsory"), default=True)

    class Meta:
        verbose_name = _("course of a cohort")
        verbose_name_plural = _("courses of a cohort")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "course"], name="course_once_per_cohort"),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True) | models.Q(closes_at__isnull=True) | models.Q(closes_at__gt=models.F("opens_at")),
                name="course_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} @ {self.cohort_id}"


class LessonProgress(models.Model):
    """One person in one lesson. ``seen`` holds section ids; ``quiz`` per question number whether the first and the last try were right."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lesson_progress")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, related_name="progress_rows")
    revision_id = models.BigIntegerField(_("version read"), null=True, blank=True)
    seen = models.JSONField(default=list)
    quiz = models.JSONField(default=dict)
    position = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    touched_at = models.DateTimeField(_("last read"), default=timezone.now)
    completed_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("progress in a lesson")
        verbose_name_plural = _("progress in lessons")
        constraints = [models.UniqueConstraint(fields=["user", "lesson"], name="lesson_progress_once")]
        indexes = [models.Index(fields=["user", "-touched_at"], name="lesson_progress_latest")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.lesson_id}"


class CourseCompletion(models.Model):
    """A person has finished every lesson of a course; lessons added later don't take it back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="course_completions")
    course_code = models.CharField(max_length=20)
    course = models.ForeignKey("courses.CoursePage", on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(_("done"), default=timezone.now)

    class Meta:
        verbose_name = _("finished course")
        verbose_name_plural = _("finished courses")
        constraints = [models.UniqueConstraint(fields=["user", "course_code"], name="course_completed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.course_code}"


class LessonNote(models.Model):
    """A person's private notes beside a lesson; nobody else reads them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lesson_notes")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("notes"), blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.UniqueConstraint(fields=["user", "lesson"], name="lesson_note_once")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.lesson_id}"
