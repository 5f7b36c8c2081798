"""After the loan is paid out: checks in three columns, and the timetable of an overdue loan."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id as new_id

from ..enums import CheckKind, Finding


class MonitoringCheck(models.Model):
    """One check after disbursement: what the money went for, how the business goes, how the family is."""

    public_id = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    case = models.ForeignKey("operations.LoanCase", on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(_("kind"), max_length=8, choices=CheckKind.choices)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("checked by"), null=True, blank=True, on_delete=models.PROTECT, related_name="case_checks"
    )
    purpose = models.CharField(_("use of the money"), max_length=500, blank=True)
    business = models.CharField(_("the business"), max_length=500, blank=True)
    family = models.CharField(_("the family"), max_length=500, blank=True)
    finding = models.CharField(_("finding"), max_length=10, choices=Finding.choices, blank=True)
    recorded_at = models.DateTimeField(_("entered"), null=True, blank=True)

    class Meta:
        verbose_name = _("check after disbursement")
        verbose_name_plural = _("checks after disbursement")
        ordering = ["case", "due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(done_on__isnull=True) | ~Q(finding=""), name="monitoring_done_has_finding"),
        ]
        indexes = [models.Index(fields=["done_on", "due_on"], name="monitoring_due")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.due_on}"


class OverdueStep(models.Model):
    """One day of the timetable that begins when a payment is missed."""

    public_id = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    case = models.ForeignKey("operations.LoanCase", on_delete=models.PROTECT, related_name="overdue_steps")
    since = models.DateField(_("overdue since"))
    day = models.PositiveSmallIntegerField(_("day"))
    due_on = models.DateField(_("due on"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("done by"), null=True, blank=True, on_delete=models.PROTECT, related_name="overdue_steps"
    )
    note = models.CharField(_("what was said and agreed"), max_length=500, blank=True)
    cancelled_at = models.DateTimeField(_("paid up"), null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("overdue step")
        verbose_name_plural = _("overdue steps")
        ordering = ["case", "since", "day"]
        constraints = [models.UniqueConstraint(fields=["case", "since", "day"], name="overdue_step_once")]

    def __str__(self) -> str:
        return f"{self.case_id} D+{self.day}"
