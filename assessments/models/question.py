"""The question bank: a question, and its versions."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import Difficulty, QuestionKind, ReviewState


class Question(models.Model):
    """One question of a bank, or of the shared library where ``bank`` is empty.

    ``state`` says what the question as a whole may be used for: approved as soon as one version is, whatever newer versions wait for.
    ``current_version`` is the newest approved version; before there is one, simply the newest.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey(
        "people.Organisation", verbose_name=_("bank"), null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    code = models.CharField(_("number"), max_length=40)
    kind = models.CharField(_("question type"), max_length=10, choices=QuestionKind.choices)
    topic = models.ForeignKey("evidence.Competency", verbose_name=_("topic"), on_delete=models.PROTECT, related_name="questions")
    state = models.CharField(_("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT)
    current_version = models.OneToOneField(
        "assessments.QuestionVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="current_of"
    )
    search_tokens = models.TextField(blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="questions_created"
    )
    created_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "code"], condition=models.Q(bank__isnull=False), name="question_code_once_per_bank"),
            models.UniqueConstraint(fields=["code"], condition=models.Q(bank__isnull=True), name="question_code_once_in_library"),
        ]
        indexes = [models.Index(fields=["bank", "state", "topic", "kind"], name="question_choice")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_shared(self) -> bool:
        return self.bank_id is None


class QuestionVersion(models.Model):
    """One wording of a question with its key. Once approved it never changes (the database refuses): a change is a new version.

    ``options`` is shown to trainees; ``key``, ``marking`` and ``explanation`` never leave the server before results are released.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    stem = models.TextField(_("stem"))
    options = models.JSONField(_("options"), default=list, blank=True)
    key = models.JSONField(_("key"), default=dict, blank=True)
    marking = models.JSONField(_("marking"), default=dict, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), choices=Difficulty.choices, default=Difficulty.EASY)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)
    state = models.CharField(_("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="question_versions")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="question_versions_reviewed"
    )
    reviewed_at = models.DateTimeField(_("reviewed on"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    created_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_once"),
            models.CheckConstraint(condition=models.Q(difficulty__gte=1, difficulty__lte=3), name="question_difficulty_1_to_3"),
            models.CheckConstraint(condition=models.Q(points__gt=0), name="question_points_positive"),
            models.CheckConstraint(
                condition=models.Q(author__isnull=True) | models.Q(reviewer__isnull=True) | ~models.Q(author=models.F("reviewer")),
                name="question_reviewed_by_another",
            ),
        ]
        indexes = [models.Index(fields=["state"], condition=models.Q(state="in_review"), name="question_version_waiting")]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"
