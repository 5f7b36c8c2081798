"""A real loan case, as much of it as every mode knows."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.evidence.enums import Industry, Product
from lms.toolkit.random_ids import public_id as new_id

from ..enums import AmountBand, CaseSource, CaseState, Difficulty


class LoanCase(models.Model):
    """Number, people, dates, masked trade and amount band; no customer's name. What full mode adds hangs on it.

    ``node`` is where the case stands now, as a code of the competency tree; ``amount`` is known in full mode or from the bank's system.
    ``key`` stands for the case in evidence and never tells its number.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    key = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="loan_cases")
    number = models.CharField(_("case number"), max_length=40)
    source = models.CharField(_("source"), max_length=8, choices=CaseSource.choices, default=CaseSource.TYPED)
    branch = models.ForeignKey(
        "people.Organisation", verbose_name=_("branch"), null=True, blank=True, on_delete=models.PROTECT, related_name="branch_loan_cases"
    )
    industry = models.CharField(_("trade"), max_length=12, choices=Industry.choices)
    product = models.CharField(_("product"), max_length=12, choices=Product.choices)
    amount_band = models.CharField(_("amount"), max_length=10, choices=AmountBand.choices)
    amount = models.DecimalField(_("amount applied for"), max_digits=14, decimal_places=2, null=True, blank=True)
    difficulty = models.CharField(_("difficulty"), max_length=8, choices=Difficulty.choices, default=Difficulty.MEDIUM)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=CaseState.choices, default=CaseState.OPEN)
    node = models.CharField(_("node"), max_length=20, default="acceptance")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("lead (A)"), null=True, blank=True, on_delete=models.PROTECT, related_name="led_cases"
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("second (B)"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seconded_cases",
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("mentor who answers for the lead"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supervised_cases",
    )
    opened_on = models.DateField(_("opened"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    closed_reason = models.CharField(_("why it was closed"), max_length=300, blank=True)
    reported_at = models.DateTimeField(_("as of"), null=True, blank=True)
    renews = models.ForeignKey(
        "self", verbose_name=_("renews the loan of"), null=True, blank=True, on_delete=models.PROTECT, related_name="renewals"
    )
    version = models.PositiveIntegerField(default=0)
    made_by_key = models.CharField(max_length=32, blank=True)
    made_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("loan case")
        verbose_name_plural = _("loan cases")
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "number"], name="loan_case_number_once_per_bank"),
            models.CheckConstraint(
                condition=Q(lead__isnull=True) | Q(second__isnull=True) | ~Q(lead=models.F("second")), name="loan_case_two_people"
            ),
            models.CheckConstraint(
                condition=Q(supervisor__isnull=True) | Q(lead__isnull=True) | ~Q(supervisor=models.F("lead")),
                name="loan_case_supervisor_is_another",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")), name="loan_case_closed_after_opened"
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=Decimal(0)), name="loan_case_amount_positive"),
        ]
        indexes = [models.Index(fields=["bank", "state", "node"], name="loan_case_of_bank")]

    def __str__(self) -> str:
        return self.number
