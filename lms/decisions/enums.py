"""Vocabulary of the decisions room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RuleKind(models.TextChoices):
    RANKING = "ranking", _("ranking")


class RuleState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("rule", "draft")
    LOCKED = "locked", pgettext_lazy("rule", "locked")
    SUPERSEDED = "superseded", pgettext_lazy("rule", "replaced by a newer version")
    WITHDRAWN = "withdrawn", pgettext_lazy("rule", "withdrawn")


class DecisionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("decision", "draft")
    PUBLISHED = "published", pgettext_lazy("decision", "published, open to replies")
    FINAL = "final", pgettext_lazy("decision", "final")
    SUPERSEDED = "superseded", pgettext_lazy("decision", "replaced by a newer version")
    WITHDRAWN = "withdrawn", pgettext_lazy("decision", "withdrawn")


# States in which people other than the office know of a decision.
SHOWN_STATES = frozenset({DecisionState.PUBLISHED, DecisionState.FINAL, DecisionState.SUPERSEDED})
LIVE_STATES = frozenset({DecisionState.PUBLISHED, DecisionState.FINAL})


class Choice(models.TextChoices):
    """What a meeting may choose for a person; none of them ends an employment."""

    PASS = "pass", pgettext_lazy("outcome", "pass")
    FURTHER_TRAINING = "further_training", pgettext_lazy("outcome", "further training, then assessed again")
    TRANSFER = "transfer", pgettext_lazy("outcome", "transfer to another post")
    DOES_NOT_CONTINUE = "does_not_continue", pgettext_lazy("outcome", "does not go on in this programme")
    REASSESS = "reassess", pgettext_lazy("outcome", "independent re-assessment first")


class ReplyKind(models.TextChoices):
    REPLY = "reply", _("reply: I want to say something")
    APPEAL = "appeal", _("appeal: I think something is wrong")
    HUMAN_DECISION = "human_decision", _("request: a person shall explain and decide")


class Stage(models.TextChoices):
    """At which step a document of a decision was frozen."""

    PUBLISHED = "published", _("as published")
    FINAL = "final", _("as final")


class PlanState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("development plan", "waits for the person's agreement")
    AGREED = "agreed", pgettext_lazy("development plan", "agreed, under way")
    REACHED = "reached", pgettext_lazy("development plan", "goals reached")
    ENDED = "ended", pgettext_lazy("development plan", "ended without reaching them")


RUNNING_PLANS = frozenset({PlanState.PROPOSED, PlanState.AGREED})


class CheckVerdict(models.TextChoices):
    REACHED = "reached", pgettext_lazy("plan check", "reached")
    ON_TRACK = "on_track", pgettext_lazy("plan check", "on track")
    BEHIND = "behind", pgettext_lazy("plan check", "behind")
