"""The milestones of a case, and the papers that prove them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id as new_id

from ..enums import FileKind, MilestoneState


class Milestone(models.Model):
    """One step of a case; its place, node and conditions stand in domain/milestones.py."""

    case = models.ForeignKey("operations.LoanCase", on_delete=models.PROTECT, related_name="milestones")
    code = models.CharField(_("milestone"), max_length=16)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=8, choices=MilestoneState.choices, default=MilestoneState.WAITING)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="case_milestones",
    )
    opened_on = models.DateField(_("open since"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by_key = models.CharField(max_length=32, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    returned = models.PositiveSmallIntegerField(_("times returned"), default=0)
    returned_reason = models.CharField(_("why it was returned"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["case", "position"]
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="milestone_once_per_case")]
        indexes = [models.Index(fields=["state", "due_on"], name="milestone_late")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"


def case_file_path(row: "CaseFile", name: str) -> str:
    return f"cases/{row.public_id}/{name}"


class CaseFile(models.Model):
    """A paper or photo of a case, handed out by a view only; ``sha256`` shows the same photo in another case."""

    public_id = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    case = models.ForeignKey("operations.LoanCase", on_delete=models.PROTECT, related_name="files")
    milestone = models.CharField(_("milestone"), max_length=16)
    kind = models.CharField(_("kind"), max_length=10, choices=FileKind.choices, default=FileKind.PAPER)
    name = models.CharField(_("file name"), max_length=120)
    file = models.FileField(upload_to=case_file_path, max_length=300)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_files")
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("file of a case")
        verbose_name_plural = _("files of a case")
        ordering = ["case", "id"]

    def __str__(self) -> str:
        return self.name
