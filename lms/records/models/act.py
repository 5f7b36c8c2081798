"""The log of acts: who did what to what, and when."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import Verb

CONTENT_VERSION = 2
"""Of what the digest covers; the first version had no ``recorded_at``, and rows written under it keep their digests."""


class Act(models.Model):
    """One act. People and organisations appear as opaque keys only; rows are never changed or deleted.

    ``happened_at`` follows the clock an action was given; ``recorded_at`` is the server's own time of writing,
    empty only in rows older than the column.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    organisation_key = models.CharField(_("organisation"), max_length=32, db_index=True)
    actor_key = models.CharField(_("actor"), max_length=32, blank=True)
    verb = models.CharField(_("act"), max_length=20, choices=Verb.choices)
    object_kind = models.CharField(_("kind of object"), max_length=60)
    object_id = models.CharField(_("object"), max_length=64, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    happened_at = models.DateTimeField(_("when"), default=timezone.now)
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True, editable=False)
    digest = models.CharField(max_length=80, editable=False)

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_kind", "object_id"], name="act_object"),
            models.Index(fields=["organisation_key", "-happened_at"], name="act_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_id}"

    def content(self) -> dict[str, object]:
        """What the digest covers, under the version in which the row was written."""
        covered: dict[str, object] = {
            "id": self.public_id,
            "organisation": self.organisation_key,
            "actor": self.actor_key,
            "verb": self.verb,
            "object": [self.object_kind, self.object_id],
            "details": self.details,
            "reason": self.reason,
            "happened_at": _plain(self.happened_at),
        }
        if self.recorded_at is not None:
            covered |= {"version": CONTENT_VERSION, "recorded_at": _plain(self.recorded_at)}
        return covered


def _plain(moment: datetime) -> str:
    return moment.astimezone(timezone.get_fixed_timezone(0)).isoformat()
