"""The card: what one mentor saw of one trainee on one real case."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.enums import Entrustment
from lms.toolkit.random_ids import public_id

from ..enums import RedLine


class Observation(models.Model):
    """One card; never changed or deleted, a correction supersedes it and says why.

    ``level`` looks back (how much help was given), ``level_ahead`` looks ahead (how much will be needed): two fields that nobody
    averages. ``client_key`` comes from the phone, so that a card sent twice is one row. The sentence lies in ``evidence``, where it
    can be erased.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="observations")
    client_key = models.CharField(max_length=64)
    part = models.ForeignKey("operations.CasePart", on_delete=models.PROTECT, related_name="observations")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations_given")
    trainee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations_received")
    node = models.CharField(_("node"), max_length=20)
    observed_on = models.DateField(_("day of the work"))
    level = models.CharField(_("help given"), max_length=2, choices=Entrustment.choices)
    level_ahead = models.CharField(_("needed next time"), max_length=2, choices=Entrustment.choices)
    behaviours = models.JSONField(_("behaviours"), default=dict)
    red_line = models.BooleanField(_("red line"), default=False)
    red_line_kind = models.CharField(_("which red line"), max_length=12, choices=RedLine.choices, blank=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    mentor_level = models.CharField(max_length=2, choices=Entrustment.choices)
    seconds = models.PositiveIntegerField(_("seconds spent"), default=0)
    offline = models.BooleanField(_("written without network"), default=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    evidence = models.OneToOneField("evidence.Evidence", on_delete=models.PROTECT, related_name="observation")
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by")
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("observation card")
        verbose_name_plural = _("observation cards")
        ordering = ["-observed_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "client_key"], name="observation_sent_once"),
            models.UniqueConstraint(fields=["part"], condition=Q(supersedes__isnull=True), name="observation_one_card_per_part"),
            models.CheckConstraint(condition=~Q(mentor=F("trainee")), name="observation_by_another"),
            models.CheckConstraint(condition=Q(score__isnull=True) | Q(score__lte=100), name="observation_score_to_100"),
            models.CheckConstraint(condition=Q(red_line=False) | ~Q(red_line_kind=""), name="observation_names_its_red_line"),
            models.CheckConstraint(condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="observation_correction_says_why"),
        ]
        indexes = [
            models.Index(fields=["bank", "mentor", "observed_on"], name="observation_of_mentor"),
            models.Index(fields=["bank", "trainee", "observed_on"], name="observation_of_trainee"),
        ]

    def __str__(self) -> str:
        return f"{self.trainee_id} {self.node} {self.level}"


class ObservationNote(models.Model):
    """The trainee's own side of a part (观察笔记): what they saw, what they would do."""

    part = models.OneToOneField("operations.CasePart", on_delete=models.PROTECT, related_name="note")
    saw = models.TextField(_("what I saw"))
    would_do = models.TextField(_("what I would do"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("observation note")
        verbose_name_plural = _("observation notes")

    def __str__(self) -> str:
        return self.saw[:40]
