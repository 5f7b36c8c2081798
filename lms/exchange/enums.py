"""Vocabulary of the exchange room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Scope(models.TextChoices):
    """What a connected system may do."""

    AUTHORITY = "authority:read", _("ask what a person may do")
    PEOPLE = "people:read", _("read people")
    ROSTER = "people:write", _("send the roster")
    CASES = "cases:write", _("send loan cases")
    OBSERVATIONS = "observations:write", _("send observations")
    DECISIONS = "decisions:read", _("read final decisions")


class EventKind(models.TextChoices):
    """What connected systems are told."""

    AUTHORITY_CHANGED = "authority.changed", _("authority changed")
    DECISION_FINAL = "decision.final", _("a decision is final")
    PING = "ping", pgettext_lazy("event", "test message")


# What a system may choose to be told of, and the right without which it is neither told nor answered; a test message is sent to
# whoever asks for one.
TOLD_BY_SCOPE: dict[str, Scope] = {EventKind.AUTHORITY_CHANGED: Scope.AUTHORITY, EventKind.DECISION_FINAL: Scope.DECISIONS}
TOLD_KINDS = tuple(EventKind(kind) for kind in TOLD_BY_SCOPE)


class Operation(models.TextChoices):
    """What a system calls, by the name of its address."""

    AUTHORITY = "authority", pgettext_lazy("interface", "question about authority")
    AUTHORITY_MANY = "authority-many", pgettext_lazy("interface", "questions about authority")
    PEOPLE = "people", pgettext_lazy("interface", "people")
    EVENTS = "events", pgettext_lazy("interface", "what happened")
    ROSTER = "roster", pgettext_lazy("interface", "roster")
    CASES = "cases", pgettext_lazy("interface", "loan case")
    OBSERVATIONS = "observations", pgettext_lazy("interface", "observation card")
    DECISIONS = "decisions", pgettext_lazy("interface", "final decisions")
    RUBRIC = "observations-rubric", pgettext_lazy("interface", "what a card may say")
    DECISION = "decision-told", pgettext_lazy("interface", "one final decision")
    CERTIFICATE = "certificate", pgettext_lazy("interface", "certificate")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery", "waiting")
    DELIVERED = "delivered", pgettext_lazy("delivery", "delivered")
    GIVEN_UP = "given_up", pgettext_lazy("delivery", "given up")
