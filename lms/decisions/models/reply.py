"""Replies, appeals and requests for a human decision, each with its written answer."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import ReplyKind


class Reply(models.Model):
    """What a person wrote about their published result; never changed or deleted."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="replies")
    standing = models.ForeignKey("decisions.Standing", on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(_("kind"), max_length=16, choices=ReplyKind.choices)
    text = models.TextField(_("text"))
    filed_at = models.DateTimeField(_("filed"), default=timezone.now)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["filed_at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.standing_id}"


class Answer(models.Model):
    """The written answer to a reply; never changed or deleted."""

    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField(_("answer"))
    upheld = models.BooleanField(_("upheld"), default=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="answered_replies")
    answered_at = models.DateTimeField(_("answered on"), default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("written answers")
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="answer_is_written")]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.upheld}"
