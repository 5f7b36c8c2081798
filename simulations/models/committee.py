"""A sitting of the review committee: who sits where, the agenda, and everything that happened in the room, in order."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.toolkit.random_ids import public_id

from ..enums import CommitteeMode, CommitteeRole, CommitteeState, ItemOutcome, Pace, Temperament
from .happening import Happening


class Committee(models.Model):
    """One sitting. ``rule`` is frozen when it is called; ``version`` is the number of its last event and moves with each."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="committees")
    cohort = models.ForeignKey(
        "cohorts.Cohort", verbose_name=_("cohort"), null=True, blank=True, on_delete=models.PROTECT, related_name="committees"
    )
    title = models.CharField(_("title"), max_length=120)
    place = models.CharField(_("place"), max_length=120, blank=True)
    mode = models.CharField(_("kind"), max_length=10, choices=CommitteeMode.choices, default=CommitteeMode.REHEARSAL)
    pace = models.CharField(_("pace"), max_length=10, choices=Pace.choices, default=Pace.BEGINNER)
    rule = models.JSONField(_("voting rule"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=CommitteeState.choices, default=CommitteeState.PLANNED)
    starts_at = models.DateTimeField(_("begins"))
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="committees_called")
    created_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("committee sitting")
        verbose_name_plural = _("committee sittings")
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["bank", "state"], name="committee_of_bank")]

    def __str__(self) -> str:
        return self.title


class CommitteeSeat(models.Model):
    """A place at the table: a person's, a scripted member's, or free until somebody of the class takes it."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField(_("seat"))
    role = models.CharField(pgettext_lazy("committee", "role"), max_length=14, choices=CommitteeRole.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="committee_seats",
    )
    temperament = models.CharField(_("temperament"), max_length=10, choices=Temperament.choices, blank=True)

    class Meta:
        verbose_name = _("seat of a committee")
        verbose_name_plural = _("seats of a committee")
        ordering = ["committee", "number"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="committee_seat_once"),
            models.UniqueConstraint(fields=["committee", "user"], condition=models.Q(user__isnull=False), name="committee_person_once"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) | models.Q(temperament=""), name="committee_seat_person_or_scripted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id} #{self.number} {self.role}"


class CommitteeItem(models.Model):
    """One case on the agenda, frozen as it was put there; the truth in it never leaves the server before the reveal."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("case"), max_length=120)
    case = models.JSONField(_("case file"))
    digest = models.CharField(max_length=80, editable=False)
    outcome = models.CharField(_("outcome"), max_length=12, choices=ItemOutcome.choices, blank=True)
    minutes_document = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("case of a committee sitting")
        verbose_name_plural = _("cases of a committee sitting")
        ordering = ["committee", "position"]
        constraints = [models.UniqueConstraint(fields=["committee", "position"], name="committee_item_once")]

    def __str__(self) -> str:
        return self.title


class CommitteeEvent(Happening):
    """One act in the committee room, about the case at position ``item``."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="events", db_index=False)
    item = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("act in a committee sitting")
        verbose_name_plural = _("acts in a committee sitting")
        ordering = ["committee", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "seq"], name="committee_event_in_order"),
            models.UniqueConstraint(fields=["committee", "key"], name="committee_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id} @{self.seq} {self.kind}"
