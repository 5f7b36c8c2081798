"""The grid of areas a bank markets in, and who looks after which."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id as new_id


class GridArea(models.Model):
    """One field of the map: a street, a market, a village. ``row`` and ``column`` are its place on the drawn grid of its branch."""

    public_id = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="grid_areas")
    branch = models.ForeignKey("people.Organisation", verbose_name=_("branch"), on_delete=models.PROTECT, related_name="branch_grid_areas")
    name = models.CharField(_("area"), max_length=40)
    row = models.PositiveSmallIntegerField(_("row"))
    column = models.PositiveSmallIntegerField(_("column"))
    merchants = models.PositiveIntegerField(_("businesses in the area"), default=0)
    retired_on = models.DateField(_("given up on"), null=True, blank=True)

    class Meta:
        verbose_name = _("grid area")
        verbose_name_plural = _("grid areas")
        ordering = ["branch", "row", "column"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "row", "column"], condition=Q(retired_on__isnull=True), name="grid_area_one_per_place"
            ),
            models.UniqueConstraint(fields=["branch", "name"], condition=Q(retired_on__isnull=True), name="grid_area_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class GridAssignment(models.Model):
    """Who looks after an area from when to when."""

    area = models.ForeignKey("operations.GridArea", on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="grid_assignments")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment of an area")
        verbose_name_plural = _("assignments of areas")
        ordering = ["area", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="grid_assignment_ends_after_start"
            ),
            models.UniqueConstraint(fields=["area", "user"], condition=Q(ends_on__isnull=True), name="grid_assignment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.user_id}"
