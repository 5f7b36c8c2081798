"""A customer: as few fields as a loan needs, masked to look at, encrypted in the database."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.evidence.enums import Industry
from lms.toolkit.random_ids import public_id as new_id

from ..enums import Tie


class Customer(models.Model):
    """``…_shown`` is what pages show (王**), ``…_sealed`` what opens with a logged click, ``…_print`` finds two that are the same."""

    public_id = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="customers")
    number = models.CharField(_("customer number"), max_length=40)
    name_shown = models.CharField(pgettext_lazy("customer", "name"), max_length=40)
    name_sealed = models.TextField(editable=False)
    phone_shown = models.CharField(_("telephone"), max_length=20, blank=True)
    phone_sealed = models.TextField(blank=True, editable=False)
    phone_print = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    id_shown = models.CharField(_("identity number"), max_length=20, blank=True)
    id_sealed = models.TextField(blank=True, editable=False)
    id_print = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    address_shown = models.CharField(_("address of the business"), max_length=60, blank=True)
    address_sealed = models.TextField(blank=True, editable=False)
    address_print = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    industry = models.CharField(_("trade"), max_length=12, choices=Industry.choices, default=Industry.RETAIL)
    since_year = models.PositiveSmallIntegerField(_("in business since"), null=True, blank=True)
    made_by_key = models.CharField(max_length=32, blank=True)
    made_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["bank", "number"], name="customer_number_once_per_bank")]

    def __str__(self) -> str:
        return f"{self.number} {self.name_shown}"


class CaseTie(models.Model):
    """Somebody else who stands behind a case: guarantor, co-borrower, owner of the collateral, contact."""

    case = models.ForeignKey("operations.LoanCase", on_delete=models.CASCADE, related_name="ties")
    kind = models.CharField(_("stands as"), max_length=12, choices=Tie.choices)
    name_shown = models.CharField(pgettext_lazy("customer", "name"), max_length=40)
    name_sealed = models.TextField(editable=False)
    phone_shown = models.CharField(_("telephone"), max_length=20, blank=True)
    phone_sealed = models.TextField(blank=True, editable=False)
    phone_print = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    id_shown = models.CharField(_("identity number"), max_length=20, blank=True)
    id_sealed = models.TextField(blank=True, editable=False)
    id_print = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("person behind a case")
        verbose_name_plural = _("people behind a case")
        ordering = ["case", "id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.name_shown}"
