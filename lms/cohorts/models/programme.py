"""The programme: a template of steps by week, from which a cohort's plan is copied."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms.people.enums import Role
from lms.toolkit.random_ids import public_id

from ..enums import Gate, Phase


class StepText(models.Model):
    """What a step says and asks for; the same in the template and in a cohort's own plan."""

    code = models.CharField(_("number"), max_length=10)
    phase = models.CharField(_("phase"), max_length=14, choices=Phase.choices)
    title = models.CharField(_("step"), max_length=120)
    title_en = models.CharField(_("step in English"), max_length=160, blank=True)
    gate = models.CharField(_("gate"), max_length=12, choices=Gate.choices, blank=True)
    owner_role = models.CharField(_("responsible"), max_length=20, choices=Role.choices, blank=True)
    deliverable = models.CharField(_("deliverable"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.words}"

    @property
    def words(self) -> str:
        """The title in the reader's language; the Chinese wording of the plan is the original."""
        return self.title if not self.title_en or (get_language() or "").startswith("zh") else self.title_en


class Programme(models.Model):
    """A training programme of one bank."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), on_delete=models.PROTECT, related_name="programmes")
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["bank", "title"], name="programme_title_once_per_bank")]

    def __str__(self) -> str:
        return self.title


class ProgrammeStep(StepText):
    """One row of the plan: from week to week, counted from the first week of training as 1; week 0 is before."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="steps")
    week_from = models.PositiveSmallIntegerField(_("from week"))
    week_to = models.PositiveSmallIntegerField(_("to week"))
    depends_on = models.ManyToManyField("self", verbose_name=_("needs"), symmetrical=False, blank=True, related_name="opens")

    class Meta(StepText.Meta):
        verbose_name = _("programme step")
        verbose_name_plural = _("programme steps")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="programme_step_code_once"),
            models.CheckConstraint(condition=models.Q(week_to__gte=models.F("week_from")), name="programme_step_weeks_in_order"),
        ]
