"""The secret address under which a person's calendar programme reads their timetable."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id


class CalendarFeed(models.Model):
    """One feed per person; a new token makes the old address worthless, an absent row closes it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    token = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    created_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"
