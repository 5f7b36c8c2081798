"""Who is in a cohort, on which legal footing, and how that changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import EnrolmentState, LegalFooting


class Enrolment(models.Model):
    """One person in one cohort."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey("cohorts.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="enrolments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="enrolments")
    seat_number = models.PositiveSmallIntegerField(_("seat"), null=True, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", verbose_name=_("branch"), null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments"
    )
    legal_footing = models.CharField(_("legal footing"), max_length=10, choices=LegalFooting.choices)
    state = models.CharField(_("state"), max_length=16, choices=EnrolmentState.choices, default=EnrolmentState.ENROLLED)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["seat_number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "user"], name="enrolment_once_per_cohort"),
            models.UniqueConstraint(
                fields=["cohort", "seat_number"], condition=models.Q(seat_number__isnull=False), name="enrolment_seat_once"
            ),
        ]
        indexes = [models.Index(fields=["user", "state"], name="enrolment_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.cohort_id}"


class EnrolmentChange(models.Model):
    """One change of state with its reason; never changed or deleted, by the database's own guard."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="changes")
    from_state = models.CharField(_("from"), max_length=16, choices=EnrolmentState.choices, blank=True)
    to_state = models.CharField(_("to"), max_length=16, choices=EnrolmentState.choices)
    reason = models.CharField(_("reason"), max_length=500)
    by_key = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("change of an enrolment")
        verbose_name_plural = _("changes of enrolments")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.from_state} → {self.to_state}"
