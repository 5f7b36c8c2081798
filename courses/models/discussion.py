"""Questions under a lesson, and their answers. A bank sees only its own, also under a shared lesson."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id


class Contribution(models.Model):
    """Something written under a lesson; hidden, never deleted, and the reason stays."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="%(class)ss")
    text = models.TextField(_("text"), max_length=2000)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    hidden_at = models.DateTimeField(_("hidden by staff"), null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hidden_reason = models.CharField(_("why it was hidden"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:40]


class LessonQuestion(Contribution):
    """Asked by somebody who takes the lesson."""

    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="lesson_questions")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, related_name="questions")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("question under a lesson")
        verbose_name_plural = _("questions under lessons")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["bank", "lesson"], name="lesson_question_place")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hidden_at__isnull=True) | ~models.Q(hidden_reason=""), name="hidden_question_says_why"
            )
        ]


class LessonAnswer(Contribution):
    """Given by an instructor or a fellow trainee."""

    question = models.ForeignKey(LessonQuestion, on_delete=models.PROTECT, related_name="answers")
    is_solution = models.BooleanField(_("answers the question"), default=False)

    class Meta:
        verbose_name = _("answer under a lesson")
        verbose_name_plural = _("answers under lessons")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(hidden_at__isnull=True) | ~models.Q(hidden_reason=""), name="hidden_answer_says_why")
        ]
