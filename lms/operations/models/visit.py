"""The marketing ledger: one row is one contact with a business."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.evidence.enums import Industry
from lms.toolkit.random_ids import public_id as new_id

from ..enums import Consent, Intent, NoCase, Objection, VisitResult, VisitSource


def visit_photo_path(visit: "Visit", name: str) -> str:
    return f"visits/{visit.public_id}/{name}"


class Visit(models.Model):
    """``happened_at`` is the visit, ``entered_at`` when it was written down (on the phone), ``recorded_at`` when it arrived here.

    The owner's name and telephone are masked (``…_shown``); the full value (``…_sealed``) opens with a logged click.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="visits")
    client_key = models.CharField(max_length=40, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("account manager"), on_delete=models.PROTECT, related_name="visits")
    area = models.ForeignKey(
        "operations.GridArea", verbose_name=_("grid area"), null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    source = models.CharField(_("source"), max_length=10, choices=VisitSource.choices, default=VisitSource.GRID)
    channel = models.CharField(_("which channel, or who referred"), max_length=40, blank=True)
    earlier = models.ForeignKey(
        "self", verbose_name=_("visited before"), null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    merchant = models.CharField(_("business"), max_length=60)
    industry = models.CharField(_("trade"), max_length=12, choices=Industry.choices, default=Industry.RETAIL)
    address = models.CharField(_("address of the business"), max_length=80, blank=True)
    operator_shown = models.CharField(_("owner"), max_length=40, blank=True)
    operator_sealed = models.TextField(blank=True, editable=False)
    phone_shown = models.CharField(_("telephone"), max_length=20, blank=True)
    phone_sealed = models.TextField(blank=True, editable=False)
    phone_print = models.CharField(max_length=64, blank=True, editable=False)
    consent = models.CharField(_("authorisation"), max_length=8, choices=Consent.choices, default=Consent.NONE)
    result = models.CharField(_("what came of it"), max_length=10, choices=VisitResult.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    intent = models.CharField(pgettext_lazy("customer", "intent"), max_length=1, choices=Intent.choices, blank=True)
    need_amount = models.DecimalField(_("amount needed"), max_digits=14, decimal_places=2, null=True, blank=True)
    need_months = models.PositiveSmallIntegerField(_("term in months"), null=True, blank=True)
    need_purpose = models.CharField(_("purpose"), max_length=60, blank=True)
    need_on = models.DateField(_("needed by"), null=True, blank=True)
    objection = models.CharField(_("objection"), max_length=12, choices=Objection.choices, blank=True)
    materials = models.CharField(_("left behind"), max_length=60, blank=True)
    next_action = models.CharField(_("next step"), max_length=80, blank=True)
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    photo = models.FileField(_("photo"), upload_to=visit_photo_path, max_length=300, blank=True)
    photo_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    case = models.ForeignKey(
        "operations.LoanCase", verbose_name=_("loan case"), null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    no_case = models.CharField(_("why no case"), max_length=12, choices=NoCase.choices, blank=True)
    happened_at = models.DateTimeField(_("visited"))
    entered_at = models.DateTimeField(_("written down"))
    recorded_at = models.DateTimeField(_("arrived"), default=timezone.now)
    same_day = models.BooleanField(_("written down the same day"), default=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "client_key"], name="visit_arrives_once"),
            models.CheckConstraint(condition=~Q(result=VisitResult.TALKED) | ~Q(intent=""), name="visit_talk_has_intent"),
            models.CheckConstraint(condition=Q(case__isnull=True) | Q(no_case=""), name="visit_case_or_why_not"),
            models.CheckConstraint(condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="visit_withdrawn_says_why"),
        ]
        indexes = [
            models.Index(fields=["user", "happened_at"], name="visit_of_person"),
            models.Index(fields=["area", "happened_at"], name="visit_in_area"),
            models.Index(fields=["next_on"], name="visit_next", condition=Q(next_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.merchant} {self.happened_at:%Y-%m-%d}"

    @property
    def number(self) -> str:
        """What people call a row by."""
        return f"{timezone.localtime(self.happened_at):%Y%m%d}-{self.public_id[:5].upper()}"

    @property
    def is_revisit(self) -> bool:
        return self.earlier_id is not None

    @property
    def is_effective(self) -> bool:
        return self.result == VisitResult.TALKED
