"""A mock investigation: whose it is, the case behind it, and everything that was done, in order."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.toolkit.random_ids import public_id

from ..enums import InvestigationRole, InvestigationState, Pairing
from .happening import Happening


class TeachingCase(models.Model):
    """A bank's own case in the published format, written by hand or made from a real one; checked whole before it is kept."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="teaching_cases")
    title = models.CharField(_("title"), max_length=120)
    source = models.CharField(_("where it comes from"), max_length=200, blank=True)
    file = models.JSONField(_("case file"))
    digest = models.CharField(max_length=80, editable=False)
    archived_at = models.DateTimeField(_("archived on"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="teaching_cases")
    created_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("teaching case")
        verbose_name_plural = _("teaching cases")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["bank", "digest"], name="teaching_case_once")]

    def __str__(self) -> str:
        return self.title


class InvestigationExercise(models.Model):
    """What a class is given: a case each of the same difficulty, or one case for all, within a time."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="investigation_exercises")
    cohort = models.ForeignKey("cohorts.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="investigation_exercises")
    title = models.CharField(_("title"), max_length=120)
    level = models.PositiveSmallIntegerField(_("difficulty"), default=1)
    pairing = models.CharField(_("who works together"), max_length=5, choices=Pairing.choices, default=Pairing.ALONE)
    same_case = models.BooleanField(_("one case for all"), default=False)
    opens_at = models.DateTimeField(_("opens"))
    due_at = models.DateTimeField(_("due"))
    rule = models.JSONField(_("scoring rule"))
    seed = models.PositiveBigIntegerField()
    plan = models.JSONField(_("parallel forms"), default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="investigation_exercises")
    created_at = models.DateTimeField(_("made on"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("investigation exercise")
        verbose_name_plural = _("investigation exercises")
        ordering = ["-opens_at", "-id"]

    def __str__(self) -> str:
        return self.title


class Investigation(models.Model):
    """One visit to one business. ``case`` holds the truth and never leaves the server before the debrief; ``version`` is the
    number of the last act. ``rule`` is the scoring rule in force when it began."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="investigations")
    cohort = models.ForeignKey("cohorts.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="investigations")
    exercise = models.ForeignKey(
        InvestigationExercise,
        verbose_name=_("exercise"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="investigations",
    )
    title = models.CharField(_("case"), max_length=120)
    trade = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField(_("difficulty"), default=1)
    seed = models.PositiveBigIntegerField(null=True, blank=True)
    case = models.JSONField(_("case file"))
    digest = models.CharField(max_length=80, editable=False)
    rule = models.JSONField(_("scoring rule"))
    budget = models.PositiveSmallIntegerField(_("time budget"), help_text=_("minutes"))
    state = models.CharField(max_length=10, choices=InvestigationState.choices, default=InvestigationState.OPEN)
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="investigations_made")
    created_at = models.DateTimeField(_("made on"), default=timezone.now)
    handed_in_at = models.DateTimeField(_("handed in on"), null=True, blank=True)
    score = models.JSONField(_("score"), null=True, blank=True)
    total = models.DecimalField(_("points"), max_digits=5, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    report_document = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("mock investigation")
        verbose_name_plural = _("mock investigations")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["bank", "state"], name="investigation_of_bank")]

    def __str__(self) -> str:
        return self.title


class InvestigationSeat(models.Model):
    """Who works on it: A alone, or A and B."""

    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(pgettext_lazy("investigation", "role"), max_length=6, choices=InvestigationRole.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="investigation_seats")

    class Meta:
        verbose_name = _("seat of an investigation")
        verbose_name_plural = _("seats of an investigation")
        ordering = ["investigation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["investigation", "number"], name="investigation_seat_once"),
            models.UniqueConstraint(fields=["investigation", "user"], name="investigation_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.investigation_id} #{self.number} {self.role}"


class InvestigationAct(Happening):
    """One thing done in an investigation."""

    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="acts", db_index=False)

    class Meta:
        verbose_name = _("act in an investigation")
        verbose_name_plural = _("acts in an investigation")
        ordering = ["investigation", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["investigation", "seq"], name="investigation_act_in_order"),
            models.UniqueConstraint(fields=["investigation", "key"], name="investigation_act_once"),
        ]

    def __str__(self) -> str:
        return f"{self.investigation_id} @{self.seq} {self.kind}"
