"""The folder of a case: what full mode keeps beside number, people and dates."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import PayMethod, Repayment, Resolution


class CaseFolder(models.Model):
    """One to one with a case. Lists and sheets are JSON of plain values; amounts in them are decimal strings in yuan."""

    case = models.OneToOneField("operations.LoanCase", on_delete=models.PROTECT, related_name="folder")
    customer = models.ForeignKey("operations.Customer", verbose_name=_("customer"), on_delete=models.PROTECT, related_name="folders")
    purpose = models.CharField(_("purpose of the loan"), max_length=120)
    term_months = models.PositiveSmallIntegerField(_("term in months"), default=12)
    repayment = models.CharField(_("repayment"), max_length=16, choices=Repayment.choices, default=Repayment.EQUAL_PAYMENT)
    admission = models.JSONField(_("admission checklist"), default=dict, blank=True)
    figures = models.JSONField(_("figures of the three statements"), default=dict, blank=True)
    checks = models.JSONField(_("cross-checks"), default=dict, blank=True)
    report = models.TextField(_("investigation report"), blank=True)
    second_view = models.TextField(_("the second's own view"), blank=True)
    second_agrees = models.BooleanField(_("the second agrees"), default=True)
    proposed_amount = models.DecimalField(_("proposed amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    committee_item = models.OneToOneField(
        "simulations.CommitteeItem", null=True, blank=True, on_delete=models.PROTECT, related_name="case_folder"
    )
    sittings = models.PositiveSmallIntegerField(default=0)
    resolution = models.CharField(_("resolution"), max_length=12, choices=Resolution.choices, blank=True)
    approved_amount = models.DecimalField(_("approved amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    approved_term = models.PositiveSmallIntegerField(_("approved term in months"), null=True, blank=True)
    paid_on = models.DateField(_("disbursed on"), null=True, blank=True)
    paid_amount = models.DecimalField(_("disbursed amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    pay_method = models.CharField(_("how it is paid out"), max_length=10, choices=PayMethod.choices, blank=True)
    matures_on = models.DateField(_("due on"), null=True, blank=True)
    overdue_since = models.DateField(_("overdue since"), null=True, blank=True)
    archive = models.JSONField(_("archive checklist"), default=dict, blank=True)
    review = models.TextField(_("looking back"), blank=True)
    repaid_on = models.DateField(
        _("repaid on"), null=True, blank=True, help_text=_("Entered by the office where the loan ends before its due day.")
    )
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kept by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="kept_folders",
        help_text=_("Who opened the folder answers for the milestones of the office."),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("cross review by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewed_folders",
        help_text=_("A colleague certified for reports who does not work on the case; nobody: the office."),
    )
    made_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("case folder")
        verbose_name_plural = _("case folders")
        constraints = [
            models.CheckConstraint(condition=Q(paid_amount__isnull=True) | Q(paid_amount__gt=Decimal(0)), name="folder_paid_positive"),
            models.CheckConstraint(
                condition=Q(matures_on__isnull=True) | Q(matures_on__gte=models.F("paid_on")), name="folder_matures_after_paid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"
