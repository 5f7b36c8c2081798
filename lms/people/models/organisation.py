"""The organisation tree: 省联社 → 农商行 → 事业部/支行 → 小组."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import OrganisationKind


class Organisation(models.Model):
    """One node. The tenant is the bank; ``bank`` of a node below it names that bank, of a bank itself."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind.choices)
    code = models.CharField(
        _("sign-in code"),
        max_length=30,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("Use small letters, digits and hyphens only."))],
        help_text=_("What people of this bank type as their organisation when they sign in."),
    )
    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    bank = models.ForeignKey("self", verbose_name=_("bank"), null=True, blank=True, on_delete=models.PROTECT, related_name="nodes")
    path = models.CharField(max_length=200, db_index=True, editable=False, default="")
    brand_name = models.CharField(_("brand name"), max_length=40, blank=True)
    brand_logo = models.FileField(_("logo"), upload_to="brand/", blank=True)
    brand_accent = models.CharField(_("accent colour"), max_length=20, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="organisation_name_once_per_parent"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def is_bank(self) -> bool:
        return self.kind == OrganisationKind.BANK
