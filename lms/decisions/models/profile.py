"""Certification profiles: the draft a bank works on, and the text that two people signed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..enums import ProfileOrigin, ProfileState


class CertificationProfile(models.Model):
    """One version of what a bank asks for at each node; numbers count up within the bank.

    ``content`` is worked on as a draft; once locked, ``ProfileText`` is what counts. ``capacity`` is the newest capacity check of the
    draft, with the digest of the content it was made for, and ``short_reason`` says why it is locked although cases or mentors are short.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="certification_profiles")
    code = models.CharField(_("made from"), max_length=10, choices=ProfileOrigin.choices)
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    content = models.JSONField(_("requirements"))
    digest = models.CharField(max_length=80)
    state = models.CharField(_("state"), max_length=12, choices=ProfileState.choices, default=ProfileState.DRAFT)
    effective_on = models.DateField(_("in force from"))
    reason = models.CharField(_("why this profile"), max_length=500)
    capacity = models.JSONField(_("capacity check"), null=True, blank=True)
    short_reason = models.CharField(_("why it is locked although cases or mentors are short"), max_length=500, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="authored_certification_profiles"
    )
    created_at = models.DateTimeField(_("made on"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)
    offered_at = models.DateTimeField(_("offered for signature"), null=True, blank=True)
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("certification profile")
        verbose_name_plural = _("certification profiles")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "number"], name="profile_number_once"),
            models.UniqueConstraint(fields=["bank"], condition=models.Q(state=ProfileState.DRAFT), name="one_draft_profile_per_bank"),
            models.UniqueConstraint(fields=["bank"], condition=models.Q(state=ProfileState.LOCKED), name="one_locked_profile_per_bank"),
            models.CheckConstraint(
                condition=~models.Q(state__in=[ProfileState.LOCKED, ProfileState.SUPERSEDED]) | models.Q(locked_at__isnull=False),
                name="locked_profile_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProfileState.WITHDRAWN) | ~models.Q(withdrawn_reason=""), name="withdrawn_profile_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


class ProfileText(models.Model):
    """The profile as it was locked, with the capacity check its signers saw; never changed or deleted."""

    profile = models.OneToOneField(CertificationProfile, on_delete=models.PROTECT, related_name="text")
    content = models.JSONField()
    digest = models.CharField(max_length=80)
    capacity = models.JSONField()
    short_reason = models.CharField(max_length=500, blank=True)
    effective_on = models.DateField()
    locked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("text of a locked certification profile")
        verbose_name_plural = _("texts of locked certification profiles")

    def __str__(self) -> str:
        return self.digest
