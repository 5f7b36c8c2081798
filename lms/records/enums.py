"""Vocabulary of the records room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What somebody did to something."""

    VIEWED = "viewed", _("viewed")
    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")
    IMPORTED = "imported", _("imported")
    EXPORTED = "exported", _("exported")
    SIGNED = "signed", _("signed")
    LOCKED = "locked", _("locked")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DECIDED = "decided", _("decided")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    SUBMITTED = "submitted", _("submitted")
    MARKED = "marked", _("marked")
    RELEASED = "released", _("released")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    PASSWORD_CHANGED = "password_changed", _("changed the password")
    ISSUED = "issued", _("issued")
