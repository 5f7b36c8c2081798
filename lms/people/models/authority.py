"""Authority: what a person may do at a node of the credit process, within which limits, until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import AuthorityEnd, Entrustment


class Authority(models.Model):
    """One grant. A change of level or limit ends the row and makes another, so that the past can be asked as well.

    ``products`` empty means every product; ``amount_limit`` None means no limit of its own. ``used_on`` is the last day on which
    the person did this node's work; disuse counts from it, or from the first day of the grant.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="authorities")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="authorities")
    node = models.CharField(_("node"), max_length=20)
    level = models.CharField(_("entrusted level"), max_length=2, choices=Entrustment.choices)
    amount_limit = models.DecimalField(_("amount limit"), max_digits=14, decimal_places=2, null=True, blank=True)
    products = models.JSONField(_("products"), default=list, blank=True)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    disuse_days = models.PositiveIntegerField(_("days without use after which it lapses"), null=True, blank=True)
    used_on = models.DateField(_("last used"), null=True, blank=True)
    certificate = models.CharField(_("certificate number"), max_length=40, blank=True)
    decision = models.CharField(max_length=32, blank=True)
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    suspended_reason = models.CharField(_("why it is suspended"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_how = models.CharField(_("how it ended"), max_length=12, choices=AuthorityEnd.choices, blank=True)
    ended_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    granted_by_key = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["user", "node", "-starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "node"], condition=Q(ended_at__isnull=True), name="authority_one_per_node"),
            models.CheckConstraint(condition=Q(ended_at__isnull=True) | ~Q(ended_how=""), name="authority_says_how_it_ended"),
            models.CheckConstraint(condition=Q(suspended_at__isnull=True) | ~Q(suspended_reason=""), name="authority_says_why_suspended"),
        ]
        indexes = [models.Index(fields=["bank", "node"], name="authority_of_bank")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.node} {self.level}"
