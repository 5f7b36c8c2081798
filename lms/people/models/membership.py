"""Who has which role where, and from when to when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Role


class Membership(models.Model):
    """A dated role of a person at one node of the tree."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        "people.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    confidentiality_acknowledged_at = models.DateTimeField(_("confidentiality acknowledged"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")), name="membership_ends_after_start"
            ),
            models.UniqueConstraint(fields=["user", "organisation", "role", "starts_on"], name="membership_once"),
        ]
        indexes = [models.Index(fields=["role", "organisation"], name="membership_role")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} @ {self.organisation_id}"

    @property
    def role_label(self) -> str:
        """For lists: Django's own display translates every role there is, for each row."""
        return str(Role(self.role).label)
