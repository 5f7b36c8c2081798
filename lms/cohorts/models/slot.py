"""The timetable: rooms and slots."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import SlotState


class Room(models.Model):
    """A room a bank teaches in."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(_("name"), max_length=80)
    capacity = models.PositiveSmallIntegerField(_("places"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["bank", "name"], name="room_name_once_per_bank")]

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """One slot of the timetable; what is taught is a kind and an id, or just a title."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey("cohorts.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.ForeignKey(Room, verbose_name=_("room"), null=True, blank=True, on_delete=models.PROTECT, related_name="slots")
    meeting_url = models.URLField(_("meeting link"), max_length=500, blank=True, validators=[URLValidator(schemes=["https"])])
    instructor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("instructor"), null=True, blank=True, on_delete=models.PROTECT, related_name="taught_slots"
    )
    activity_kind = models.CharField(_("kind of activity"), max_length=30, blank=True)
    activity_id = models.CharField(_("activity"), max_length=64, blank=True)
    title = models.CharField(_("what is taught"), max_length=150, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SlotState.choices, default=SlotState.PLANNED)
    needs_attendance = models.BooleanField(_("attendance is taken"), default=True)
    check_in_secret = models.CharField(max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField(_("check-in opened"), null=True, blank=True)
    settled_at = models.DateTimeField(_("attendance settled"), null=True, blank=True)
    settled_by_key = models.CharField(max_length=32, blank=True)
    cancelled_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    # Calendars that subscribe tell a changed event from a new one by these two.
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="slot_ends_after_start"),
        ]
        indexes = [
            models.Index(fields=["cohort", "starts_at"], name="slot_of_cohort"),
            models.Index(fields=["instructor", "starts_at"], name="slot_of_instructor"),
            models.Index(fields=["room", "starts_at"], name="slot_in_room"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.starts_at:%Y-%m-%d %H:%M}"
