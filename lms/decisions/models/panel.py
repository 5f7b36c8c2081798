"""A sitting of the certification panel, who sits on it, and the people on its agenda, each with a packet of their own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.people.enums import Entrustment
from lms.toolkit.random_ids import public_id

from ..enums import Approver, Ballot, ItemKind, ItemState, PanelAction, Seat, SittingState


class PanelSitting(models.Model):
    """One sitting, usually of a month; ``rule`` holds quorum, majority, days for appeals and limits as they were when it was planned."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="panel_sittings")
    title = models.CharField(_("title"), max_length=120)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=SittingState.choices, default=SittingState.PLANNED)
    rule = models.JSONField(_("rule of the sitting"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="planned_panels")
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("panel sitting")
        verbose_name_plural = _("panel sittings")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(state=SittingState.CLOSED) | Q(closed_at__isnull=False), name="closed_panel_says_when"),
        ]

    def __str__(self) -> str:
        return self.title


class PanelMember(models.Model):
    """Somebody on the panel; line managers of the business must not be among themselves."""

    sitting = models.ForeignKey(PanelSitting, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="panel_seats")
    seat = models.CharField(_("seat"), max_length=10, choices=Seat.choices, default=Seat.MEMBER)
    is_line_manager = models.BooleanField(_("line manager"), default=False)
    is_absent = models.BooleanField(_("absent"), default=False)

    class Meta:
        verbose_name = _("panel member")
        verbose_name_plural = _("panel members")
        ordering = ["seat", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "user"], name="panel_member_once"),
            models.UniqueConstraint(fields=["sitting"], condition=Q(seat=Seat.CHAIR), name="panel_one_chair"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.user_id}"


class PanelItem(models.Model):
    """One question about one person at one node. ``packet`` is what the panel read, frozen with its digest.

    ``present``: keys of those in the room when the item began. ``attempt`` counts up when it is adjourned: what was written before
    stays unread.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="panel_items")
    sitting = models.ForeignKey(PanelSitting, on_delete=models.PROTECT, related_name="items")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="panel_items")
    kind = models.CharField(_("kind"), max_length=16, choices=ItemKind.choices, default=ItemKind.GRANT)
    node = models.CharField(_("node"), max_length=20)
    level = models.CharField(_("entrusted level"), max_length=2, choices=Entrustment.choices, blank=True)
    amount_limit = models.DecimalField(_("amount limit"), max_digits=14, decimal_places=2, null=True, blank=True)
    products = models.JSONField(_("products"), default=list, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    disuse_days = models.PositiveIntegerField(null=True, blank=True)
    exception_reason = models.CharField(_("why it is heard before the requirements are met"), max_length=300, blank=True)
    packet = models.JSONField()
    packet_digest = models.CharField(max_length=80)
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="nominated_items")
    nominated_at = models.DateTimeField(default=timezone.now)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("primary reviewer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewed_items",
    )
    acting_chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="items_in_the_chair"
    )
    present = models.JSONField(default=list, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    recommendation = models.TextField(_("recommendation"), blank=True)
    recommended_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=ItemState.choices, default=ItemState.GATHERING)
    status = models.CharField(_("result of the votes"), max_length=26, choices=Ballot.choices, blank=True)
    action = models.CharField(_("outcome"), max_length=24, choices=PanelAction.choices, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    outcome_digest = models.CharField(max_length=80, blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="concluded_items"
    )
    approver = models.CharField(_("signed by"), max_length=14, choices=Approver.choices, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="approved_items"
    )
    final_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    appeal_until = models.DateField(_("appeals until"), null=True, blank=True)
    certificate_number = models.CharField(_("certificate number"), max_length=40, blank=True)
    evidence_id = models.CharField(max_length=32, blank=True)
    withdrawn_reason = models.CharField(_("why it was taken off"), max_length=300, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")

    class Meta:
        verbose_name = _("panel item")
        verbose_name_plural = _("panel items")
        ordering = ["sitting", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "node"],
                condition=~Q(state__in=[ItemState.FINAL, ItemState.WITHDRAWN]),
                name="panel_item_one_open_per_node",
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.FINAL) | (~Q(reasons="") & ~Q(action="") & Q(final_at__isnull=False)),
                name="panel_item_says_why",
            ),
        ]
        indexes = [models.Index(fields=["user", "node"], name="panel_item_of_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.node} {self.level}"


class PanelCondition(models.Model):
    """What a grant with conditions asks for, whose business it is and by when; once it is met, who says so and what shows it."""

    item = models.ForeignKey(PanelItem, on_delete=models.CASCADE, related_name="conditions")
    text = models.CharField(_("condition"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who sees to it"), on_delete=models.PROTECT, related_name="panel_conditions"
    )
    due_on = models.DateField(pgettext_lazy("day", "by"))
    met_on = models.DateField(_("met on"), null=True, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="panel_conditions_met"
    )
    note = models.CharField(_("what shows it"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("condition of a grant")
        verbose_name_plural = _("conditions of a grant")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | (Q(met_by__isnull=False) & ~Q(note="")), name="met_panel_condition_says_how"
            ),
        ]

    def __str__(self) -> str:
        return self.text
