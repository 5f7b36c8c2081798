"""A trainee's part in a real case at one node: what an observation hangs on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.people.enums import CaseRole
from lms.toolkit.random_ids import public_id

from ..enums import PartState


class CasePart(models.Model):
    """Who takes part as what, and which mentor answers for it. Started by either of them, never by the trainee for themselves alone."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    case = models.ForeignKey("operations.LoanCase", verbose_name=_("case"), on_delete=models.PROTECT, related_name="parts")
    node = models.CharField(_("node"), max_length=20)
    trainee = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("trainee"), on_delete=models.PROTECT, related_name="case_parts")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("mentor"), on_delete=models.PROTECT, related_name="case_parts_watched"
    )
    role = models.CharField(pgettext_lazy("case role", "takes part as"), max_length=10, choices=CaseRole.choices)
    state = models.CharField(_("state"), max_length=10, choices=PartState.choices, default=PartState.PLANNED)
    planned_on = models.DateField(_("day"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(_("reason"), max_length=300, blank=True)
    started_by_key = models.CharField(max_length=32)
    started_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("part in a case")
        verbose_name_plural = _("parts in cases")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(trainee=F("mentor")), name="case_part_mentor_is_another"),
            models.UniqueConstraint(
                fields=["case", "node", "trainee", "mentor"],
                condition=Q(state__in=[PartState.PLANNED, PartState.ASKED, PartState.OBSERVED]),
                name="case_part_once_per_mentor",
            ),
        ]
        indexes = [
            models.Index(fields=["mentor", "state"], name="case_part_of_mentor"),
            models.Index(fields=["trainee", "state"], name="case_part_of_trainee"),
        ]

    def __str__(self) -> str:
        return f"{self.trainee_id} {self.node} {self.case_id}"
