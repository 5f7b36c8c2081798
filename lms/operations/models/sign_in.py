"""Being there: each investigator signs in on site."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.enums import CaseRole


class SiteSignIn(models.Model):
    """One arrival at the customer's. Coordinates are kept to about a kilometre: enough to doubt, too little to follow somebody."""

    case = models.ForeignKey("operations.LoanCase", on_delete=models.PROTECT, related_name="sign_ins")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_sign_ins")
    role = models.CharField(_("signs in as"), max_length=10, choices=CaseRole.choices)
    signed_at = models.DateTimeField(_("signed in"), default=timezone.now)
    latitude = models.DecimalField(_("latitude"), max_digits=5, decimal_places=2, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=5, decimal_places=2, null=True, blank=True)
    place = models.CharField(_("place"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("sign-in on site")
        verbose_name_plural = _("sign-ins on site")
        ordering = ["case", "signed_at"]
        indexes = [models.Index(fields=["user", "signed_at"], name="site_sign_in_of_person")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id} {self.signed_at:%Y-%m-%d %H:%M}"
