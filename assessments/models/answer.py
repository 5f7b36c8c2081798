"""Answers: every one received, and the one that counts now.

Saving an answer is one statement on PostgreSQL (raise the sitting's counter where it is open, owned and in time; insert the event;
upsert the current answer) and one IMMEDIATE transaction on SQLite. So both tables are narrow, and no changing column is indexed.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerEvent(models.Model):
    """One answer as received; never changed or deleted. A repeated request has the same ``idempotency_key`` and makes no second row."""

    sitting = models.ForeignKey("assessments.Sitting", on_delete=models.PROTECT, related_name="answer_events", db_index=False)
    position = models.PositiveSmallIntegerField(_("question"))
    client_seq = models.PositiveIntegerField()
    idempotency_key = models.CharField(max_length=64)
    server_seq = models.PositiveIntegerField()
    value = models.TextField(_("answer"), blank=True)
    flagged = models.BooleanField(_("flagged"), default=False)
    received_at = models.DateTimeField(_("received"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = _("answer received")
        verbose_name_plural = _("answers received")
        ordering = ["sitting", "server_seq"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "server_seq"], name="answer_event_in_order"),
            models.UniqueConstraint(fields=["sitting", "idempotency_key"], name="answer_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} #{self.position} @{self.server_seq}"


class AnswerCurrent(models.Model):
    """The answer that counts for one question of a sitting: the newest by the client's own sequence."""

    sitting = models.ForeignKey("assessments.Sitting", on_delete=models.PROTECT, related_name="answers", db_index=False)
    position = models.PositiveSmallIntegerField(_("question"))
    value = models.TextField(_("answer"), blank=True)
    flagged = models.BooleanField(_("flagged"), default=False)
    client_seq = models.PositiveIntegerField()
    server_seq = models.PositiveIntegerField()
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["sitting", "position"]
        constraints = [models.UniqueConstraint(fields=["sitting", "position"], name="answer_current_once")]

    def __str__(self) -> str:
        return f"{self.sitting_id} #{self.position}"


class EssayMark(models.Model):
    """One marker's judgement of one answer; rounds 1 and 2 are independent, 3 decides where they differ too much."""

    sitting = models.ForeignKey("assessments.Sitting", on_delete=models.PROTECT, related_name="essay_marks", db_index=False)
    position = models.PositiveSmallIntegerField(_("question"))
    marker = models.ForeignKey("people.User", verbose_name=_("marker"), on_delete=models.PROTECT, related_name="essay_marks")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)
    criteria = models.JSONField(_("criteria"), default=list, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    marked_at = models.DateTimeField(_("marked"))

    class Meta:
        verbose_name = _("essay mark")
        verbose_name_plural = _("essay marks")
        ordering = ["sitting", "position", "round"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "position", "marker"], name="essay_mark_once_per_marker"),
            models.UniqueConstraint(fields=["sitting", "position", "round"], name="essay_mark_once_per_round"),
            models.CheckConstraint(condition=models.Q(round__gte=1, round__lte=3), name="essay_mark_round_1_to_3"),
            models.CheckConstraint(condition=models.Q(points__gte=0), name="essay_mark_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} #{self.position} by {self.marker_id}"
