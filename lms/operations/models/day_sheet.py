"""The daily monitoring sheet: one person's day, and the reports made of days."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.toolkit.random_ids import public_id as new_id

from ..enums import ReportPeriod, Shift


class DaySheet(models.Model):
    """What a person wrote about a day. ``figures`` are the day's counts as they stood when it was closed, empty until then."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="day_sheets")
    day = models.DateField(_("day"))
    shift = models.CharField(_("shift"), max_length=10, choices=Shift.choices, default=Shift.FULL)
    planned_visits = models.PositiveSmallIntegerField(_("visits planned"), default=0)
    plan = models.CharField(_("plan of the day"), max_length=500, blank=True)
    meeting = models.CharField(_("morning meeting"), max_length=500, blank=True)
    problems = models.CharField(_("problems"), max_length=500, blank=True)
    support = models.CharField(_("support needed"), max_length=500, blank=True)
    figures = models.JSONField(default=dict, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    comment = models.CharField(_("supervisor's comment"), max_length=500, blank=True)
    commented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="commented_day_sheets"
    )
    commented_at = models.DateTimeField(_("commented"), null=True, blank=True)

    class Meta:
        verbose_name = _("daily monitoring sheet")
        verbose_name_plural = _("daily monitoring sheets")
        ordering = ["-day", "user"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="day_sheet_once")]
        indexes = [models.Index(fields=["day"], name="day_sheet_of_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class LedgerReport(models.Model):
    """A weekly or monthly report as it was made, for the people its maker could see; both files are filed documents."""

    public_id = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="ledger_reports")
    period = models.CharField(pgettext_lazy("report", "period"), max_length=6, choices=ReportPeriod.choices)
    first = models.DateField(_("from"))
    last = models.DateField(_("until"))
    people = models.PositiveIntegerField(_("people"), default=0)
    pdf_document = models.CharField(max_length=32, editable=False)
    sheet_document = models.CharField(max_length=32, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="ledger_reports"
    )
    made_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("ledger report")
        verbose_name_plural = _("ledger reports")
        ordering = ["-made_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="ledger_report_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.period} {self.first}"
