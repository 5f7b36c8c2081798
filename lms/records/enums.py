"""Vocabulary of the records room."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Verb(models.TextChoices):
    """What somebody did to something."""

    VIEWED = "viewed", pgettext_lazy("verb", "viewed")
    CREATED = "created", pgettext_lazy("verb", "created")
    CHANGED = "changed", pgettext_lazy("verb", "changed")
    REMOVED = "removed", pgettext_lazy("verb", "removed")
    IMPORTED = "imported", pgettext_lazy("verb", "imported")
    EXPORTED = "exported", pgettext_lazy("verb", "exported")
    SIGNED = "signed", pgettext_lazy("verb", "signed")
    LOCKED = "locked", pgettext_lazy("verb", "locked")
    PUBLISHED = "published", pgettext_lazy("verb", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("verb", "withdrawn")
    DECIDED = "decided", pgettext_lazy("verb", "decided")
    APPROVED = "approved", pgettext_lazy("verb", "approved")
    REFUSED = "refused", pgettext_lazy("verb", "refused")
    SUBMITTED = "submitted", pgettext_lazy("verb", "submitted")
    MARKED = "marked", pgettext_lazy("verb", "marked")
    RELEASED = "released", pgettext_lazy("verb", "released")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("verb", "acknowledged")
    SIGNED_IN = "signed_in", pgettext_lazy("verb", "signed in")
    SIGN_IN_FAILED = "sign_in_failed", pgettext_lazy("verb", "failed to sign in")
    PASSWORD_CHANGED = "password_changed", pgettext_lazy("verb", "changed the password")
    ISSUED = "issued", pgettext_lazy("verb", "issued")
