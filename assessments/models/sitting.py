"""A person's sitting of an exam: the questions as frozen at its start, and the key kept apart from them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit import random_ids

from ..enums import SittingState


class Sitting(models.Model):
    """One attempt. The server owns its clock: ``deadline_at`` is shown, answers are taken until ``accepts_until`` (deadline and grace).

    ``questions`` holds what the person sees, with opaque option tokens and no keys. ``server_seq`` counts the answers taken; the one
    statement that saves an answer checks state, owner and ``accepts_until`` in this row and raises the counter.
    ``score_vector`` has one decimal text per question, in the paper's order.
    """

    public_id = models.CharField(max_length=32, unique=True, default=random_ids.public_id, editable=False)
    exam = models.ForeignKey("assessments.Exam", on_delete=models.PROTECT, related_name="sittings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="sittings")
    attempt_no = models.PositiveSmallIntegerField(_("attempt"), default=1)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    deadline_at = models.DateTimeField(_("deadline"))
    accepts_until = models.DateTimeField()
    state = models.CharField(_("state"), max_length=10, choices=SittingState.choices, default=SittingState.OPEN)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    closed_reason = models.CharField(_("closed by"), max_length=20, blank=True)
    questions = models.JSONField(default=list)
    server_seq = models.PositiveIntegerField(default=0)
    ticket_nonce = models.CharField(max_length=32, default=random_ids.public_id)
    device_note = models.CharField(_("device"), max_length=200, blank=True)
    score_vector = models.JSONField(null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=8, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("out of"), max_digits=8, decimal_places=2)
    marked_at = models.DateTimeField(_("marked"), null=True, blank=True)
    evidence_id = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["exam", "user", "attempt_no"], name="sitting_attempt_once"),
            models.CheckConstraint(condition=models.Q(accepts_until__gte=models.F("deadline_at")), name="sitting_grace_not_negative"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=0, score__lte=models.F("maximum")),
                name="sitting_score_within_range",
            ),
        ]
        indexes = [
            models.Index(fields=["accepts_until"], condition=models.Q(state="open"), name="sitting_overdue"),
            models.Index(fields=["exam", "state"], name="sitting_of_exam"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.exam_id} #{self.attempt_no}"


class SittingKey(models.Model):
    """The key and marking rules of one sitting, frozen with its questions. Never changed: a regrade adds a row with its reason."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="keys", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    key = models.JSONField()
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by_key = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("key of a sitting")
        verbose_name_plural = _("keys of sittings")
        constraints = [models.UniqueConstraint(fields=["sitting", "number"], name="sitting_key_once")]

    def __str__(self) -> str:
        return f"{self.sitting_id} key {self.number}"
