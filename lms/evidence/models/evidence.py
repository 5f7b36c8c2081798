"""The ledger: one row is one fact about one person."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..domain.content import covered, plain_decimal, plain_moment
from ..enums import EvidenceKind, EvidenceStatus


class Evidence(models.Model):
    """A fact; never changed or deleted. A correction is a new row that supersedes this one and says why.

    ``person_key`` and ``rater_key`` are opaque; ``details`` carries what a decision needs and nothing else has
    (an exam: ``reliability``, ``items`` = item score vector; no names, no free text).
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="evidence")
    person_key = models.CharField(_("person"), max_length=32)
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind.choices)
    competency = models.ForeignKey("evidence.Competency", null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    status = models.CharField(_("status"), max_length=12, choices=EvidenceStatus.choices, default=EvidenceStatus.SCORED)
    raw = models.DecimalField(_("score"), max_digits=12, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField(_("out of"), max_digits=12, decimal_places=4, null=True, blank=True)
    level = models.CharField(_("level"), max_length=20, blank=True)
    level_ahead = models.CharField(_("level needed next time"), max_length=20, blank=True)
    scale = models.CharField(_("scale"), max_length=40, blank=True)
    rater_key = models.CharField(_("rater"), max_length=32, blank=True)
    source_kind = models.CharField(_("source"), max_length=40)
    source_id = models.CharField(max_length=32)
    source_version = models.CharField(max_length=40, blank=True)
    happened_at = models.DateTimeField(_("happened"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    details = models.JSONField(default=dict)
    note_commitment = models.CharField(max_length=80, blank=True)
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by")
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    digest = models.CharField(max_length=80, editable=False)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["happened_at", "id"]
        indexes = [
            models.Index(fields=["bank", "person_key", "kind"], name="evidence_person"),
            models.Index(fields=["source_kind", "source_id"], name="evidence_source"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(raw__isnull=True) | (models.Q(raw__gte=0) & models.Q(raw__lte=models.F("maximum"))),
                name="evidence_score_within_range",
            ),
            models.CheckConstraint(condition=models.Q(supersedes__isnull=True) | ~models.Q(reason=""), name="evidence_correction_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    def content(self) -> dict[str, object]:
        """What the digest covers, from the row as it is now."""
        return covered(
            {
                "id": self.public_id,
                "organisation": self.bank.public_id,
                "person": self.person_key,
                "kind": self.kind,
                "competency": self.competency.code if self.competency else None,
                "status": self.status,
                "raw": plain_decimal(self.raw),
                "maximum": plain_decimal(self.maximum),
                "level": self.level,
                "scale": self.scale,
                "level_ahead": self.level_ahead,
                "rater": self.rater_key,
                "source": [self.source_kind, self.source_id],
                "source_version": self.source_version,
                "happened_at": plain_moment(self.happened_at),
                "recorded_at": plain_moment(self.recorded_at),
                "details": self.details,
                "note": self.note_commitment,
                "supersedes": self.supersedes.public_id if self.supersedes else None,
                "reason": self.reason,
            }
        )


class EvidenceNote(models.Model):
    """Free text of a row, outside the digest so that it can be erased; the row keeps its commitment."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="note")
    salt = models.CharField(max_length=32, default=public_id)
    text = models.TextField(_("note"))
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text[:40]
