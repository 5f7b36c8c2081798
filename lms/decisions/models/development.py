"""What each post asks, a person's stage evaluation, and the plan that follows from it (带教重点培养计划)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.toolkit.random_ids import public_id

from ..enums import CheckVerdict, PlanState


class PostStandard(models.Model):
    """What the posts ask at the nodes from a day on; the newest counts, without one the shipped draft. Never changed or deleted."""

    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="post_standards")
    matrix = models.JSONField(_("matrix"))
    effective_on = models.DateField(_("in force from"))
    reason = models.CharField(_("reason"), max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="post_standards_made")
    made_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("competency matrix of the posts")
        verbose_name_plural = _("competency matrices of the posts")
        ordering = ["-effective_on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="post_standard_says_why")]

    def __str__(self) -> str:
        return f"{self.bank_id} {self.effective_on}"


class StageEvaluation(models.Model):
    """Theory, rehearsal and practice of one person as they stood on a day; never changed or deleted."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="stage_evaluations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="stage_evaluations")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    content = models.JSONField()
    digest = models.CharField(max_length=80)
    summary = models.TextField(_("in words"), max_length=2000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stage_evaluations_made")
    made_at = models.DateTimeField(_("made on"), default=timezone.now)

    class Meta:
        verbose_name = _("stage evaluation")
        verbose_name_plural = _("stage evaluations")
        ordering = ["-made_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="stage_evaluation_days_in_order")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.last_day}"


class DevelopmentPlan(models.Model):
    """One or two goals, agreed by the person, looked at after 30, 60 and 90 days."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="development_plans")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="development_plans")
    evaluation = models.ForeignKey(StageEvaluation, verbose_name=_("stage evaluation"), on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(_("state"), max_length=10, choices=PlanState.choices, default=PlanState.PROPOSED)
    starts_on = models.DateField(_("begins"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="development_plans_made")
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    person_words = models.CharField(_("what the person says"), max_length=500, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_reason = models.CharField(_("how it ended"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("development plan")
        verbose_name_plural = _("development plans")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=[PlanState.PROPOSED, PlanState.AGREED]), name="one_running_plan_per_person"
            ),
            models.CheckConstraint(condition=~Q(state=PlanState.AGREED) | Q(agreed_at__isnull=False), name="agreed_plan_says_when"),
            models.CheckConstraint(condition=Q(closed_at__isnull=True) | ~Q(closed_reason=""), name="closed_plan_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_on}"


class PlanGoal(models.Model):
    """One goal: what to reach at which node; learn, rehearse, with whom; and what will prove it."""

    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField(_("number"))
    node = models.CharField(_("node"), max_length=20)
    aim = models.CharField(_("goal"), max_length=200)
    learn = models.CharField(_("learn"), max_length=300, blank=True)
    rehearse = models.CharField(pgettext_lazy("development plan", "rehearse"), max_length=300, blank=True)
    companion = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("with whom"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plan_goals_led",
    )
    proof = models.CharField(_("what will prove it"), max_length=300)

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_goal_once"),
            models.UniqueConstraint(fields=["plan", "node"], name="plan_goal_node_once"),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="plan_goals_at_most_two"),
        ]

    def __str__(self) -> str:
        return self.aim


class PlanCheck(models.Model):
    """A look at the plan after some days, held with the person."""

    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.CASCADE, related_name="checks")
    after_days = models.PositiveSmallIntegerField(_("days after the start"))
    due_on = models.DateField(_("due"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=CheckVerdict.choices, blank=True)
    note = models.CharField(_("what was seen"), max_length=500, blank=True)
    person_words = models.CharField(_("what the person says"), max_length=500, blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_checks_held")

    class Meta:
        ordering = ["plan", "after_days"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "after_days"], name="plan_check_once"),
            models.CheckConstraint(condition=Q(held_on__isnull=True) | ~Q(verdict=""), name="held_check_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} +{self.after_days}"
