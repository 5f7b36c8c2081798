"""The ladder 见习 / 初级 / 中级 / 高级, dated."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Level


class LevelHeld(models.Model):
    """A level a person holds from a day on; the newest one counts."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="levels")
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    starts_on = models.DateField(_("from"))

    class Meta:
        verbose_name = _("level held")
        verbose_name_plural = _("levels held")
        ordering = ["-starts_on", "-id"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.level}"
