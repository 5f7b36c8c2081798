"""The closed cohort, its own plan and its staff."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import CohortState, Duty
from .programme import StepText


class Cohort(models.Model):
    """One closed training class."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="cohorts")
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=100)
    programme = models.ForeignKey(
        "cohorts.Programme", verbose_name=_("programme"), null=True, blank=True, on_delete=models.PROTECT, related_name="cohorts"
    )
    organisation = models.ForeignKey(
        "people.Organisation", verbose_name=_("host organisation"), on_delete=models.PROTECT, related_name="hosted_cohorts"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=10, choices=CohortState.choices, default=CohortState.PLANNED)
    place = models.CharField(_("place"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "code"], name="cohort_code_once_per_bank"),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="cohort_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class CohortStep(StepText):
    """A step of the cohort's own plan, copied from the programme when the cohort is opened."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="steps")
    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    planned_from = models.DateField(_("planned from"))
    planned_to = models.DateField(_("planned until"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by_key = models.CharField(max_length=32, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    depends_on = models.ManyToManyField("self", verbose_name=_("needs"), symmetrical=False, blank=True, related_name="opens")

    class Meta(StepText.Meta):
        verbose_name = _("step of a cohort")
        verbose_name_plural = _("steps of a cohort")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "code"], name="cohort_step_code_once"),
            models.CheckConstraint(condition=models.Q(planned_to__gte=models.F("planned_from")), name="cohort_step_dates_in_order"),
        ]


class CohortStaff(models.Model):
    """A member of staff and their duty in one cohort."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="cohort_duties")
    duty = models.CharField(_("duty"), max_length=14, choices=Duty.choices)

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        ordering = ["duty", "id"]
        constraints = [models.UniqueConstraint(fields=["cohort", "user", "duty"], name="cohort_duty_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.duty} @ {self.cohort_id}"
