"""The customer ledger: loan contracts with what the books say of them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.evidence.enums import Product
from lms.toolkit.random_ids import public_id as new_id

from ..enums import FiveCategory, Guarantee, Renewal, Repayment, Tier


class Contract(models.Model):
    """One loan under one contract. Balance, overdue days and category are the newest figures of ``ContractFigure``.

    One that was made at a payout bears the case's number until the books bring its own; what only the books know is empty till then.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="contracts")
    number = models.CharField(_("contract number"), max_length=40)
    customer = models.ForeignKey("operations.Customer", verbose_name=_("customer"), on_delete=models.PROTECT, related_name="contracts")
    case = models.ForeignKey(
        "operations.LoanCase", verbose_name=_("loan case"), null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account manager"), on_delete=models.PROTECT, related_name="contracts"
    )
    product = models.CharField(_("product"), max_length=12, choices=Product.choices)
    amount = models.DecimalField(_("contract amount"), max_digits=14, decimal_places=2)
    rate = models.DecimalField(_("annual rate in percent"), max_digits=6, decimal_places=3, null=True, blank=True)
    term_months = models.PositiveSmallIntegerField(_("term in months"))
    repayment = models.CharField(_("repayment"), max_length=16, choices=Repayment.choices)
    guarantee = models.CharField(_("secured by"), max_length=10, choices=Guarantee.choices)
    paid_on = models.DateField(_("first disbursed"))
    due_on = models.DateField(_("due on"))
    balance = models.DecimalField(_("balance"), max_digits=14, decimal_places=2)
    overdue_days = models.PositiveIntegerField(_("days overdue"), default=0)
    category = models.CharField(_("five-category classification"), max_length=12, choices=FiveCategory.choices, default=FiveCategory.NORMAL)
    figures_on = models.DateField(_("figures as of"))
    tier = models.CharField(_("tier"), max_length=10, choices=Tier.choices, default=Tier.ORDINARY)
    check_months = models.PositiveSmallIntegerField(_("months between checks"), default=3)
    checked_on = models.DateField(_("last check"), null=True, blank=True)
    next_check_on = models.DateField(_("next check"), null=True, blank=True)
    alert = models.CharField(_("warning sign"), max_length=120, blank=True)
    renewal = models.CharField(_("renewal"), max_length=8, choices=Renewal.choices, default=Renewal.UNKNOWN)
    referral = models.CharField(_("referred to or by"), max_length=60, blank=True)
    archive_number = models.CharField(_("archive number"), max_length=40, blank=True)
    made_by_key = models.CharField(max_length=32, blank=True)
    made_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ["due_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "number"], name="contract_number_once_per_bank"),
            models.CheckConstraint(condition=Q(amount__gt=Decimal(0)), name="contract_amount_positive"),
            models.CheckConstraint(
                condition=Q(balance__gte=Decimal(0)) & Q(balance__lte=F("amount")), name="contract_balance_within_amount"
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("paid_on")), name="contract_due_after_paid"),
        ]
        indexes = [models.Index(fields=["manager", "due_on"], name="contract_of_manager")]

    def __str__(self) -> str:
        return self.number


class ContractFigure(models.Model):
    """Balance, overdue days and category of a contract on one day, as reported. Never changed or deleted."""

    contract = models.ForeignKey("operations.Contract", on_delete=models.PROTECT, related_name="figures")
    as_of = models.DateField(_("as of"))
    balance = models.DecimalField(_("balance"), max_digits=14, decimal_places=2)
    overdue_days = models.PositiveIntegerField(_("days overdue"), default=0)
    category = models.CharField(_("five-category classification"), max_length=12, choices=FiveCategory.choices)
    by_key = models.CharField(max_length=32, blank=True)
    recorded_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("figures of a contract")
        verbose_name_plural = _("figures of contracts")
        ordering = ["contract", "as_of", "id"]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.as_of}"
